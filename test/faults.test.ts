import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createEmbeddedRegistry, type Fault } from "../src/embedded/index.ts";
import { createRegistryClient, isRegistryError, type Clock, type Resource } from "../src/index.ts";
import { patientPath } from "./support/patient.ts";
import { operationNames, operations, sent, type OperationName } from "./support/operations.ts";

const ms = 60;
const embedded = createEmbeddedRegistry();
let url = "";
beforeAll(async () => {
  ({ url } = await embedded.listen());
});
beforeEach(() => {
  embedded.reset();
});
afterAll(() => embedded.close());

/** How a call ends: "result" or the error's name, its outcome, and how often it was tried. */
type End = `result ${number}` | `${string} ${"not-done" | "unknown"} ${number}`;

interface Expectation {
  readonly end: End;
  /** How many resources are stored in the end. */
  readonly stored: 0 | 1;
}

/** What becomes of a call that meets the fault once, without retries and with them. */
type Row = Readonly<Record<"create" | "upsert" | "get", Readonly<Record<"off" | "on", Expectation>>>>;

const ends = (end: End, stored: 0 | 1): Expectation => ({ end, stored });
const always = (end: End, stored: 0 | 1) => ({ off: ends(end, stored), on: ends(end, stored) });

/** A write that is not carried out, of which nobody can know, and which an upsert and a read repeat. */
const lostBefore = (name: string): Row => ({
  create: always(`${name} unknown 1`, 0),
  upsert: { off: ends(`${name} unknown 1`, 0), on: ends("result 2", 1) },
  get: { off: ends(`${name} not-done 1`, 1), on: ends("result 2", 1) },
});

/** The same for a write that was carried out. */
const lostAfter = (name: string): Row => ({
  create: always(`${name} unknown 1`, 1),
  upsert: { off: ends(`${name} unknown 1`, 1), on: ends("result 2", 1) },
  get: { off: ends(`${name} not-done 1`, 1), on: ends("result 2", 1) },
});

/** An answer that ends a call whatever is allowed to be repeated. */
const final = (name: string, outcome: "not-done" | "unknown", stored: 0 | 1): Row => ({
  create: always(`${name} ${outcome} 1`, stored),
  upsert: always(`${name} ${outcome} 1`, stored),
  get: always(`${name} not-done 1`, 1),
});

const unharmed: Row = { create: always("result 1", 1), upsert: always("result 1", 1), get: always("result 1", 1) };

const refusedToTake: Row = {
  create: { off: ends("ApiError not-done 1", 0), on: ends("result 2", 1) },
  upsert: { off: ends("ApiError not-done 1", 0), on: ends("result 2", 1) },
  get: { off: ends("ApiError not-done 1", 1), on: ends("result 2", 1) },
};

const matrix: { fault: Fault; row: Row }[] = [
  ...[408, 500, 502, 503, 504].map((status) => ({
    fault: { kind: "status", status } as const,
    row: lostBefore("ApiError"),
  })),
  { fault: { kind: "status", status: 429, headers: { "retry-after": "0" } }, row: refusedToTake },
  ...[400, 401, 403, 404, 409, 413, 415].map((status) => ({
    fault: { kind: "status", status } as const,
    row: final("ApiError", "not-done", 0),
  })),
  { fault: { kind: "status", status: 501 }, row: final("ApiError", "unknown", 0) },
  { fault: { kind: "status", status: 200, body: {} }, row: final("MalformedResponseError", "unknown", 0) },
  { fault: { kind: "latency", ms }, row: unharmed },
  { fault: { kind: "slowBody", ms }, row: unharmed },
  { fault: { kind: "resetBefore" }, row: lostBefore("ConnectionError") },
  { fault: { kind: "resetAfter" }, row: lostAfter("ConnectionError") },
  { fault: { kind: "cutBody" }, row: lostAfter("ConnectionError") },
  { fault: { kind: "html", status: 502 }, row: lostBefore("ApiError") },
  { fault: { kind: "html", status: 403 }, row: final("ApiError", "not-done", 0) },
  { fault: { kind: "html", status: 200 }, row: final("MalformedResponseError", "unknown", 1) },
  { fault: { kind: "empty", status: 503 }, row: lostBefore("ApiError") },
  { fault: { kind: "empty", status: 201 }, row: final("MalformedResponseError", "unknown", 1) },
  { fault: { kind: "redirect", location: "https://elsewhere.example/" }, row: final("RedirectError", "unknown", 0) },
  { fault: { kind: "redirect", location: "/", status: 301 }, row: final("RedirectError", "unknown", 0) },
  { fault: { kind: "stuck" }, row: lostBefore("TimeoutError") },
];

interface Attempted {
  readonly end: string;
  /** What the call resolved with; undefined when it failed. */
  readonly result: unknown;
  readonly stored: readonly Resource[];
}

