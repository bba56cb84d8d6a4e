import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RequestFault } from "../../src/embedded/index.ts";
import { isRegistryError, parseTaskId, type RegistryClient, type ResourceOperation } from "../../src/index.ts";
import { createRegistryClient, writeResources } from "../support/client.ts";
import { maxFaultMs, startCutRegistry, type Cut, type Step } from "../support/cutting-proxy.ts";
import { isFull } from "../support/full-counts.ts";
import { forgetSecrets } from "../support/secret-check.ts";
import { clientOf, key as apiKey } from "../support/start.ts";
import { collected, create, remove, upsert } from "../support/writes.ts";

const numRuns = isFull ? 10_000 : 400;

type End = "resolved" | "not-done" | "unknown";

/** The stored number of each resource, by its id, or by a name if the registry generates the id. */
type State = ReadonlyMap<string, number>;

/** A write that is applied as a whole or not at all, and the outcome that the client reported. `undefined` is a deletion. */
interface Reported {
  readonly writes: readonly (readonly [name: string, n: number | undefined])[];
  readonly end: End;
}

function after(state: State, { writes }: Reported): State {
  const changed = new Map(state);
  for (const [name, n] of writes) {
    if (n === undefined) changed.delete(name);
    else changed.set(name, n);
  }
  return changed;
}

const textOf = (entries: Iterable<readonly [name: string, n: unknown]>) => JSON.stringify([...entries].sort());

/** Describes a difference; undefined if the reported outcomes can have led from the state before to the stored one. */
function wrongOutcome(
  before: State,
  reported: readonly Reported[],
  stored: readonly [string, unknown][],
): string | undefined {
  let possible = new Map([[textOf(before), before]]);
  for (const each of reported) {
    if (each.end === "not-done") continue;
    const changed = [...possible.values()].map((state) => after(state, each));
    const kept = each.end === "unknown" ? possible : [];
    possible = new Map([...kept, ...changed.map((state): [string, State] => [textOf(state), state])]);
  }
  const found = textOf(stored);
  return possible.has(found) ? undefined : `stored is ${found}, reported was ${[...possible.keys()].join(" or ")}`;
}

test.each<[end: End, stored: number[], isWrong: boolean]>([
  ["resolved", [1], false],
  ["resolved", [], true],
  ["resolved", [1, 1], true],
  ["not-done", [], false],
  ["not-done", [1], true],
  ["unknown", [], false],
  ["unknown", [1], false],
  ["unknown", [2], true],
])("a write of 1 that was reported as %s, with %j stored: wrong is %s", (end, stored, isWrong) => {
  const found = stored.map((n): [string, number] => ["a", n]);
  expect(wrongOutcome(new Map(), [{ writes: [["a", 1]], end }], found) !== undefined).toBe(isWrong);
});

const cut: fc.Arbitrary<Cut> = fc.record({
  of: fc.constantFrom("request", "response"),
  at: fc.oneof(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom(0, 1, -2, -1, -1, -1)),
  end: fc.constantFrom("reset", "fin", "destroy"),
  upstream: fc.constantFrom("left", "left", "reset", "fin"),
});
const status = fc.record({ kind: fc.constant("status"), status: fc.constantFrom(429, 429, 400, 400, 500, 502, 503) });
const html = fc.record({ kind: fc.constant("html"), status: fc.constantFrom(502, 200) });
const latency = fc.record({ kind: fc.constant("latency"), ms: fc.integer({ min: 1, max: maxFaultMs }) });
const broken = fc.record({ kind: fc.constantFrom("resetBefore", "resetAfter", "cutBody") });
const fault: fc.Arbitrary<RequestFault> = fc.oneof(status, status, html, latency, broken);
const none = fc.constant(undefined);
const [onlyCut, onlyFault] = [fc.record({ cut, fault: none }), fc.record({ cut: none, fault })];
const [both, neither] = [fc.record({ cut, fault }), fc.record({ cut: none, fault: none })];
const step: fc.Arbitrary<Step> = fc.oneof(onlyCut, onlyCut, onlyFault, onlyFault, both, neither);

const [anna, bert, cleo] = ["anna-CANARY", "bert-CANARY", "cleo-CANARY"] as const;
type Operation = readonly [action: "create" | "create new" | "upsert" | "delete", id: string];

