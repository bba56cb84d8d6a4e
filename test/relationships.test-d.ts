import { describe, expectTypeOf, test } from "vitest";
import {
  createRegistryClient,
  identifierNotation,
  waitForTask,
  writeRelationships,
  type BulkRelationshipsResult,
  type BulkResult,
  type Data,
  type Receipt,
  type Relationship,
  type RelationshipOperation,
  type RelationshipSubmission,
  type TaskSubmission,
} from "../src/index.ts";

const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const source = { sourceKey: "ehr-prod" };
const collection = { ...source, relationshipType: "treated-by" };
const path = { ...collection, id: "p-1.d-1" };
const from = { id: "p-1", type: "patient" };
const to = { id: "d-1", type: "practitioner" };
interface TreatedBy {
  since: string;
}

// Only compiled, not run: each line must be a type error, because an unused @ts-expect-error is one too.
describe("what must not compile", () => {
  test("an incomplete path or body", () => {
    // @ts-expect-error -- no relationshipType
    void registry.createRelationship(source, { from, to });
    // @ts-expect-error -- no id in the path
    void registry.getRelationship(collection);
    // @ts-expect-error -- no bulkId
    void registry.getResourceBulk(source);
    // @ts-expect-error -- no other end
    void registry.createRelationship(collection, { from });
    // @ts-expect-error -- an end without a type
    void registry.createRelationship(collection, { from: { id: "p-1" }, to });
    // @ts-expect-error -- an id in the body
    void registry.createRelationship(collection, { id: "p-1.d-1", from, to });
    // @ts-expect-error -- an operation on a resource
    void registry.bulkRelationships(source, { operations: [{ action: "DELETE", delete: { id: "p-1" } }] });
  });

  test("an unknown change, query or part of an identifier", () => {
    // @ts-expect-error -- an operation of JSON Patch that no page shows
    void registry.updateRelationship(path, [{ op: "move", path: "/a", from: "/b" }]);
    // @ts-expect-error -- a single change instead of a list
    void registry.updateRelationship(path, { op: "remove", path: "/a" });
    // @ts-expect-error -- a change without an op
    void registry.updateRelationship(path, [{ path: "/a", value: 1 }]);
    const readonlyOptions = { query: { includes: ["patient"] } } as const;
    void registry.getRelationship(path, readonlyOptions);
    // @ts-expect-error -- a string for a list
    void registry.getRelationship(path, { query: { includes: "patient" } });
    // @ts-expect-error -- no use in the identifier
    identifierNotation({ system: "hospital", value: "1" });
    // @ts-expect-error -- an operation on a resource
    void writeRelationships(registry, source, [{ action: "DELETE", delete: { id: "p-1" } }], { deadlineMs: 1 });
  });
});

test("the results", () => {
  expectTypeOf(() =>
    registry.createRelationship(collection, { from, to }),
  ).returns.resolves.toEqualTypeOf<RelationshipSubmission>();
  expectTypeOf(() => registry.deleteRelationship(path)).returns.resolves.toEqualTypeOf<TaskSubmission>();
  expectTypeOf(() =>
    registry.bulkRelationships(source, { operations: [] }),
  ).returns.resolves.toEqualTypeOf<BulkRelationshipsResult>();
  expectTypeOf(() =>
    registry.getRelationshipBulk({ ...source, bulkId: "x" }),
  ).returns.resolves.toEqualTypeOf<BulkResult>();
  expectTypeOf<BulkResult["receipts"]>().toEqualTypeOf<Receipt[] | undefined>();
  expectTypeOf<
    Extract<RelationshipSubmission, { status: "PERSISTED" }>["relationship"]
  >().toEqualTypeOf<Relationship>();
  expectTypeOf<Extract<RelationshipSubmission, { status: "ACCEPTED" }>["relationship"]>().toEqualTypeOf<
    Relationship | undefined
  >();
  expectTypeOf<Relationship["includes"]>().toEqualTypeOf<Data | undefined>();
  expectTypeOf(identifierNotation).returns.toEqualTypeOf<string>();
});

test("the data is typed, also by an interface", () => {
  const data: TreatedBy = { since: "2024" };
  const create = () => registry.createRelationship(collection, { from, to, data });
  expectTypeOf(create).returns.resolves.toEqualTypeOf<RelationshipSubmission<TreatedBy>>();
  const get = () => registry.getRelationship<TreatedBy>(path);
  expectTypeOf(get).returns.resolves.toEqualTypeOf<Relationship<TreatedBy>>();
  const update = () => registry.updateRelationship<TreatedBy>(path, [{ op: "remove", path: "/since" }]);
  expectTypeOf(update).returns.resolves.toEqualTypeOf<RelationshipSubmission<TreatedBy>>();
});

test("a list of changes and of operations can be constant", () => {
  void registry.updateRelationship(path, [{ op: "add", path: "/since", value: "2024" }] as const);
  const operations = [{ action: "CREATE", create: { type: "treated-by", from, to } }] as const;
  void registry.bulkRelationships(source, { operations } as const);
});

test("tasks can be waited for", () => {
  const options = { deadlineMs: 1 };
  void registry.bulkRelationships(source, { operations: [] }).then(async (taskId) => {
    await waitForTask(registry, { ...source, taskId }, options);
  });
  void registry.createRelationship(collection, { from, to }).then(async (taskId) => {
    await waitForTask(registry, { ...source, taskId }, options);
  });
});

test("writeRelationships yields the operations that it was given", async () => {
  const operations: RelationshipOperation[] = [];
  const options = {
    deadlineMs: 1,
    onSubmit: (bulk: { readonly operations: readonly RelationshipOperation[] }) => bulk.operations.length,
  };
  for await (const outcome of writeRelationships(registry, source, operations, options)) {
    expectTypeOf(outcome.operation).toEqualTypeOf<RelationshipOperation>();
    if (outcome.ok) expectTypeOf(outcome.receipt).toEqualTypeOf<Receipt>();
  }
});
