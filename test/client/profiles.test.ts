import { describe, expect, test } from "vitest";
import { defineProfiles } from "../../src/profiles/index.ts";
import {
  createOperation,
  deleteOperation,
  InvalidRequestError,
  upsertOperation,
  WriteStoppedError,
  type StandardSchema,
} from "../../src/index.ts";
import { createRegistryClient, writeResources } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { thrownBy } from "../support/thrown.ts";

interface Profiles {
  patient: { data: { family: string; birthDate?: string | null }; contained: { people?: object[] } };
  contact: { data: { phone: string } };
}

const profiles = defineProfiles<Profiles>({
  patient: {
    properties: { family: { type: "symbol", rules: [{ required: true }] }, birthDate: { type: "date" } },
    contained: { people: { types: ["contact"], cardinality: "0:*" } },
  },
  contact: { type: "CONTAINED", properties: { phone: { type: "symbol", rules: [{ required: true }] } } },
});

const source = { sourceKey: "ehr-prod" };
const patient = { ...source, resourceType: "patient" } as const;
const wrong = { family: "Tremblay", birthDate: "yesterday" };

/** Returns clients of one embedded registry that counts its requests: with profiles, and the same without types. */
function clients(options: object = {}) {
  const embedded = createEmbeddedRegistry();
  let requests = 0;
  const fetch = (url: string | URL | Request, init?: RequestInit) => {
    requests += 1;
    return embedded.fetch(url, init);
  };
  const registry = createRegistryClient({
    baseUrl: "http://localhost",
    apiKey: "a-made-up-key",
    fetch,
    profiles,
    ...options,
  });
  return { embedded, registry, requests: () => requests };
}

describe("a resource that does not fit its profile is refused before anything is sent", () => {
  const { registry, requests } = clients();
  const operations = [
    upsertOperation("patient", "p-1", { family: "Gagnon" }),
    upsertOperation("patient", "p-2", wrong),
  ];
  const contact = { ...patient, id: "p-1", containKey: "people" } as const;

  test.each([
    ["createResource", "data.birthDate", () => registry.createResource(patient, { data: wrong })],
    ["upsertResource", "data.birthDate", () => registry.upsertResource({ ...patient, id: "p-1" }, { data: wrong })],
    [
      "createContainedResource",
      "data.phone",
      () => registry.createContainedResource(contact, { type: "contact", data: {} as never }),
    ],
    [
      "upsertContainedResource",
      "data.phone",
      () =>
        registry.upsertContainedResource(
          { ...contact, containedResourceId: "c-1" },
          { type: "contact", data: {} as never },
        ),
    ],
    [
      "contained",
      "contained.people[0].data.phone",
      () =>
        registry.createResource(patient, {
          data: { family: "Roy" },
          contained: { people: [{ type: "contact", data: {} }] },
        }),
    ],
    ["bulkResources", "operations[1].upsert.data.birthDate", () => registry.bulkResources(source, { operations })],
    [
      "submitBundle",
      "resourceOperations[0].create.data.birthDate",
      () => registry.submitBundle(source, { resourceOperations: [createOperation("patient", undefined, wrong)] }),
    ],
  ])("%s", async (_, field, call) => {
    const error = await thrownBy(InvalidRequestError, call);
    expect(error.field).toBe(field);
    expect(error.outcome).toBe("not-done");
    expect(requests()).toBe(0);
  });
});

test("the message says what was expected", async () => {
  const { registry } = clients();
  const error = await thrownBy(InvalidRequestError, () => registry.createResource(patient, { data: wrong }));
  expect(error.message).toBe(
    "Invalid data.birthDate: it must be a day, a month or a year, such as 2020-02-29, 2020-02 or 2020.",
  );
});

test("a type in the body does not replace that in the path", async () => {
  const { registry, requests } = clients();
  const body = { type: "contact", data: { phone: "555-0100" } } as never;
  const error = await thrownBy(InvalidRequestError, () => registry.createResource(patient, body));
  expect(error.field).toBe("data.phone");
  expect(requests()).toBe(0);
});

test("a resource that fits its profile is sent", async () => {
  const { registry, embedded } = clients();
  await registry.createResource(patient, { data: { family: "Roy", birthDate: null } });
  expect(embedded.resources(patient)).toHaveLength(1);
});

