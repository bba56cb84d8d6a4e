import { describe, expectTypeOf, test } from "vitest";
import {
  createRegistryClient,
  isRegistryError,
  parseTaskId,
  type ApiError,
  type CreateResourceResult,
  type DataObject,
  type ErrorType,
  type InvalidRequestError,
  type MalformedResponseError,
  type OperationId,
  type RegistryClient,
  type Resource,
} from "../src/index.ts";

const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const path = { sourceKey: "ehr-prod", resourceType: "patient" };

test("a client has a method for each operation of the contract", () => {
  expectTypeOf<keyof RegistryClient>().toEqualTypeOf<OperationId | "http">();
});

// Only compiled, not run: each line must be a type error, because an unused @ts-expect-error is one too.
describe("what must not compile", () => {
  test("no apiKey", () => {
    // @ts-expect-error -- no apiKey
    void createRegistryClient({ workspaceId: "acme" });
  });
  test("neither workspaceId nor baseUrl", () => {
    // @ts-expect-error -- neither workspaceId nor baseUrl
    void createRegistryClient({ apiKey: "key" });
  });
  test("a misspelt option", () => {
    // @ts-expect-error -- a misspelt option
    void createRegistryClient({ workspaceId: "acme", apiKey: "key", fetsh: fetch });
  });
  test("a misspelt path parameter", () => {
    // @ts-expect-error -- a misspelt path parameter
    void registry.createResource({ sourceKey: "ehr-prod", resouceType: "patient" }, { data: {} });
  });
  test("no resourceType", () => {
    // @ts-expect-error -- no resourceType
    void registry.createResource({ sourceKey: "ehr-prod" }, { data: {} });
  });
  test("no data", () => {
    // @ts-expect-error -- no data
    void registry.createResource(path, {});
  });
  test("data null", () => {
    // @ts-expect-error -- data null
    void registry.createResource(path, { data: null });
  });
  test("data undefined", () => {
    // @ts-expect-error -- data undefined
    void registry.createResource(path, { data: undefined });
  });
  test("data a string", () => {
    // @ts-expect-error -- data a string
    void registry.createResource(path, { data: "Tremblay" });
  });
  test("data a number", () => {
    // @ts-expect-error -- data a number
    void registry.createResource(path, { data: 1 });
  });
  test("data an array", () => {
    // @ts-expect-error -- data an array
    void registry.createResource(path, { data: ["Tremblay"] });
  });
  test("data a Map, which JSON writes as an empty object", () => {
    // @ts-expect-error -- data a Map, which JSON writes as an empty object
    void registry.createResource(path, { data: new Map([["family", "Tremblay"]]) });
  });
  test("data a Date", () => {
    // @ts-expect-error -- data a Date
    void registry.createResource(path, { data: new Date() });
  });
  test("data a function", () => {
    // @ts-expect-error -- data a function
    void registry.createResource(path, { data: () => ({ family: "Tremblay" }) });
  });
  test("a misspelt body field", () => {
    // @ts-expect-error -- a misspelt body field
    void registry.createResource(path, { data: {}, metta: {} });
  });
  test("a misspelt field of meta", () => {
    // @ts-expect-error -- a misspelt field of meta
    void registry.createResource(path, { data: {}, meta: { createdAtt: "2023-11-07T05:31:56Z" } });
  });
  test("a field of meta that only a response has", () => {
    // @ts-expect-error -- a field of meta that only a response has
    void registry.createResource(path, { data: {}, meta: { source: "ehr-prod" } });
  });
  test("a misspelt field of an identifier", () => {
    // @ts-expect-error -- a misspelt field of an identifier
    void registry.createResource(path, { data: {}, meta: { identifier: [{ sytem: "x" }] } });
  });
  test("an id that is a number", () => {
    // @ts-expect-error -- an id that is a number
    void registry.createResource(path, { data: {}, id: 1 });
  });
  test("createdAt as a Date", () => {
    // @ts-expect-error -- createdAt as a Date
    void registry.createResource(path, { data: {}, meta: { createdAt: new Date() } });
  });
  test("contained without type", () => {
    // @ts-expect-error -- contained without type
    void registry.createResource(path, { data: {}, contained: { contact: [{ data: {} }] } });
  });
  test("data of another type than declared", () => {
    // @ts-expect-error -- data of another type than declared
    void registry.createResource<{ family: string }>(path, { data: { family: 1 } });
  });
  test("a misspelt option of the call", () => {
    // @ts-expect-error -- a misspelt option of the call
    void registry.createResource(path, { data: {} }, { sginal: AbortSignal.abort() });
  });
  test("a misspelt path, through http", () => {
    // @ts-expect-error -- a misspelt path, through http
    void registry.http.POST("/sources/{sourceKey}/v1/resource/{resourceType}", {});
  });
});

