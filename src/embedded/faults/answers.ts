import type { ErrorType } from "../../generated/client.ts";
import type { ErrorBody } from "../../types.ts";
import type { RequestFault, FaultOf } from "./fault.ts";

const statusesWithoutBody: ReadonlySet<number> = new Set([204, 205, 304]);

const errorTypes: ReadonlyMap<number, ErrorType> = new Map([
  [401, "UNAUTHENTICATED"],
  [403, "PERMISSION_DENIED"],
  [404, "NOT_FOUND"],
  [405, "UNIMPLEMENTED"],
  [409, "ALREADY_EXISTS"],
  [413, "CONTENT_TOO_LARGE"],
  [501, "UNIMPLEMENTED"],
]);

const page = "<!doctype html><title>Gateway</title><h1>This is not the registry's answer</h1>\n";

/** What is answered instead of the registry. */
export function answerOf(fault: FaultOf<"status" | "html" | "empty" | "redirect">): Response {
  switch (fault.kind) {
    case "status":
      return statusAnswer(fault);
    case "html":
      return answer(fault.status, page, { "content-type": "text/html; charset=utf-8" });
    case "empty":
      return answer(fault.status, null);
    case "redirect":
      return answer(fault.status ?? 307, null, { location: fault.location });
  }
}

function statusAnswer({ status, body = errorBody(status), headers = {} }: FaultOf<"status">): Response {
  const all = new Headers(headers);
  // What the body is sent with is its own: another length would hang a connection.
  for (const name of ["content-length", "transfer-encoding"]) all.delete(name);
  if (typeof body === "string" && all.has("content-type")) return answer(status, body, all);
  if (body === undefined) return answer(status, null, all);
  if (!all.has("content-type")) all.set("content-type", "application/json");
  return answer(status, JSON.stringify(body), all);
}

/** A copy that sends the same, whatever becomes of the objects in the fault. */
export function copyOf(fault: RequestFault): RequestFault {
  if (fault.kind !== "status") return { ...fault };
  const headers = Object.fromEntries(new Headers(fault.headers));
  if (typeof fault.body !== "object") return { ...fault, headers };
  return { ...fault, body: JSON.stringify(fault.body), headers: { "content-type": "application/json", ...headers } };
}

function errorBody(status: number): ErrorBody | undefined {
  if (status < 400 || status === 429) return undefined;
  const type = errorTypes.get(status) ?? (status < 500 ? "INVALID_ARGUMENT" : "INTERNAL");
  return { code: status, type, message: "This is an injected fault." };
}

function answer(status: number, text: string | null, headers?: HeadersInit): Response {
  return new Response(statusesWithoutBody.has(status) ? null : text, { status, ...(headers && { headers }) });
}