describe("what the checks allow", () => {
  const extra = { family: "Roy", pipeline: "made-up" };

  test("a field that the profile lacks is refused, and the message says how to allow it", async () => {
    const { registry } = clients();
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(patient, { data: extra }));
    expect(error.message).toMatch(/^Invalid data\.pipeline: it is not a field of patient.*unknownFields: "allow"/);
  });

  test("unknownFields: allow", async () => {
    const { registry, embedded } = clients({ unknownFields: "allow" });
    await registry.createResource(patient, { data: extra });
    expect(embedded.resources(patient)).toHaveLength(1);
  });

  test("a type without a profile is refused, and the message says how to allow it", async () => {
    const { registry } = clients();
    const clinic = { ...source, resourceType: "clinic" };
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(clinic, { data: {} }));
    expect(error.message).toMatch(/^Invalid resourceType: it has no profile.*otherTypes: "allow"/);
  });

  test("in the body, the type is named as it is there", async () => {
    const { registry } = clients();
    const operations = [createOperation("clinic", undefined, {})];
    const error = await thrownBy(InvalidRequestError, () => registry.bulkResources(source, { operations }));
    expect(error.message).toMatch(/^Invalid operations\[0\]\.create\.type: it has no profile/);
  });

  test.each(["unknownFields", "otherTypes"])("%s is refuse or allow", (name) => {
    expect(() => clients({ [name]: true })).toThrow(`Invalid ${name}: expected "refuse" or "allow".`);
  });

  test("otherTypes: allow", async () => {
    const { registry, embedded } = clients({ otherTypes: "allow" });
    const clinic = { ...source, resourceType: "clinic" };
    await registry.createResource(clinic, { data: { any: 1 } });
    expect(embedded.resources(clinic)).toHaveLength(1);
  });

  test("the options of one check override those of the client", () => {
    const { registry } = clients({ unknownFields: "allow" });
    const resource = { data: { ...extra, birthDate: "yesterday" } };
    expect(registry.profiles.check("patient", resource)).toMatchObject([{ path: "data.birthDate" }]);
    expect(registry.profiles.check("patient", resource, { unknownFields: "refuse" })).toHaveLength(2);
    expect(registry.profiles.check("clinic", resource, { otherTypes: "allow" })).toHaveLength(0);
  });

  test("a check of your own receives what it allows, and no other option", () => {
    const received: unknown[] = [];
    const { registry } = clients({ profiles: { check: (...values: unknown[]) => received.push(values[2]) } });
    registry.profiles.check("patient", { data: extra });
    expect(received).toStrictEqual([{ unknownFields: "refuse", otherTypes: "refuse" }]);
  });

  test("relationships, objects, deletes and reads are not checked", async () => {
    const { registry } = clients();
    await registry.createRelationship(
      { ...source, relationshipType: "related-to" },
      { from: { id: "p-1", type: "other" }, to: { id: "p-2", type: "other" }, data: { any: 1 } },
    );
    await registry.createObject(
      { ...source, collectionKey: "files" },
      { file: new File(["a"], "a.txt"), data: { any: 1 } },
    );
    await registry.submitBundle(source, {
      resourceOperations: [],
      relationshipOperations: [{ action: "DELETE", delete: { type: "related-to", id: "p-1.p-2" } }],
    });
    await registry.browse(source, { collectionKeys: ["clinic"] });
  });
});

describe("writeResources", () => {
  const operations = [
    upsertOperation("patient", "p-1", { family: "Gagnon" }),
    upsertOperation("patient", "p-2", wrong),
    deleteOperation("patient", "p-1"),
  ];

  test("reports an operation that does not fit its profile, and writes the others", async () => {
    const { registry, requests } = clients();
    const outcomes = [];
    for await (const each of writeResources(registry, source, operations, { deadlineMs: 10_000 })) outcomes.push(each);
    expect(outcomes.map(({ index, ok }) => [index, ok]).sort()).toStrictEqual([
      [0, true],
      [1, false],
      [2, true],
    ]);
    const failed = outcomes.find(({ ok }) => !ok);
    expect(failed).toMatchObject({ attempts: 0, error: { field: "operations[1].upsert.data.birthDate" } });
    expect(requests()).toBeGreaterThan(0);
  });

  test("checks with the profiles of the client that is passed, not with the call of a bulk", async () => {
    const { registry } = clients();
    const stub = { ...registry, profiles: { check: () => [{ path: "data", message: "must be another" }] } };
    const outcomes = [];
    for await (const each of writeResources(stub, source, operations.slice(0, 1), { deadlineMs: 10_000 }))
      outcomes.push(each);
    expect(outcomes).toMatchObject([{ ok: false, error: { field: "operations[0].upsert.data" } }]);
  });

  test("stops before anything is sent, when the client was passed without its profiles", async () => {
    const { registry, requests } = clients();
    const stub = { ...registry, profiles: undefined };
    const load = writeResources(stub, source, operations.slice(1, 2), { deadlineMs: 10_000 });
    await load.next();
    const { cause } = await thrownBy(WriteStoppedError, () => load.next());
    expect(cause).toMatchObject({ field: "operations[0].upsert.data.birthDate" });
    expect(requests()).toBe(0);
  });
});

