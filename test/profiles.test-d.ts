import { describe, expectTypeOf, test } from "vitest";
import {
  defineProfiles,
  type Contained,
  type HumanName,
  type PartialDate,
  type Reference,
} from "../src/profiles/index.ts";
import {
  browseAll,
  createOperation,
  createRegistryClient,
  deleteOperation,
  upsertOperation,
  waitForTask,
  waitForTasks,
  writeResources,
  type Data,
  type RegistryClient,
  type ResourceCheck,
  type StandardSchema,
  type TypedRegistryClient,
  type UpsertOperation,
  type WriteOutcome,
} from "../src/index.ts";

interface Contact {
  phone: string;
}

interface Patient {
  name: HumanName[];
  birthDate?: PartialDate | null;
  gender?: "male" | "female" | null;
  ratings?: { channels: ("email" | "sms")[]; stars: 1 | 2 | 3 }[] | null;
  physician?: Reference | null;
  insurance?: { number?: string | null; holder?: { phone?: string | null } | null } | null;
  later?: unknown;
}

interface PatientContained {
  contacts?: Contained<"contact", Contact>[];
}

interface Clinic {
  title: string;
}

interface Profiles {
  patient: { data: Patient; contained: PatientContained };
  contact: { data: Contact };
  clinic: { data: Clinic };
}

const profiles = defineProfiles<Profiles>({});
const key = { workspaceId: "acme", apiKey: "key" };
const registry = createRegistryClient({ ...key, profiles });
const source = { sourceKey: "ehr-prod" };
const patient = { ...source, resourceType: "patient" } as const;
declare const unknownType: string;
declare const known: Patient;
declare const parsed: ReturnType<typeof JSON.parse>;
const options = { deadlineMs: 1 };

test("the overload follows the option profiles", () => {
  expectTypeOf(registry).toEqualTypeOf<TypedRegistryClient<Profiles>>();
  expectTypeOf(createRegistryClient(key)).toEqualTypeOf<RegistryClient>();
  expectTypeOf(createRegistryClient({ ...key, profiles: undefined })).toEqualTypeOf<RegistryClient>();
  expectTypeOf<ReturnType<typeof createRegistryClient>>().toEqualTypeOf<RegistryClient>();
});

test("a check without types leaves the data plain", () => {
  const check: ResourceCheck = { check: () => [] };
  expectTypeOf(createRegistryClient({ ...key, profiles: check })).toEqualTypeOf<TypedRegistryClient<object>>();
});

test("a client with Standard Schemas has their types", () => {
  const schemas = { clinic: {} as StandardSchema<Clinic> };
  const typed = createRegistryClient({ ...key, profiles: schemas });
  expectTypeOf(typed).toEqualTypeOf<TypedRegistryClient<{ clinic: { data: Clinic } }>>();
});

test("a resource type has the types of its profile", async () => {
  const stored = await registry.getResource({ ...patient, id: "1" });
  expectTypeOf(stored.data).toEqualTypeOf<Patient>();
  expectTypeOf(stored.type).toEqualTypeOf<"patient">();
  expectTypeOf(stored.contained?.contacts?.[0]?.data).toEqualTypeOf<Contact | undefined>();
  expectTypeOf(stored.contained?.contacts?.[0]?.id).toEqualTypeOf<string | undefined>();
  const created = await registry.createResource({ ...source, resourceType: "clinic" }, { data: { title: "A" } });
  expectTypeOf(created.resource?.data).toEqualTypeOf<Clinic | undefined>();
  if (created.status === "PERSISTED") expectTypeOf(created.resource.data).toEqualTypeOf<Clinic>();
  const upserted = await registry.upsertResource({ ...patient, id: "1" }, { data: { name: [] } });
  expectTypeOf(upserted.resource?.data).toEqualTypeOf<Patient | undefined>();
});

test("a type without a profile, and a type that is not known at compile time, have plain data", async () => {
  const other = await registry.getResource({ ...source, resourceType: "other", id: "1" });
  expectTypeOf(other.data).toEqualTypeOf<Data>();
  const some = await registry.getResource({ ...source, resourceType: unknownType, id: "1" });
  expectTypeOf(some.data).toEqualTypeOf<Data>();
  void registry.createResource({ ...source, resourceType: "other" }, { data: { any: 1 } });
  void registry.createResource({ ...source, resourceType: unknownType }, { data: { any: 1 } });
});

test("a contained resource has the types of its profile", async () => {
  const path = { ...patient, id: "1", containKey: "contacts" } as const;
  const stored = await registry.createContainedResource(path, { type: "contact", data: { phone: "1" } });
  expectTypeOf(stored.resource?.data).toEqualTypeOf<Patient | undefined>();
  void registry.createResource(patient, {
    data: { name: [] },
    contained: { contacts: [{ type: "contact", data: { phone: "1" } }] },
  });
});

test("the hits of a browse have the types of the collections", async () => {
  const { hits } = await registry.browse(source, { collectionKeys: ["patient", "clinic"] });
  const resource = hits[0]?.resource;
  if (resource?.type === "clinic") expectTypeOf(resource.data).toEqualTypeOf<Clinic>();
  for await (const page of browseAll(registry, source, { collectionKeys: ["patient"] })) {
    expectTypeOf(page.hits[0]?.resource?.data).toEqualTypeOf<Patient | undefined>();
  }
});

