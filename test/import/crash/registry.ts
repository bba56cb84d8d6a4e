/**
 * The registries of the tests of crashes, in a process of their own: embedded registries over HTTP, which record what they receive.
 *
 * - A POST with the header `x-kill` is applied, then the process with this id is killed before the response.
 * - A bulk with an operation whose data has `refuse` is refused as a whole with 400.
 * - An operation whose data has `fail` fails: its receipt has an error.
 */
import { createEmbeddedRegistry } from "../../../src/embedded/index.ts";
import { listen } from "../../../src/embedded/listen.ts";
import type { CrashReport, CrashRequest, CrashResponse } from "./registries.ts";

interface Operation {
  readonly action: string;
  readonly upsert?: { readonly id: string; readonly data: { readonly fail?: true; readonly refuse?: true } };
}

const reports = new Map<string, () => CrashReport>();

/** Opens a registry, and returns its URL. */
async function open(name: string, taskDurationMs: number): Promise<string> {
  const embedded = createEmbeddedRegistry({ taskDurationMs });
  let [bulks, operations] = [0, 0];
  const path = { sourceKey: "ehr-prod", resourceType: "patient" };
  reports.set(name, () => {
    const resources = embedded.resources(path).map(({ id, data }) => [id, Number(data.version)] as const);
    return { bulks, operations, resources };
  });
  const { url } = await listen(async (request) => {
    if (request.method === "GET") return failReceipts(await embedded.fetch(request));
    const body = await request.clone().text();
    const bulk = (JSON.parse(body) as { operations: Operation[] }).operations;
    const isRefused = bulk.some(({ upsert }) => upsert?.data.refuse === true);
    const error = { code: 400, type: "INVALID_ARGUMENT", message: "The request is invalid." };
    const response = isRefused ? Response.json(error, { status: 400 }) : await embedded.fetch(request);
    if (response.ok) {
      bulks += 1;
      operations += bulk.length;
    }
    const killed = request.headers.get("x-kill");
    if (killed !== null) process.kill(Number(killed), "SIGKILL");
    return response;
  }, {});
  return url;
}

async function failReceipts(response: Response): Promise<Response> {
  const task = (await response.json()) as { status: string; receipts?: { id: string; status: string }[] };
  for (const receipt of task.receipts ?? []) {
    if (!receipt.id.startsWith("canary-failed") || receipt.status !== "SUCCESS") continue;
    const error = { code: 400, type: "INVALID_ARGUMENT", message: `The resource ${receipt.id} is invalid.` };
    Object.assign(receipt, { status: "FAILURE", error });
    task.status = "FAILURE";
  }
  return Response.json(task, { status: response.status });
}

process.on("message", (message: CrashRequest) => {
  const respond = (response: CrashResponse) => process.send?.({ ...response, number: message.number });
  const { name } = message;
  if (message.taskDurationMs === undefined) {
    const report = reports.get(name)?.();
    respond(report === undefined ? {} : { report });
    return;
  }
  void open(name, message.taskDurationMs).then((url) => respond({ url }));
});
process.send?.({});
