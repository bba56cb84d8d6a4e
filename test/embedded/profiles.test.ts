import { describe, expect, test } from "vitest";
import type { EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import type { BundleRequest, ProfileInput, ResourceOperation } from "../../src/index.ts";
import type { ResourceCheck } from "../../src/resource-check.ts";
import { creation, deletion, startEmbedded, upsertion } from "../support/embedded-calls.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";

/** Patients have a birth date, may have at most one contained contact and have at least one contained note. Contacts have a phone. */
const profiles: ResourceCheck = {
  check(type, { data, contained = {} }, { otherTypes, unknownFields } = {}) {
    const fields = Object(data) as Record<string, unknown>;
    const byKey = Object(contained) as Record<string, readonly unknown[]>;
    const field = type === "patient" ? "birthDate" : "phone";
    if (type !== "patient" && type !== "contact") {
      return otherTypes === "allow" ? [] : [{ path: "type", message: "has no profile" }];
    }
    const unknown = unknownFields === "allow" ? [] : Object.keys(fields).filter((name) => name !== field);
    return [
      ...unknown.map((name) => ({ path: `data.${name}`, message: `is not a field of ${type}` })),
      ...(typeof fields[field] === "string" ? [] : [{ path: `data.${field}`, message: "is required" }]),
      ...((byKey.contacts?.length ?? 0) > 1
        ? [{ path: "contained.contacts", message: "must have at most one item" }]
        : []),
      ...(byKey.notes?.length === 0 ? [{ path: "contained.notes", message: "must have at least one item" }] : []),
      ...(type === "patient" && !("contacts" in byKey) ? [{ path: "contained.contacts", message: "is required" }] : []),
    ];
  },
};

const born = { birthDate: "1980-01-31" };
const contact = { type: "contact", data: { phone: "555" } };
const contained = { contacts: [contact] };

const start = (options: EmbeddedRegistryOptions = {}) => startEmbedded({ profiles, ...options });

/** Creates the patient `patient-1`, which contains one contact with the id `contact-1`. */
async function startWithPatient(options: EmbeddedRegistryOptions = {}) {
  const calls = start(options);
  const upsert: ResourceOperation = {
    action: "UPSERT",
    upsert: {
      id: "patient-1",
      type: "patient",
      data: born,
      contained: { contacts: [{ id: "contact-1", ...contact }] },
    },
  };
  expect((await calls.bundle([upsert])).response.status).toBe(options.asynchronous === true ? 202 : 200);
  return calls;
}

/** Returns the status, the message and the messages of the details. */
function refusal({
  response,
  error,
}: {
  response: Response;
  error?: { message: string; details?: unknown } | undefined;
}) {
  const details = error?.details as { message: string; type: string; code: number }[] | undefined;
  for (const detail of details ?? []) expect(detail).toMatchObject({ type: "INVALID_ARGUMENT", code: 400 });
  return { status: response.status, message: error?.message, details: details?.map(({ message }) => message) };
}

describe("with the option profiles, a resource that does not match its profile is rejected with 400", () => {
  const problems = ["data.birthdate is not a field of patient", "data.birthDate is required"];
  const required = "contained.contacts is required";
  const rejected = (details: string[], subject = "body") => {
    const count = details.length === 1 ? "1 problem" : `${details.length} problems`;
    return { status: 400, message: `The ${subject} has ${count}: see details.`, details };
  };

  test("by createResource and upsertResource", async () => {
    const { create, upsert, stored } = start();
    const data = { birthdate: "1980-01-31" };
    expect(refusal(await create("patient-1", data))).toStrictEqual(rejected([...problems, required]));
    expect(refusal(await upsert("patient-1", data))).toStrictEqual(rejected([...problems, required]));
    expect(stored()).toStrictEqual([]);
  });

  test("by createContainedResource and upsertContainedResource", async () => {
    const { contain, containNew, embedded } = await startWithPatient();
    const before = embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" });
    const wrong = { type: "contact", data: {} };
    const expected = rejected(["data.phone is required"]);
    expect(refusal(await contain("patient-1", "contacts", "contact-1", wrong))).toStrictEqual(expected);
    expect(refusal(await containNew("patient-1", "contacts", wrong))).toStrictEqual(expected);
    expect(refusal(await containNew("patient-2", "contacts", wrong))).toStrictEqual(expected);
    const other = { type: "visit", data: {} };
    expect(refusal(await containNew("patient-1", "contacts", other))).toStrictEqual(rejected(["type has no profile"]));
    expect(embedded.resources({ sourceKey: "ehr-prod", resourceType: "patient" })).toStrictEqual(before);
  });

  test("by a bulk as a whole, with the operation in each detail", async () => {
    const { bulk, stored, embedded } = start();
    const result = await bulk(deletion("patient-9"), upsertion("patient-1", born), creation("patient-2"));
    expect(refusal(result)).toStrictEqual(
      rejected([
        `operations[1].upsert.${required}`,
        "operations[2].create.data.birthDate is required",
        `operations[2].create.${required}`,
      ]),
    );
    await embedded.completeTasks();
    expect(stored()).toStrictEqual([]);
  });

  test("by a bundle, besides its other problems", async () => {
    const { bundle, stored } = start();
    const create: ResourceOperation = {
      action: "CREATE",
      create: { type: "patient", data: {}, contained, meta: { createdAt: "2999-01-01T00:00:00Z" } },
    };
    expect(refusal(await bundle([create]))).toStrictEqual(
      rejected([
        "resourceOperations[0].create.meta.createdAt must not be in the future",
        "resourceOperations[0].create.data.birthDate is required",
      ]),
    );
    expect(stored()).toStrictEqual([]);
  });

  test("also when writes are asynchronous: no task is created", async () => {
    const { create, contain } = await startWithPatient({ asynchronous: true, taskDurationMs: 0 });
    expect((await create("patient-2")).response.status).toBe(400);
    expect((await contain("patient-1", "contacts", "contact-1", { type: "contact", data: {} })).response.status).toBe(
      400,
    );
    expect((await contain("patient-1", "contacts", "contact-1", contact)).response.status).toBe(202);
  });

  test("with 100 details at most", async () => {
    const { create } = start();
    const fields = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`field${index}`, 1]));
    const { message, details } = refusal(await create("patient-1", fields));
    expect(message).toBe("The body has over 100 problems: see details.");
    expect(details).toHaveLength(100);
  });
});