describe("Standard Schemas", () => {
  interface Person {
    family: string;
  }
  const schema = (validate: StandardSchema["~standard"]["validate"]): StandardSchema<Person> => ({
    "~standard": { version: 1, vendor: "test", validate },
  });
  const secret = "a message with the value Tremblay";

  test.each([
    ["a key", ["family"], "data.family"],
    ["an index", ["names", 0], "data.names.0"],
    ["a segment with a key", [{ key: "family" }], "data.family"],
    ["a key that can be patient data", ["phones", "Made Up"], "data.phones.*"],
    ["another iterable", new Set(["family"]), "data.family"],
    ["none", undefined, "data"],
    ["null", null, "data"],
  ])("prints the path of an issue, and not its message: %s", async (_, path, field) => {
    const { registry } = clients({
      profiles: { patient: schema(() => ({ issues: [{ message: secret, path }] }) as never) },
    });
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(patient, { data: wrong }));
    expect(error.message).toBe(`Invalid ${field}: it does not match its schema.`);
  });

  test("sends the input as it is, and not what the schema returns", async () => {
    const { registry, embedded } = clients({
      profiles: { patient: schema(() => ({ value: { family: "Other" }, issues: undefined })) },
    });
    await registry.createResource(patient, { data: { family: "Roy" } });
    expect(embedded.resources(patient)).toMatchObject([{ data: { family: "Roy" } }]);
  });

  test("refuses a schema that returns a promise", async () => {
    const { registry } = clients({ profiles: { patient: schema(() => Promise.reject(new Error(secret))) } });
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(patient, { data: wrong }));
    expect(error.message).toBe("Invalid data: it can't be checked: its schema is asynchronous.");
  });

  test("refuses a schema that throws, without its message", async () => {
    const throwing = schema(() => {
      throw new Error(secret);
    });
    const { registry } = clients({ profiles: { patient: throwing } });
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(patient, { data: wrong }));
    expect(error.message).toBe("Invalid data: it can't be checked: its schema throws an error.");
  });

  test.each<[string, object]>([
    ["an object", schema(() => ({ issues: [{ message: secret }] }))],
    [
      "a function",
      Object.assign(
        () => [],
        schema(() => ({ issues: [{ message: secret }] })),
      ),
    ],
  ])("checks a type with the name check: its schema is %s", async (_, check) => {
    const { registry } = clients({ profiles: { check } });
    const path = { ...source, resourceType: "check" } as const;
    const error = await thrownBy(InvalidRequestError, () => registry.createResource(path as never, { data: wrong }));
    expect(error.message).toBe("Invalid data: it does not match its schema.");
  });

  test("says nothing about a type without a schema", async () => {
    const { registry, embedded } = clients({ profiles: {} });
    await registry.createResource(patient, { data: wrong });
    expect(embedded.resources(patient)).toHaveLength(1);
  });
});

test("profiles can be anything with a method check, whatever else it has", async () => {
  class Checks {
    readonly rules = new Map();

    check() {
      return [{ path: "data.family", message: `must have ${this.rules.size} characters` }];
    }
  }
  const { registry } = clients({ profiles: new Checks() });
  const error = await thrownBy(InvalidRequestError, () => registry.createResource(patient, { data: wrong }));
  expect(error.message).toBe("Invalid data.family: it must have 0 characters.");
});

test.each(["patient", null, [profiles], { patient: {} }, { patient: null }, { patient: () => true }])(
  "profiles must be an object: %j",
  async (given) => {
    const error = await thrownBy(InvalidRequestError, () => clients({ profiles: given }));
    expect(error.message).toBe("Invalid profiles: expected profiles, or a schema for each type.");
  },
);

test.each(["unknownFields", "otherTypes"])("%s must be refuse or allow", async (name) => {
  const error = await thrownBy(InvalidRequestError, () => clients({ [name]: "alow" }));
  expect(error.message).toBe(`Invalid ${name}: expected "refuse" or "allow".`);
});