async function attempt(name: OperationName, retry: "on" | "off", kind?: Fault["kind"]): Promise<Attempted> {
  let attempts = 0;
  const registry = createRegistryClient({
    baseUrl: url,
    apiKey: "key-CANARY-7f3a",
    // Only what never comes is to run out of time, also on a machine that is busy.
    timeoutMs: 10_000,
    clock: kind === "stuck" ? impatientAtFirst() : undefined,
    retry: retry === "on" ? { backoffMs: 1 } : false,
    onEvent: ({ type }) => (attempts += type === "attempt" ? 1 : 0),
  });
  const stored = () => embedded.resources(patientPath);
  try {
    const result = await operations[name](registry);
    return { end: `result ${String(attempts)}`, result, stored: stored() };
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    const end = `${error.name} ${error.outcome} ${String(error.attempts)}`;
    return { end, result: undefined, stored: stored() };
  }
}

/** Every resource that is stored says what was sent, and a call that resolves gives the one that is stored. */
function expectWhatWasSent(name: OperationName, { result, stored }: Attempted): void {
  for (const { id, data } of stored) {
    expect(data).toStrictEqual(sent.data);
    if (name !== "create") expect(id).toBe(sent.id);
  }
  if (result !== undefined)
    expect(name === "get" ? result : (result as { resource: unknown }).resource).toStrictEqual(stored[0]);
}

/** The first timer is that of the attempt that meets the fault. */
function impatientAtFirst(): Clock {
  let timers = 0;
  return {
    now: () => Date.now(),
    setTimeout: (callback, waitMs) => setTimeout(callback, timers++ === 0 ? ms : waitMs),
    clearTimeout: (timer) => {
      clearTimeout(timer as NodeJS.Timeout);
    },
  };
}

/** A read finds what was written before, without a connection, so that none is left open that could be cut. */
async function prepare(name: OperationName): Promise<void> {
  if (name !== "get") return;
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "key-CANARY-7f3a",
    fetch: embedded.fetch,
  });
  await operations.upsert(registry);
}

const rows = matrix.flatMap(({ fault, row }) =>
  operationNames.flatMap((name) =>
    (["off", "on"] as const).map((retry) => {
      const kind = name === "create with id" ? "create" : name;
      const detail = "status" in fault ? ` ${String(fault.status)}` : "";
      return { fault, label: `${fault.kind}${detail}`, name, retry, expected: row[kind][retry] };
    }),
  ),
);

test("the table keeps the promise: never not-done for what is stored, no success for what is not, no read that is unknown", () => {
  expect(rows).toHaveLength(matrix.length * operationNames.length * 2);
  for (const { name, expected } of rows) {
    const { end, stored } = expected;
    if (name === "get") expect(end).not.toContain("unknown");
    else if (end.includes("not-done")) expect(stored).toBe(0);
    if (end.startsWith("result")) expect(stored).toBe(1);
  }
});

describe("over real connections: never a duplicate, never not-done for what is stored, no success for what is not", () => {
  test.each(rows)("$label, $name, retry $retry: $expected.end", async ({ fault, name, retry, expected }) => {
    await prepare(name);
    embedded.faults.next(1, fault);
    const attempted = await attempt(name, retry, fault.kind);
    embedded.faults.clear();
    expect({ end: attempted.end, stored: attempted.stored.length }).toStrictEqual(expected);
    expectWhatWasSent(name, attempted);
  });

  test.each(operationNames.flatMap((name) => (["off", "on"] as const).map((retry) => ({ name, retry }))))(
    "a refused connection, $name, retry $retry",
    async ({ name, retry }) => {
      await embedded.close();
      ({ url } = await embedded.listen());
      await prepare(name);
      const before = embedded.resources(patientPath);
      await embedded.faults.refuse();
      const { end, stored } = await attempt(name, retry);
      await embedded.faults.restore();
      expect(end).toBe(`ConnectionError not-done ${retry === "on" ? "3" : "1"}`);
      expect(stored).toStrictEqual(before);
      const attempted = await attempt(name, retry);
      expect(attempted.end).toBe("result 1");
      expectWhatWasSent(name, attempted);
    },
  );

  test("a registry that comes back between the attempts is written to once", async () => {
    await embedded.faults.refuse();
    const registry = createRegistryClient({
      baseUrl: url,
      apiKey: "key-CANARY-7f3a",
      random: () => 1,
      // 80 ms of waits at most.
      retry: { limit: 4, backoffMs: 10, maxBackoffMs: 25 },
      onEvent: ({ type, attempt }) => {
        if (type === "retry" && attempt === 2) void embedded.faults.restore();
      },
    });
    await operations.create(registry);
    expect(embedded.resources(patientPath).map(({ data }) => data)).toStrictEqual([sent.data]);
  });
});