describe("the profile of a resource also applies to the resources that are added to it", () => {
  test("a contained resource over the cardinality is rejected, and a replacement is not", async () => {
    const { contain, containNew, uncontain } = await startWithPatient();
    const message = "The resource with this contained resource has 1 problem: see details.";
    const tooMany = { status: 400, message, details: ["contained.contacts must have at most one item"] };
    expect(refusal(await contain("patient-1", "contacts", "contact-2", contact))).toStrictEqual(tooMany);
    expect(refusal(await containNew("patient-1", "contacts", contact))).toStrictEqual(tooMany);
    expect((await contain("patient-1", "contacts", "contact-1", contact)).response.status).toBe(200);
    expect((await containNew("patient-1", "toString", contact)).response.status).toBe(201);
    expect((await uncontain("patient-1", "contacts", "contact-1")).response.status).toBe(200);
    // The patient lacks a contact, but not because of this write.
    expect((await containNew("patient-1", "notes", contact)).response.status).toBe(201);
  });

  test("without the resource, the registry responds 404", async () => {
    const { contain, containNew } = start();
    expect((await contain("patient-1", "contacts", "contact-1", contact)).response.status).toBe(404);
    expect((await containNew("patient-1", "contacts", contact)).response.status).toBe(404);
  });
});

describe("a type without a profile", () => {
  const path = { sourceKey: "ehr-prod", resourceType: "clinic", id: "clinic-1" };
  const put = ({ http }: ReturnType<typeof start>) =>
    http.PUT("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", { params: { path }, body: { data: {} } });
  const clinic: ResourceOperation = { action: "UPSERT", upsert: { id: "clinic-1", type: "clinic", data: {} } };

  test("is rejected", async () => {
    const calls = start();
    const message = "The path has 1 problem: see details.";
    expect(refusal(await put(calls))).toStrictEqual({
      status: 400,
      message,
      details: ["resourceType has no profile"],
    });
    expect(refusal(await calls.bulk(clinic)).details).toStrictEqual(["operations[0].upsert.type has no profile"]);
  });

  test('passes with otherTypes: "allow"', async () => {
    const calls = start({ otherTypes: "allow" });
    expect((await put(calls)).response.status).toBe(201);
    expect((await calls.bulk(clinic)).response.status).toBe(202);
  });
});

