import type { ConnectionError } from "../../../src/index.ts";
import { assertSame, catchError } from "./assertions.ts";
import type { Context } from "./context.ts";

const path = { sourceKey: "ehr-prod", resourceType: "patient" };
const once = { retry: false } as const;

export interface ReportedError {
  readonly outcome: ConnectionError["outcome"];
  /** The code of the platform, or else its message. */
  readonly reason: string;
}

/** The connection errors of a `POST` in one runtime. */
export interface ConnectionReport {
  readonly refused: ReportedError;
  /** The connection is reset after the registry applied the request. */
  readonly reset: ReportedError;
  /** How many requests the registry received then. The client sent one. */
  readonly requestCount: number;
}

/** Throws when an error claims more about the write than the platform can know. */
export async function checkConnectionErrors(context: Context): Promise<ConnectionReport> {
  const registry = context.connect();
  // A platform resends only on a connection that was used before.
  await registry.createResource(path, { data: {} });
  await context.send("reset", {});
  await context.send("failRequests", { count: 9, fault: { kind: "resetAfter" } });
  const reset = await connectionError(context, () => registry.createResource(path, { data: {} }, once));
  assertSame("outcome of an applied write", reset.outcome, "unknown");
  const requestCount = (await context.send("resources", path)).length;
  await context.send("reset", {});

  await registry.createResource(path, { data: {} });
  await context.send("failRequests", { count: 1, fault: { kind: "resetAfter" } });
  const withId = await catchError(() => registry.createResource(path, { id: "patient-1", data: {} }, once));
  if (!context.client.isRegistryError(withId)) throw withId;
  const isStored = (await context.send("resources", path)).some(({ id }) => id === "patient-1");
  assertSame("a write with an id is stored, and its outcome", [isStored, withId.outcome], [true, "unknown"]);
  await context.send("reset", {});

  await context.send("failRequests", { count: 1, fault: { kind: "cutBody" } });
  const partial = await connectionError(context, () => registry.createResource(path, { data: {} }, once));
  assertSame("outcome after a partial response", partial.outcome, "unknown");
  await context.send("reset", {});

  await context.send("refuseConnections", {});
  try {
    const refused = await connectionError(context, () => registry.createResource(path, { data: {} }, once));
    return { refused, reset, requestCount };
  } finally {
    await context.send("acceptConnections", {});
  }
}

async function connectionError({ client }: Context, call: () => Promise<unknown>): Promise<ReportedError> {
  const error = await catchError(call);
  if (!(error instanceof client.ConnectionError)) throw error;
  const { cause, outcome, platformError } = error;
  assertSame("attempts", error.attempts, 1);
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") {
    return { outcome, reason: cause.code };
  }
  if (!(platformError instanceof Error)) throw error;
  const { message } = platformError.cause instanceof Error ? platformError.cause : platformError;
  return { outcome, reason: message };
}
