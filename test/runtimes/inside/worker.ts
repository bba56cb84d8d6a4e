/** Runs in workerd: the handler of a request with the settings, which responds with the report. */
import type { Entries, Settings } from "./context.ts";
import { runScenarios } from "./run-scenarios.ts";

export async function handle(entries: Entries, request: Request): Promise<Response> {
  const settings = (await request.json()) as Settings;
  return Response.json(await runScenarios(entries, undefined, settings));
}
