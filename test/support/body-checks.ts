import { expect } from "vitest";
import type { EmbeddedRegistry } from "../../src/embedded/index.ts";
import type {
  BrowsePage,
  BrowseRequest,
  BulkRequest,
  BundleRequest,
  CreateContainedResourceRequest,
  CreateRelationshipRequest,
  CreateResourceRequest,
  RelationshipBulkRequest,
  RelationshipOperation,
  RelationshipPatch,
  Resource,
  ResourceOperation,
  Task,
} from "../../src/index.ts";
import { patientPath } from "./patient.ts";
import { createPath, send } from "./raw-request.ts";
import type { Path } from "./schema-mutations.ts";

interface Accepted {
  readonly body: unknown;
  readonly response: { readonly status: number; readonly body: object };
  readonly embedded: EmbeddedRegistry;
}

/** How the bodies of an operation are generated and checked, in addition to its schema. */
export interface BodyCheck {
  /** The paths at which the body has or may have a `meta`. */
  readonly metas: (body: unknown) => Path[];
  /** The depth at which generation starts; below 0 if the outer levels of the body do not count. */
  readonly level: number;
  /** Stores the resources that the operation needs. */
  readonly prepare: (embedded: EmbeddedRegistry) => Promise<unknown>;
  /** Changes the body to comply with rules that a schema can't express. */
  readonly withinRules: (body: unknown) => unknown;
  /** Expects the response to a valid body, and the stored resources. */
  readonly accepted: (accepted: Accepted) => void | Promise<void>;
  /** The rules that single changes of the body can violate. */
  readonly rules: readonly string[];
}

const ofMeta = ["dependentRequired", "distinct", "format", "not", "not before", "not in the future"];
const plain: Omit<BodyCheck, "accepted" | "rules"> = {
  metas: () => [],
  level: 0,
  prepare: () => Promise.resolve(),
  withinRules: (body) => body,
};
const token = /"@rootId"/g;
const storePatient: BodyCheck["prepare"] = (embedded) =>
  send(embedded, { method: "PUT", path: `${createPath}/patient-0001` });
const relationships = { sourceKey: "ehr-prod", relationshipType: "treated-by" };
const relationshipsPath = "/sources/ehr-prod/v1/relationships/treated-by";
const ownRelationship = { from: { id: "p-1", type: "patient" }, to: { id: "d-1", type: "practitioner" } };

function expectStored({ body, embedded }: Accepted, idOf: (resource: Resource | undefined) => string): void {
  const { data, contained } = body as CreateResourceRequest;
  const [stored] = embedded.resources(patientPath);
  const sent = JSON.stringify([data, contained ?? null]);
  const expected = sent.replaceAll(token, JSON.stringify(idOf(stored)));
  expect(JSON.stringify([stored?.data, stored?.contained ?? null])).toBe(expected);
}