test('a field that the profile lacks passes with unknownFields: "allow"', async () => {
  const { bundle } = start({ unknownFields: "allow" });
  const create: ResourceOperation = {
    action: "CREATE",
    create: { type: "patient", data: { ...born, embedding: [1] }, contained },
  };
  expect((await bundle([create])).response.status).toBe(200);
});

test("tokens are checked as they were sent, and then replaced", async () => {
  const seen: unknown[] = [];
  const seeing: ResourceCheck = {
    check(_, { data }) {
      seen.push(data);
      return [];
    },
  };
  const { create, bulk, bundle, stored, embedded } = startEmbedded({ profiles: seeing });
  const data = { self: "@rootId" };
  await create("@rootId", data);
  await bulk(creation("@rootId", data));
  await bundle([creation("@rootId", data)]);
  await embedded.completeTasks();
  expect(seen).toStrictEqual([data, data, data]);
  for (const { id, data } of stored()) expect(data).toStrictEqual({ self: id });
});

test("relationships and objects are not checked, and deletes need no profile", async () => {
  const { http, bundle, bulk, remove } = await startWithPatient();
  const relationshipOperations: NonNullable<BundleRequest["relationshipOperations"]> = [
    {
      action: "CREATE",
      create: {
        type: "treated-by",
        from: { type: "patient", id: "patient-1" },
        to: { type: "clinic", id: "clinic-1" },
        data: { any: 1 },
      },
    },
  ];
  expect((await bundle([], relationshipOperations)).response.status).toBe(200);
  const relationships = await http.POST("/sources/{sourceKey}/v1/relationships/bulk", {
    params: { path: { sourceKey: "ehr-prod" } },
    body: { operations: [...relationshipOperations] },
  });
  expect(relationships.response.status).toBe(202);
  expect((await bulk({ action: "DELETE", delete: { id: "clinic-1", type: "clinic" } })).response.status).toBe(202);
  expect((await remove("patient-1")).response.status).toBe(200);
});

test("a profile that putProfile stores is not applied", async () => {
  const { http, create } = startEmbedded();
  const path = { sourceKey: "ehr-prod", profileKey: "patient" };
  const body: ProfileInput = { type: "ROOT", properties: { birthDate: { type: "date", rules: [{ required: true }] } } };
  await http.PUT("/sources/{sourceKey}/v1/profiles/{profileKey}", { params: { path }, body });
  expect((await create("patient-1")).response.status).toBe(201);
});

describe("invalid options throw", () => {
  const generated = 'Pass the profiles of a file that "clinia-registry profiles generate" wrote.';
  test.each<{ options: object; error: Error }>([
    { options: { profiles: {} }, error: new TypeError(`profiles has no function check. ${generated}`) },
    { options: { profiles: { check: 1 } }, error: new TypeError(`profiles has no function check. ${generated}`) },
    { options: { profiles: "clinia.gen.ts" }, error: new TypeError(`profiles is of type string. ${generated}`) },
    { options: { profiles: null }, error: new TypeError(`profiles is null. ${generated}`) },
    {
      options: { unknownFields: true },
      error: new RangeError("unknownFields is of type boolean. Expected one of refuse, allow."),
    },
    {
      options: { profiles, otherTypes: "allowed" },
      error: new RangeError("otherTypes is of type string. Expected one of refuse, allow."),
    },
  ])("$options", ({ options, error }) => {
    expect(() => createEmbeddedRegistry(options)).toThrow(error);
  });
});
