import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EmbeddedRegistry, RequestFault } from "../../src/embedded/index.ts";
import { isRegistryError, type Clock, type RegistryClient } from "../../src/index.ts";
import { createRegistryClient } from "./client.ts";
import { faultMatrix, faultMs, type RetryClass } from "./fault-matrix.ts";
import { clientOf, key } from "./start.ts";

type Call = (registry: RegistryClient) => Promise<unknown>;

/** A call that is made with every fault. */
export interface FaultyCall {
  readonly name: string;
  readonly retryClass: RetryClass;
  readonly call: Call;
  /** Stores the resources that the call needs. */
  readonly prepare?: Call;
  /** Checks the stored resources and tasks, given whether the write was applied, and the result, undefined if the call failed. */
  readonly expectDone: (written: boolean, result: unknown) => void | Promise<void>;
}

/** Makes each call with each fault once, over real connections to the embedded registry, without retries and with them. */
export function describeEveryFault(embedded: EmbeddedRegistry, calls: readonly FaultyCall[]): void {
  const retries = ["off", "on"] as const;
  const rows = faultMatrix.flatMap(({ fault, row }) =>
    calls.flatMap((call) =>
      retries.map((retry) => {
        const detail = "status" in fault ? ` ${fault.status}` : "";
        const expected = row[call.retryClass][retry];
        return { ...call, label: `${fault.kind}${detail}`, retry, fault, end: expected.end, written: expected.written };
      }),
    ),
  );

  test("the table is consistent: no not-done for a write that was applied, no success for one that was not, no unknown read", () => {
    expect(rows).toHaveLength(faultMatrix.length * calls.length * 2);
    for (const { retryClass, end, written } of rows) {
      if (retryClass === "get") expect(end).not.toContain("unknown");
      else if (end.includes("not-done")) expect(written).toBe(false);
      else if (end.startsWith("result")) expect(written).toBe(true);
    }
  });

  describe("over real connections: no duplicate, no not-done for a write that was applied, no success for one that was not", () => {
    let url = "";
    beforeAll(async () => {
      ({ url } = await embedded.listen());
    });
    beforeEach(() => {
      embedded.reset();
    });
    afterAll(() => embedded.close());

    /** Not over HTTP, so that no connection stays open that a fault could cut. */
    const prepare = (prepare: Call = () => Promise.resolve()) => prepare(clientOf(embedded.fetch));

    test.each(rows)("$label, $name, retry $retry: $end", async (row) => {
      await prepare(row.prepare);
      embedded.faults.nextRequests(1, row.fault);
      const { end, result } = await attempt(url, row.call, row.retry, row.fault.kind);
      embedded.faults.clear();
      expect(end).toBe(row.end);
      await row.expectDone(row.written, result);
    });

    test.each(calls.flatMap((call) => retries.map((retry) => ({ ...call, retry }))))(
      "a refused connection, $name, retry $retry",
      async ({ retryClass, retry, call, expectDone, ...row }) => {
        await embedded.close();
        ({ url } = await embedded.listen());
        await prepare(row.prepare);
        await embedded.faults.refuseConnections();
        const { end } = await attempt(url, call, retry);
        await embedded.faults.acceptConnections();
        expect(end).toBe(`ConnectionError not-done ${retry === "on" ? "3" : "1"}`);
        await expectDone(false, undefined);
        const next = await attempt(url, call, retry);
        expect(next.end).toBe("result 1");
        await expectDone(retryClass !== "get", next.result);
      },
    );
  });
}

async function attempt(baseUrl: string, call: Call, retry: "on" | "off", kind?: RequestFault["kind"]) {
  let attempts = 0;
  const registry = createRegistryClient({
    baseUrl,
    apiKey: key,
    // Long, so that only the fault noResponse times out, also on a busy machine.
    timeoutMs: 10_000,
    clock: kind === "noResponse" ? timeoutOfFirstAttempt() : undefined,
    retry: retry === "on" ? { backoffMs: 1 } : false,
    onEvent: ({ type }) => (attempts += type === "attempt" ? 1 : 0),
  });
  try {
    const result = await call(registry);
    return { end: `result ${attempts}`, result };
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return { end: `${error.name} ${error.outcome} ${error.attempts}`, result: undefined };
  }
}

/**
 * A clock that starts the timeout of the first attempt when a server of this process has received its request. If the attempt ended earlier,
 * the fault would apply to the next request.
 */
function timeoutOfFirstAttempt(): Clock {
  let timers = 0;
  let first: NodeJS.Timeout | undefined;
  let received: () => void = () => undefined;
  return {
    now: () => Date.now(),
    setTimeout(callback, waitMs) {
      if (timers++ > 0) return setTimeout(callback, waitMs);
      received = () => {
        unsubscribe(requestStart, received);
        first = setTimeout(callback, faultMs);
      };
      subscribe(requestStart, received);
      return undefined;
    },
    clearTimeout(timer) {
      if (timer === undefined) unsubscribe(requestStart, received);
      clearTimeout((timer as NodeJS.Timeout | undefined) ?? first);
    },
  };
}

const requestStart = "http.server.request.start";