export const bodyChecks: Readonly<Record<string, BodyCheck>> = {
  createResource: {
    ...plain,
    metas: () => [["meta"]],
    accepted(accepted) {
      expect(accepted.response.status).toBe(201);
      expectStored(accepted, (stored) => stored?.id ?? "");
    },
    rules: ["additionalProperties", "anyOf", ...ofMeta, "required", "type"].sort(),
  },
  upsertResource: {
    ...plain,
    metas: () => [["meta"]],
    accepted(accepted) {
      expect(accepted.response.status).toBe(201);
      expectStored(accepted, () => "@rootId");
    },
    rules: ["additionalProperties", ...ofMeta, "required", "type"].sort(),
  },
  createContainedResource: {
    ...plain,
    prepare: storePatient,
    accepted({ body, response, embedded }) {
      expect(response.status).toBe(201);
      const [item] = embedded.resources(patientPath)[0]?.contained?.["contact"] ?? [];
      const { id = item?.id, ...rest } = body as CreateContainedResourceRequest;
      const { id: storedId, ...stored } = item ?? {};
      expect([storedId, JSON.stringify(stored)]).toStrictEqual([id, JSON.stringify(rest)]);
    },
    rules: ["additionalProperties", "not", "pattern", "required", "type"],
  },
  upsertContainedResource: {
    ...plain,
    prepare: storePatient,
    accepted({ body, response, embedded }) {
      expect(response.status).toBe(201);
      const [stored] = embedded.resources(patientPath);
      expect(JSON.stringify(stored?.contained)).toBe(
        JSON.stringify({ contact: [{ id: "contact-1", ...(body as object) }] }),
      );
    },
    rules: ["additionalProperties", "required", "type"],
  },
  bulkResources: {
    ...plain,
    metas: (body) => metasOf((body as BulkRequest).operations, "operations"),
    level: -3,
    async accepted({ body, response, embedded }) {
      expect(response.status).toBe(202);
      await embedded.completeTasks();
      const { operations } = body as BulkRequest;
      const { receipts = [] } = await taskOf(embedded, response.body);
      expect(receipts).toHaveLength(operations.length);
      const { stored, statuses } = applied(
        operations.map((operation, index) => ({ operation, id: receipts[index]?.id ?? "" })),
      );
      expect(receipts.map(({ status }) => status)).toStrictEqual(statuses);
      for (const [type, resources] of stored) {
        const actual = embedded.resources({ ...patientPath, resourceType: type });
        expect(actual.map(({ id, data }) => [id, JSON.stringify(data)])).toStrictEqual([...resources]);
      }
    },
    rules: ["additionalProperties", "enum", ...ofMeta, "pattern", "required", "type"].sort(),
  },
  browse: {
    ...plain,
    prepare: storePatient,
    // Of these, the embedded registry implements only what pages show.
    withinRules(body) {
      const { collectionKeys, params: { properties, perPage } = {} } = body as BrowseRequest;
      return JSON.parse(JSON.stringify({ collectionKeys, params: { properties, perPage } })) as unknown;
    },
    accepted({ body, response }) {
      expect(response.status).toBe(200);
      const { collectionKeys } = body as BrowseRequest;
      const total = collectionKeys.filter((each) => each === patientPath.resourceType).length;
      expect((response.body as BrowsePage).meta).toMatchObject({ total });
    },
    rules: ["additionalProperties", "maximum", "minimum", "pattern", "required", "type"],
  },
  submitBundle: {
    ...plain,
    metas(body) {
      const { resourceOperations, relationshipOperations = [] } = body as BundleRequest;
      return [
        ...metasOf(resourceOperations, "resourceOperations"),
        ...metasOf(relationshipOperations, "relationshipOperations"),
      ];
    },
    level: -3,
    withinRules(body) {
      const { resourceOperations, relationshipOperations } = body as BundleRequest;
      return {
        resourceOperations: resourceOperations.map(withOwnId),
        relationshipOperations: relationshipOperations?.map(withOwnEnd),
      };
    },
    async accepted({ body, response, embedded }) {
      const { resourceOperations, relationshipOperations = [] } = body as BundleRequest;
      const all = [...resourceOperations, ...relationshipOperations];
      const isWhole = all.every(({ action }) => action !== "DELETE");
      // No resource exists, so a delete fails.
      expect(response.status).toBe(isWhole ? 200 : 404);
      if (isWhole) expect((await taskOf(embedded, response.body)).receipts).toHaveLength(all.length);
      for (const operation of resourceOperations) {
        const { type } = contentOf(operation);
        const count = resourceOperations.filter((other) => contentOf(other).type === type).length;
        expect(embedded.resources({ ...patientPath, resourceType: type })).toHaveLength(isWhole ? count : 0);
      }
    },
    rules: ["additionalProperties", "enum", ...ofMeta, "pattern", "required", "type"].sort(),
  },
  purgeCollection: {
    ...plain,
    prepare: (embedded) => send(embedded),
    async accepted({ body, response, embedded }) {
      expect(response.status).toBe(202);
      expect(response.body).toMatchObject({ status: "ACCEPTED", purgeOperation: body as object });
      await embedded.completeTasks();
      expect((await taskOf(embedded, response.body)).status).toBe("SUCCESS");
    },
    rules: ["additionalProperties", "enum", "pattern", "required", "type"],
  },
  putSource: {
    ...plain,
    accepted({ body, response }) {
      expect(response).toMatchObject({ status: 201, body: { key: "ehr-prod", ...(body as object) } });
    },
    rules: ["additionalProperties", "enum", "required", "type"],
  },
  putProfile: {
    ...plain,
    accepted({ body, response }) {
      expect(response.status).toBe(201);
      expect(JSON.stringify(response.body)).toBe(JSON.stringify({ key: "patient", ...(body as object) }));
    },
    rules: ["additionalProperties", "anyOf", "enum", "propertyNames", "required", "type"],
  },
  putRelationshipDefinition: {
    ...plain,
    accepted({ body, response }) {
      const stored = { key: "treated-by", properties: {}, ...(body as object) };
      expect(response).toMatchObject({ status: 201, body: stored });
    },
    rules: ["additionalProperties", "anyOf", "enum", "propertyNames", "required", "type"],
  },
  putCollection: {
    ...plain,
    async accepted({ body, response, embedded }) {
      const { profile, ...rest } = body as { profile?: object };
      const stored = { key: "clinic", ...rest, ...(profile && { profile: { key: "clinic", ...profile } }) };
      expect(response).toMatchObject({ status: 201, body: stored });
      const path = "/sources/ehr-prod/v1/collections/clinic";
      expect((await send(embedded, { method: "GET", path, body: null })).body).toStrictEqual(response.body);
    },
    rules: ["additionalProperties", "anyOf", "enum", "propertyNames", "required", "type"],
  },
  putPipeline: {
    ...plain,
    prepare: (embedded) => {
      const body = '{"type":"resources","profile":{"properties":{}}}';
      return send(embedded, { method: "PUT", path: "/sources/ehr-prod/v1/collections/clinic", body });
    },
    accepted({ body, response }) {
      expect(response.status).toBe(201);
      expect(JSON.stringify(response.body)).toBe(JSON.stringify({ id: "clinic.1", ...(body as object) }));
    },
    rules: ["additionalProperties", "anyOf", "required", "type"],
  },
  createRelationship: {
    ...plain,
    metas: () => [["meta"]],
    accepted({ body, response, embedded }) {
      expect(response.status).toBe(201);
      const { from, to, data = {} } = body as CreateRelationshipRequest;
      const [stored] = embedded.relationships(relationships);
      expect(JSON.stringify([stored?.id, stored?.from, stored?.to, stored?.data])).toBe(
        JSON.stringify([`${from.id}.${to.id}`, from, to, data]),
      );
    },
    rules: ["additionalProperties", ...ofMeta, "pattern", "required", "type"].sort(),
  },
  updateRelationship: {
    ...plain,
    prepare: (embedded) => send(embedded, { path: relationshipsPath, body: JSON.stringify(ownRelationship) }),
    withinRules: (body) => (body as RelationshipPatch).map(asAddition),
    accepted({ body, response, embedded }) {
      expect(response.status).toBe(200);
      const added = (body as RelationshipPatch).map(({ path, value }) => [nameOf(path), value] as const);
      const [stored] = embedded.relationships(relationships);
      expect(JSON.stringify(stored?.data)).toBe(JSON.stringify(Object.fromEntries(added)));
    },
    rules: ["additionalProperties", "enum", "minItems", "pattern", "required", "type"],
  },
  bulkRelationships: {
    ...plain,
    metas: (body) => metasOf((body as RelationshipBulkRequest).operations, "operations"),
    level: -3,
    async accepted({ body, response, embedded }) {
      expect(response.status).toBe(202);
      await embedded.completeTasks();
      const { operations } = body as RelationshipBulkRequest;
      const { receipts = [] } = await taskOf(embedded, response.body);
      const { stored, statuses } = appliedToRelationships(operations);
      expect(receipts.map(({ status }) => status)).toStrictEqual(statuses);
      for (const [type, byId] of stored) {
        const actual = embedded.relationships({ ...relationships, relationshipType: type });
        expect(actual.map(({ id, data }) => [id, JSON.stringify(data)])).toStrictEqual([...byId]);
      }
    },
    rules: ["additionalProperties", "enum", ...ofMeta, "pattern", "required", "type"].sort(),
  },
};