const nameOf = ([action, id]: Operation, n: number) => (action === "create new" ? `new ${n}` : id);
const dataOf = (name: string, n: number, length: number) => ({ name, n, text: `${name} ${n} `.padEnd(length, "-") });

function resourceOperation(operation: Operation, n: number, length: number): ResourceOperation {
  const [action, id] = operation;
  const data = dataOf(nameOf(operation, n), n, length);
  if (action === "delete") return remove(id);
  return action === "upsert" ? upsert(id, data) : create(action === "create" ? id : undefined, data);
}

function writeOf(operation: Operation, n: number): Reported["writes"][number] {
  return [nameOf(operation, n), operation[0] === "delete" ? undefined : n];
}

interface Given {
  readonly registry: RegistryClient;
  readonly path: { readonly sourceKey: string; readonly resourceType: string };
  readonly operations: readonly ResourceOperation[];
  readonly data: ReturnType<typeof dataOf>;
}

/** A call, and the operations that it writes. Only Anna is stored before. */
interface Call {
  readonly operations: readonly Operation[];
  readonly send: (given: Given) => Promise<object>;
}

const newOne: Operation = ["create new", ""];
const addBert: Operation = ["create", bert];
const putAnna: Operation = ["upsert", anna];
const putCleo: Operation = ["upsert", cleo];
const dropAnna: Operation = ["delete", anna];

const calls: readonly Call[] = [
  { operations: [], send: ({ registry, path }) => registry.getResource({ ...path, id: anna }) },
  { operations: [addBert], send: ({ registry, path, data }) => registry.createResource(path, { id: bert, data }) },
  { operations: [newOne], send: ({ registry, path, data }) => registry.createResource(path, { data }) },
  {
    operations: [putAnna],
    send: ({ registry, path, data }) => registry.upsertResource({ ...path, id: anna }, { data }),
  },
  { operations: [dropAnna], send: ({ registry, path }) => registry.deleteResource({ ...path, id: anna }) },
  {
    operations: [putAnna, addBert],
    send: ({ registry, path, operations: resourceOperations }) => registry.submitBundle(path, { resourceOperations }),
  },
  {
    operations: [dropAnna, addBert, newOne, putCleo],
    send: ({ registry, path, operations }) => registry.bulkResources(path, { operations }),
  },
];

const oneCall = fc.constantFrom(...calls);
const actions = fc.constantFrom("create", "create new", "upsert", "upsert", "delete");
const writing = fc.record({
  operations: fc.array(fc.tuple(actions, fc.constantFrom(anna, bert, cleo)), { minLength: 1, maxLength: 10 }),
  sizes: fc.record({ batchSize: fc.integer({ min: 1, max: 5 }), concurrency: fc.integer({ min: 1, max: 3 }) }),
  failures: fc.nat({ max: 2 }),
});

const randomCase = fc.record({
  call: fc.oneof(oneCall, oneCall, writing),
  steps: fc.array(step, { maxLength: 8 }),
  taskDurationMs: fc.nat({ max: 2 }),
  isAsynchronous: fc.boolean(),
  retries: fc.nat({ max: 2 }),
  // A long request reaches the proxy in several chunks.
  length: fc.nat({ max: 20 }).map((n) => (n === 20 ? 300_000 : 0)),
});

type Case = typeof randomCase extends fc.Arbitrary<infer Value> ? Value : never;

let registries: Awaited<ReturnType<typeof startCutRegistry>>[] = [];
beforeAll(async () => {
  registries = await Promise.all([0, 1, 2].map(startCutRegistry));
});
afterAll(() => Promise.all(registries.map(({ close }) => close())));

async function endOf(work: Promise<object>): Promise<{ readonly end: End; readonly value: object }> {
  try {
    return { end: "resolved", value: await work };
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return { end: error.outcome, value: error };
  }
}

function taskIdsOf(value: object): string[] {
  const own = "taskId" in value && typeof value.taskId === "string" ? [value.taskId] : [];
  return "earlier" in value && value.earlier instanceof Object ? [...own, ...taskIdsOf(value.earlier)] : own;
}

function resourcesIn(value: object): { readonly id: unknown; readonly data: unknown }[] {
  const resource = "resource" in value ? value.resource : value;
  return resource instanceof Object && "id" in resource && "data" in resource ? [resource] : [];
}