interface Patient {
  family: string;
  born?: string;
}

describe("the types", () => {
  test("of data apply to the request and the response, also for interfaces", () => {
    const create = (data: Patient) => registry.createResource<Patient>(path, { data });
    expectTypeOf(create).returns.resolves.toEqualTypeOf<CreateResourceResult<Patient>>();
    const inferred = () => registry.createResource(path, { data: { family: "Tremblay" } });
    expectTypeOf(inferred).returns.resolves.toEqualTypeOf<CreateResourceResult<{ family: string }>>();
  });

  test("of data accept only objects that JSON writes with their fields", () => {
    expectTypeOf<Patient>().toExtend<DataObject>();
    expectTypeOf<{ patients: Patient[]; born: Date }>().toExtend<DataObject>();
    expectTypeOf<Record<string, unknown>>().toExtend<DataObject>();
    expectTypeOf<Date>().not.toExtend<DataObject>();
    expectTypeOf<() => Patient>().not.toExtend<DataObject>();
    expectTypeOf<new () => Patient>().not.toExtend<DataObject>();
    expectTypeOf<Promise<Patient>>().not.toExtend<DataObject>();
    expectTypeOf<Map<string, Patient>>().not.toExtend<DataObject>();
    expectTypeOf<Patient[]>().not.toExtend<DataObject>();
    expectTypeOf<string>().not.toExtend<DataObject>();
  });

  test("of a result narrow by status", () => {
    type Created = CreateResourceResult<Patient>;
    expectTypeOf<Created["status"]>().toEqualTypeOf<"PERSISTED" | "ACCEPTED">();
    expectTypeOf<Extract<Created, { status: "PERSISTED" }>["resource"]>().toEqualTypeOf<Resource<Patient>>();
    expectTypeOf<Extract<Created, { status: "ACCEPTED" }>["resource"]>().toEqualTypeOf<Resource<Patient> | undefined>();
  });

  test("of data are unknown values by default", () => {
    expectTypeOf<Resource["data"]>().toEqualTypeOf<Record<string, unknown>>();
  });

  test("of an apiKey accept a string, an environment variable, and functions", () => {
    type ApiKey = Parameters<typeof createRegistryClient>[0]["apiKey"];
    expectTypeOf<ApiKey>().toEqualTypeOf<string | (() => string | Promise<string>) | null | undefined>();
  });

  test("of an error type are open: known ones are suggested, and unknown ones compile", () => {
    expectTypeOf<"ALREADY_EXISTS">().toExtend<ErrorType>();
    expectTypeOf<"SOMETHING_NEW">().toExtend<ErrorType>();
    expectTypeOf<Extract<ErrorType, "ALREADY_EXISTS">>().toEqualTypeOf<"ALREADY_EXISTS">();
  });

  test("of an error's name are literal, so that a switch narrows", () => {
    type Name = (ApiError | InvalidRequestError | MalformedResponseError)["name"];
    expectTypeOf<Name>().toEqualTypeOf<"ApiError" | "InvalidRequestError" | "MalformedResponseError">();
  });

  test("of a task narrow by kind", () => {
    const task = parseTaskId("s_1");
    expectTypeOf(task.kind).toEqualTypeOf<"oneOf" | "bulk" | "bundle" | "purge" | "bulkOrBundle" | "unknown">();
    expectTypeOf<Extract<typeof task, { kind: "oneOf" }>["id"]>().toEqualTypeOf<string>();
    expectTypeOf<Extract<typeof task, { kind: "unknown" }>["id"]>().toEqualTypeOf<undefined>();
    expectTypeOf<Extract<typeof task, { kind: "bulkOrBundle" }>["deprecated"]>().toEqualTypeOf<true>();
    expectTypeOf<Extract<typeof task, { kind: "purge" }>["deprecated"]>().toEqualTypeOf<boolean>();
  });
});