test("operations have the types of the profiles", () => {
  const operations = [
    upsertOperation("patient", "1", { name: [{ family: "Tremblay" }] }),
    upsertOperation("patient", "1", { name: [], gender: "male", ratings: [{ channels: ["sms"], stars: 3 }] }),
    upsertOperation("patient", "1", { name: [], physician: { type: "practitioner", id: "1" } }),
    upsertOperation("patient", "1", {
      name: [{ more: { any: 1 } }],
      insurance: { number: null },
      later: [{ a: [{ b: 1 }] }],
    }),
    upsertOperation("patient", "1", known),
    createOperation("clinic", undefined, { title: "A" }),
    upsertOperation("clinic", "1", parsed),
    upsertOperation("other", "1", { any: 1 }),
    upsertOperation(unknownType, "1", { any: 1 }),
    deleteOperation("patient", "1"),
  ];
  void registry.bulkResources(source, { operations });
  void registry.submitBundle(source, { resourceOperations: operations });
  void registry.bulkResources(source, { operations: [] });
  void registry.bulkResources(source, { operations: [{ action: "DELETE", delete: { type: "patient", id: "1" } }] });
  const upserts: readonly UpsertOperation<Patient>[] = [upsertOperation("patient", "1", known)];
  void registry.bulkResources(source, { operations: upserts });
  void writeResources(registry, source, operations, options);
  type Written = WriteOutcome<Data, (typeof operations)[number]>;
  expectTypeOf(writeResources(registry, source, operations, options)).toEqualTypeOf<
    AsyncGenerator<Written, void, undefined>
  >();
});

test("functions over a client accept one with profiles", () => {
  expectTypeOf(waitForTask(registry, { ...source, taskId: "s_1" }, options)).toEqualTypeOf<
    ReturnType<typeof waitForTask>
  >();
  void waitForTasks(registry, source, [], options);
});

// Only compiled, not run: each line must be a type error, because an unused @ts-expect-error is one too.
describe("what must not compile", () => {
  test("an unknown field, a missing one, and one of another type", () => {
    // @ts-expect-error -- a misspelt field
    void registry.createResource(patient, { data: { name: [], brithDate: "2020" } });
    // @ts-expect-error -- a missing field
    void registry.createResource(patient, { data: {} });
    // @ts-expect-error -- another type
    void registry.upsertResource({ ...patient, id: "1" }, { data: { name: "Tremblay" } });
    // @ts-expect-error -- the data of another profile
    void registry.createResource({ ...source, resourceType: "clinic" }, { data: { name: [] } });
    const data = { name: [] };
    const contained = { contacts: [{ type: "contact" as const, data: { phoen: "" } }] };
    // @ts-expect-error -- a misspelt field of a contained resource
    void registry.createResource(patient, { data, contained });
    const phone = { phone: "1" };
    // @ts-expect-error -- a contained resource of another type
    void registry.createResource(patient, { data, contained: { contacts: [{ type: "clinic", data: phone }] } });
    const clinic = { ...source, resourceType: "clinic" } as const;
    // @ts-expect-error -- a profile without contained resources
    void registry.createResource(clinic, { data: { title: "A" }, contained: { a: [] } });
    const contacts = { ...patient, id: "1", containKey: "contacts" } as const;
    // @ts-expect-error -- the data of a contained resource
    void registry.createContainedResource(contacts, { type: "contact", data: {} });
  });

  test("an operation that does not fit its profile", () => {
    const missing = upsertOperation("patient", "1", {});
    const misspelt = upsertOperation("patient", "1", { name: [], brithDate: "2020" });
    const nested = upsertOperation("patient", "1", {
      name: [],
      insurance: { number: "1", holder: { phone: "1", phnoe: "1" } },
    });
    const wrong = createOperation("clinic", undefined, { title: 1 });
    // @ts-expect-error -- a missing field
    void registry.bulkResources(source, { operations: [missing] });
    // @ts-expect-error -- a misspelt field
    void registry.submitBundle(source, { resourceOperations: [misspelt] });
    const either = unknownType === "clinic" ? "clinic" : "patient";
    // @ts-expect-error -- the data of one of two profiles
    void registry.bulkResources(source, { operations: [upsertOperation(either, "1", { title: "A" })] });
    // @ts-expect-error -- a misspelt field within a field
    void registry.bulkResources(source, { operations: [nested] });
    // @ts-expect-error -- another type
    void registry.bulkResources(source, { operations: [upsertOperation("patient", "1", { name: [] }), wrong] });
    // @ts-expect-error -- a misspelt field
    void writeResources(registry, source, [misspelt], options);
  });

  test("profiles whose entries have no data", () => {
    // @ts-expect-error -- no data
    defineProfiles<{ patient: Patient }>({});
  });

  test("an unknown value of unknownFields", () => {
    // @ts-expect-error -- only refuse or allow
    void createRegistryClient({ ...key, profiles, unknownFields: "alow" });
  });
});