let cases = 0;

/** Makes the call, and compares. Returns how the call, or its operations, ended. */
async function ends({ call, steps, taskDurationMs, isAsynchronous, retries, length }: Case): Promise<Set<string>> {
  const cutRegistry = registries[taskDurationMs];
  if (cutRegistry === undefined) throw new Error("There is no such registry.");
  const { embedded, issued, url, plan, quiet } = cutRegistry;
  // A failed case leaves state behind, and fast-check then shrinks it with further cases.
  await quiet();
  embedded.reset();
  forgetSecrets();
  const path = { sourceKey: `${isAsynchronous ? "later" : "now"}-${++cases}`, resourceType: "patient" };
  await clientOf(embedded.fetch).upsertResource({ ...path, id: anna }, { data: dataOf(anna, -1, length) });
  await embedded.completeTasks();
  issued.clear();
  // The effect of an abandoned bulk that is applied late, after later operations, is not checked here.
  plan(steps, "sizes" in call);

  const waits = { backoffMs: 1, maxBackoffMs: 2 };
  const retry = retries > 0 && { limit: retries, ...waits };
  const registry = createRegistryClient({ baseUrl: url, apiKey, retry });
  const reported: Reported[] = [];
  const values: object[] = [];
  const planned: readonly Operation[] = call.operations;
  const operations = planned.map((operation, n) => resourceOperation(operation, n, length));
  if ("send" in call) {
    const data = dataOf(planned.map(nameOf).join(), 0, length);
    const { end, value } = await endOf(call.send({ registry, path, operations, data }));
    reported.push({ writes: planned.map(writeOf), end });
    values.push(value);
  } else {
    if (call.failures > 0) embedded.faults.nextOperations(call.failures, { type: "INTERNAL" });
    const options = { ...call.sizes, ...waits, retry, deadlineMs: 20_000 };
    const outcomes = await collected(writeResources(registry, path, operations, options));
    outcomes.sort((one, other) => one.index - other.index);
    expect(outcomes.map(({ index }) => index)).toStrictEqual([...planned.keys()]);
    const endAt = (n: number): End => (outcomes[n]?.ok === false ? outcomes[n].error.outcome : "resolved");
    reported.push(...planned.map((operation, n) => ({ writes: [writeOf(operation, n)], end: endAt(n) })));
    values.push(...outcomes.map((outcome) => (outcome.ok ? outcome.receipt : outcome.error)));
  }
  await quiet();
  await embedded.completeTasks();

  const stored = embedded.resources(path);
  const found = stored.map(({ data }): [string, unknown] => [String(data.name), data.n]);
  expect(wrongOutcome(new Map([[anna, -1]]), reported, found)).toBe(undefined);
  for (const { id, data } of stored) {
    expect(data).toStrictEqual(dataOf(String(data.name), Number(data.n), length));
    if (data.name !== id) expect(issued).toContain(id);
  }
  const dataAt = new Map<unknown, unknown>(stored.map(({ id, data }) => [id, data]));
  for (const { id, data } of values.flatMap(resourcesIn)) expect(dataAt.get(id)).toStrictEqual(data);
  for (const taskId of values.flatMap(taskIdsOf)) expect(issued).toContain(parseTaskId(taskId).id);
  if (planned.length === 0) expect(reported[0]?.end).not.toBe("unknown");
  const kind = "sizes" in call ? "writeResources" : planned.length === 0 ? "read" : "write";
  return new Set(reported.map(({ end }) => `${kind} ${end}`));
}

const timeout = 60_000 + 60 * numRuns;
test("wherever an exchange is cut, the stored state matches the reported outcomes", { timeout }, async () => {
  const counts = new Map<string, number>();
  const property = fc.asyncProperty(randomCase, async (each) => {
    for (const end of await ends(each)) counts.set(end, (counts.get(end) ?? 0) + 1);
  });
  await fc.assert(property, { numRuns });
  // Otherwise the test would show little.
  for (const kind of ["read", "write", "writeResources"]) {
    for (const end of ["resolved", "not-done", kind === "read" ? "resolved" : "unknown"]) {
      expect(counts.get(`${kind} ${end}`) ?? 0, `${kind} ${end}`).toBeGreaterThanOrEqual(Math.floor(numRuns / 200));
    }
  }
});
