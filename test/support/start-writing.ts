import type { EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import type {
  AnyIterable,
  Fetch,
  RegistryClientOptions,
  ResourceOperation,
  SubmittedBulk,
  WriteResourcesOptions,
} from "../../src/index.ts";
import { writeResources } from "./client.ts";
import { createEmbeddedRegistry } from "./embedded.ts";
import { patientPath } from "./patient.ts";
import { fetchFailed } from "./scripted-fetch.ts";
import { clientOf } from "./start.ts";
import { testClock } from "./test-clock.ts";
import { collected } from "./writes.ts";

export const source = { sourceKey: "ehr-prod" };

/** An embedded registry whose tasks end by a test clock. `tap` can replace the response to a bulk. */
export function startWriting(
  tap: (bulk: number, send: () => Promise<Response>) => Promise<Response> = (_, send) => send(),
  options: EmbeddedRegistryOptions = {},
  client: Partial<RegistryClientOptions> = {},
) {
  const clock = testClock();
  const embedded = createEmbeddedRegistry({ now: () => new Date(clock.now()), taskDurationMs: 100, ...options });
  /** The actions and ids of each bulk that was sent, and the `withReceipts` of each poll. */
  const wire = { bulks: [] as string[][], polls: [] as (string | null)[] };
  const fetch: Fetch = (url, init) => {
    const send = () => embedded.fetch(url, init);
    if (!url.endsWith("/bulk")) {
      wire.polls.push(new URL(url).searchParams.get("withReceipts"));
      return send();
    }
    const { operations } = JSON.parse(init.body as string) as { operations: ResourceOperation[] };
    return tap(wire.bulks.push(operations.map(nameOf)) - 1, send);
  };
  const registry = clientOf(fetch, { clock, random: () => 1, ...(client as object) });
  const submitted: SubmittedBulk[] = [];
  const write = (operations: AnyIterable<ResourceOperation>, more: Partial<WriteResourcesOptions> = {}) =>
    writeResources(registry, source, operations, {
      deadlineMs: 60_000,
      clock,
      random: () => 1,
      onSubmit: (bulk) => submitted.push(bulk),
      ...more,
    });
  const written = (operations: AnyIterable<ResourceOperation>, more?: Partial<WriteResourcesOptions>) =>
    clock.settle(collected(write(operations, more)));
  const ids = () => embedded.resources(patientPath).map(({ id }) => id);
  return { clock, embedded, registry, wire, submitted, write, written, ids };
}

function nameOf(operation: ResourceOperation): string {
  switch (operation.action) {
    case "CREATE":
      return `create ${operation.create.id ?? "new"}`;
    case "UPSERT":
      return `upsert ${operation.upsert.id}`;
    case "DELETE":
      return `delete ${operation.delete.id}`;
  }
}

/** A connection that is cut before the response. */
export const lost = () => Promise.reject(fetchFailed("ECONNRESET", "read ECONNRESET"));
