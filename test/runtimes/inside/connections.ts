import type { ConnectionError } from "../../../src/index.ts";
import { rejection, same } from "./check.ts";
import type { World } from "./world.ts";

const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const once = { retry: false } as const;

/** What a platform tells of a connection that fails. */
export interface Told {
  readonly outcome: ConnectionError["outcome"];
  /** The platform's code, or its words where it has none. */
  readonly reason: string;
}

export interface ConnectionFacts {
  /** Nobody listens. */
  readonly refused: Told;
  /** The connection is cut behind a request that the registry has carried out. */
  readonly cut: Told;
  /** How often a POST came then, of which the client knows one. */
  readonly sendings: number;
}

/** Finds out what a platform tells. Throws where that is more than it can know. */
export async function connectionFacts(world: World): Promise<ConnectionFacts> {
  const registry = world.connect();
  // A platform sends again only on a connection that it has used before.
  await registry.createResource(path, { data: {} });
  await world.order("reset", {});
  await world.order("fault", { n: 9, fault: { kind: "resetAfter" } });
  const cut = await told(world, () => registry.createResource(path, { data: {} }, once));
  same("the outcome of a write that was carried out", cut.outcome, "unknown");
  const sendings = (await world.order("resources", path)).length;
  await world.order("reset", {});

  await registry.createResource(path, { data: {} });
  await world.order("fault", { n: 1, fault: { kind: "resetAfter" } });
  const own = await rejection(() => registry.createResource(path, { id: "patient-1", data: {} }, once));
  if (!world.client.isRegistryError(own)) throw own;
  const isStored = (await world.order("resources", path)).some(({ id }) => id === "patient-1");
  same("whether a write with an id of its own is stored, and its outcome", [isStored, own.outcome], [true, "unknown"]);
  await world.order("reset", {});

  await world.order("fault", { n: 1, fault: { kind: "cutBody" } });
  const half = await told(world, () => registry.createResource(path, { data: {} }, once));
  same("the outcome of half an answer", half.outcome, "unknown");
  await world.order("reset", {});

  await world.order("refuse", {});
  try {
    const refused = await told(world, () => registry.createResource(path, { data: {} }, once));
    return { refused, cut, sendings };
  } finally {
    await world.order("restore", {});
  }
}

async function told({ client }: World, call: () => Promise<unknown>): Promise<Told> {
  const error = await rejection(call);
  if (!(error instanceof client.ConnectionError)) throw error;
  const { cause, outcome, platformError } = error;
  same("attempts", error.attempts, 1);
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") {
    return { outcome, reason: cause.code };
  }
  if (!(platformError instanceof Error)) throw error;
  const reported = platformError.cause instanceof Error ? platformError.cause : platformError;
  return { outcome, reason: reported.message };
}