type AnyOperation = ResourceOperation | RelationshipOperation;

function metasOf(operations: readonly AnyOperation[], list: string): Path[] {
  return operations.flatMap(({ action }, index) =>
    action === "DELETE" ? [] : [[list, index, action.toLowerCase(), "meta"]],
  );
}

function contentOf(operation: ResourceOperation) {
  if (operation.action === "DELETE") return operation.delete;
  return operation.action === "CREATE" ? operation.create : operation.upsert;
}

async function taskOf(embedded: EmbeddedRegistry, response: object): Promise<Task> {
  const { taskId } = response as { taskId: string };
  const path = `/sources/ehr-prod/v1/tasks/${taskId}?withReceipts=true`;
  return (await send(embedded, { method: "GET", path, body: null })).body as unknown as Task;
}

/** The resources of each type after the operations were applied in order, and the status of each operation. */
function applied(operations: readonly { operation: ResourceOperation; id: string }[]) {
  const stored = new Map<string, Map<string, string>>();
  const statuses = operations.map(({ operation, id }) => {
    const { type } = contentOf(operation);
    const resources = stored.get(type) ?? new Map<string, string>();
    stored.set(type, resources);
    if (operation.action === "DELETE") return resources.delete(id) ? "SUCCESS" : "FAILURE";
    if (operation.action === "UPSERT") resources.set(id, JSON.stringify(operation.upsert.data));
    else if (resources.has(id)) return "FAILURE";
    else resources.set(id, JSON.stringify(operation.create.data).replaceAll(token, JSON.stringify(id)));
    return "SUCCESS";
  });
  return { stored, statuses };
}

