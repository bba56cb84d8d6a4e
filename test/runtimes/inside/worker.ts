/** Runs in workerd, whose worker is given the client as it begins, and answers with what was seen. */
import { lookAtAll } from "./look.ts";
import type { ClientEntry, Settings } from "./world.ts";

export async function answer(client: ClientEntry, request: Request): Promise<Response> {
  const settings = (await request.json()) as Settings;
  return Response.json(await lookAtAll(client, undefined, settings));
}