describe("calls", () => {
  test("isRegistryError narrows, and a switch on the name narrows further", () => {
    const error: unknown = undefined;
    if (!isRegistryError(error)) return;
    switch (error.name) {
      case "ApiError":
        expectTypeOf(error).toEqualTypeOf<ApiError>();
        return;
      case "TimeoutError":
        expectTypeOf(error.scope).toEqualTypeOf<"attempt" | "deadline">();
        return;
      case "BrowseExpiredError":
      case "ConnectionError":
      case "InvalidRequestError":
      case "MalformedResponseError":
      case "OperationFailedError":
      case "OperationNotSentError":
      case "ReceiptError":
      case "RedirectError":
      case "TaskFailedError":
      case "TaskTimeoutError":
      case "WriteStoppedError":
        expectTypeOf(error.outcome).toEqualTypeOf<"not-done" | "unknown">();
        return;
      default:
        expectTypeOf(error).toBeNever();
    }
  });

  test("a key that is null needs a baseUrl", () => {
    void createRegistryClient({ baseUrl: "https://proxy.example", apiKey: null });
    // @ts-expect-error -- a null key with workspaceId
    void createRegistryClient({ workspaceId: "acme", apiKey: null });
  });

  const createPath = "/sources/{sourceKey}/v1/resources/{resourceType}";
  const init = { params: { path }, body: { data: {} } };

  test("http accepts the options of a call, and types the response", () => {
    expectTypeOf(async () => {
      const result = await registry.http.POST(createPath, { ...init, timeoutMs: 5, retry: false, headers: { a: "b" } });
      expectTypeOf(result.response).toEqualTypeOf<Response>();
      expectTypeOf(result.data).exclude<undefined>().toHaveProperty("taskId");
    }).toBeFunction();
    // @ts-expect-error -- no such path
    void registry.http.POST("/unknown", init);
    // @ts-expect-error -- no body
    void registry.http.POST(createPath, { params: { path } });
    // @ts-expect-error -- no init at all
    void registry.http.POST(createPath);
    // @ts-expect-error -- a method that the path does not have
    void registry.http.GET(createPath, { params: { path } });
  });

  test("options of http that would bypass the client do not compile", () => {
    // @ts-expect-error -- fetch of one call
    void registry.http.POST(createPath, { ...init, fetch });
    // @ts-expect-error -- baseUrl
    void registry.http.POST(createPath, { ...init, baseUrl: "https://evil.example" });
    // @ts-expect-error -- Request
    void registry.http.POST(createPath, { ...init, Request });
    // @ts-expect-error -- pathSerializer
    void registry.http.POST(createPath, { ...init, pathSerializer: (text: string) => text });
  });

  test("data of reads and upserts is typed in the request and the response", () => {
    const resourcePath = { ...path, id: "patient-1" };
    const get = () => registry.getResource<{ name: string }>(resourcePath);
    expectTypeOf(get).returns.resolves.toHaveProperty("data").toEqualTypeOf<{ name: string }>();
    // @ts-expect-error -- an id in the body
    void registry.upsertResource(resourcePath, { id: "x", data: {} });
    // @ts-expect-error -- no id in the path
    void registry.upsertResource(path, { data: {} });
  });
});

test("A20: a request accepts readonly lists, and undefined for optional fields", () => {
  const path = { sourceKey: "ehr-prod", resourceType: "patient" } as const;
  const body = {
    id: undefined,
    data: { name: [{ family: "Tremblay" }] },
    meta: { createdAt: undefined, identifier: [{ system: "urn:mrn", value: "1", period: undefined }] },
    contained: { contact: [{ type: "contact", data: {}, contained: undefined }] },
  } as const;
  void registry.createResource(path, body);
  void registry.upsertResource({ ...path, id: "1" }, { ...body, meta: undefined, contained: undefined });
  void registry.http.POST("/sources/{sourceKey}/v1/resources/{resourceType}", { params: { path }, body });
  const bundle = { resourceOperations: [{ action: "CREATE", create: { type: "patient", ...body } }] } as const;
  void registry.submitBundle(path, bundle);
  void registry.submitBundle(path, { ...bundle, relationshipOperations: undefined });
  void registry.bulkResources(path, { operations: bundle.resourceOperations });
});

test("A20: workspaceId and baseUrl may be two environment variables", () => {
  const env = {} as Record<string, string | undefined>;
  void createRegistryClient({ workspaceId: env.A, baseUrl: env.B, apiKey: env.KEY });
  // @ts-expect-error -- null needs a baseUrl
  void createRegistryClient({ workspaceId: env.A, baseUrl: env.B, apiKey: null });
});
