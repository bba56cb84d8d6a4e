import { requestIdHeader } from "../generated/constants.ts";
import type { Call } from "./call.ts";
import { notEcho } from "./echo.ts";

/** What the registry calls the request; not a text that could say anything, and not what the request itself said. */
export function requestIdOf({ headers }: Pick<Response, "headers">, call: Call): string | undefined {
  return notEcho(/^[\w.:/+=@-]{1,128}$/.exec(headers.get(requestIdHeader) ?? "")?.[0], call);
}