/** Gives each operation of a bundle another resource. */
function withOwnId(operation: ResourceOperation, index: number): ResourceOperation {
  const own = (id: string) => (id.startsWith("@rootId") ? `@rootId${index}` : `${index}-${id}`);
  if (operation.action === "DELETE") {
    return { ...operation, delete: { ...operation.delete, id: own(operation.delete.id) } };
  }
  if (operation.action === "UPSERT") {
    return { ...operation, upsert: { ...operation.upsert, id: own(operation.upsert.id) } };
  }
  const { id } = operation.create;
  return id === undefined ? operation : { ...operation, create: { ...operation.create, id: own(id) } };
}

function withOwnEnd(operation: RelationshipOperation, index: number): RelationshipOperation {
  const own = <Target extends { id: string }>(target: Target) => ({ ...target, id: `${index}-${target.id}` });
  switch (operation.action) {
    case "CREATE":
      return { ...operation, create: { ...operation.create, from: own(operation.create.from) } };
    case "UPSERT":
      return { ...operation, upsert: { ...operation.upsert, from: own(operation.upsert.from) } };
    case "DELETE":
      return { ...operation, delete: own(operation.delete) };
  }
}

/** Makes a change that can be applied to any data: it adds a property, whose name is the rest of the path. */
function asAddition({ path, value = null }: RelationshipPatch[number]): RelationshipPatch[number] {
  const name = path.slice(1).replaceAll("~", "~0").replaceAll("/", "~1");
  return { op: "add", path: `/${name}`, value };
}

function nameOf(path: string): string {
  return path.slice(1).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The relationships of each type after the operations were applied in order, and the status of each operation. */
function appliedToRelationships(operations: readonly RelationshipOperation[]) {
  const stored = new Map<string, Map<string, string>>();
  const statuses = operations.map((operation) => {
    const { type } = operation.action === "DELETE" ? operation.delete : contentOfRelationship(operation);
    const byId = stored.get(type) ?? new Map<string, string>();
    stored.set(type, byId);
    if (operation.action === "DELETE") return byId.delete(operation.delete.id) ? "SUCCESS" : "FAILURE";
    const { from, to, data = {} } = contentOfRelationship(operation);
    const id = `${from.id}.${to.id}`;
    if (operation.action === "CREATE" && byId.has(id)) return "FAILURE";
    byId.set(id, JSON.stringify(data));
    return "SUCCESS";
  });
  return { stored, statuses };
}

function contentOfRelationship(operation: Exclude<RelationshipOperation, { action: "DELETE" }>) {
  return operation.action === "CREATE" ? operation.create : operation.upsert;
}
