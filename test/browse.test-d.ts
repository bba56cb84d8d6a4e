import { describe, expectTypeOf, test } from "vitest";
import {
  browseAll,
  createRegistryClient,
  type BrowseClient,
  type BrowseExpiredError,
  type BrowseHit,
  type BrowseResult,
  type Data,
  type Resource,
  type ResourceSubmission,
  type TaskSubmission,
} from "../src/index.ts";

const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const source = { sourceKey: "ehr-prod" };
const body = { collectionKeys: ["patient"] } as const;

interface Patient {
  name: string;
}

describe("browse", () => {
  test("types the data of its hits", () => {
    const plain = () => registry.browse(source, body);
    const typed = () => registry.browse<Patient>(source, body);
    expectTypeOf(plain).returns.resolves.toEqualTypeOf<BrowseResult>();
    expectTypeOf(typed).returns.resolves.toEqualTypeOf<BrowseResult<Patient>>();
    expectTypeOf<BrowseResult<Patient>["hits"]>().toEqualTypeOf<BrowseHit<Patient>[]>();
    expectTypeOf<BrowseHit<Patient>["resource"]>().toEqualTypeOf<Resource<Patient> | undefined>();
    expectTypeOf<BrowseResult["meta"]["cursor"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<BrowseResult["meta"]["total"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<"RESOURCE">().toExtend<BrowseHit["hitType"]>();
  });

  test("needs no params, and refuses a misspelt field", () => {
    void registry.browse(source, body);
    void registry.browse(source, { ...body, params: undefined });
    void registry.browse(source, { ...body, params: { perPage: undefined, filter: { eq: { a: 1 } } } });
    // @ts-expect-error -- no collectionKeys
    void registry.browse(source, {});
    // @ts-expect-error -- no body
    void registry.browse(source);
    // @ts-expect-error -- a misspelt parameter
    void registry.browse(source, { ...body, params: { perpage: 5 } });
    // @ts-expect-error -- a parameter beside params
    void registry.browse(source, { ...body, perPage: 5 });
    // @ts-expect-error -- a string for a number
    void registry.browse(source, { ...body, params: { perPage: "5" } });
    // @ts-expect-error -- a misspelt selection
    void registry.browse(source, { ...body, params: { properties: { includes: ["data"] } } });
  });
});

describe("browseAll", () => {
  test("yields the results of browse, with typed data", () => {
    expectTypeOf<ReturnType<typeof browseAll<Data>>>().toEqualTypeOf<AsyncGenerator<BrowseResult, void, undefined>>();
    expectTypeOf<ReturnType<typeof browseAll<Patient>>>().toEqualTypeOf<
      AsyncGenerator<BrowseResult<Patient>, void, undefined>
    >();
    void browseAll<Patient>(registry, source, body);
    // @ts-expect-error -- data that is not an object
    void browseAll<string>(registry, source, body);
  });

  test("takes a client or a stub of one, and the options of a call", () => {
    const stub: BrowseClient = { browse: (path, given, options) => registry.browse(path, given, options) };
    void browseAll(stub, source, body, { timeoutMs: 5, retry: false });
    // @ts-expect-error -- a stub without browse
    void browseAll({}, source, body);
    // @ts-expect-error -- a misspelt option
    void browseAll(registry, source, body, { timeoutMS: 5 });
    // @ts-expect-error -- no source
    void browseAll(registry, {}, body);
  });

  test("its error has the number of pages", () => {
    expectTypeOf<BrowseExpiredError["pagesRead"]>().toEqualTypeOf<number>();
    expectTypeOf<BrowseExpiredError["name"]>().toEqualTypeOf<"BrowseExpiredError">();
  });
});

describe("contained resources", () => {
  const path = { ...source, resourceType: "patient", id: "patient-1", containKey: "contact" };

  test("a create has the id in the body, and a delete in the path", () => {
    const data: Patient = { name: "Hugo" };
    const create = () => registry.createContainedResource<Patient>(path, { id: "contact-1", type: "contact", data });
    const remove = () => registry.deleteContainedResource({ ...path, containedResourceId: "contact-1" });
    expectTypeOf(create).returns.resolves.toEqualTypeOf<ResourceSubmission>();
    expectTypeOf(remove).returns.resolves.toEqualTypeOf<TaskSubmission>();
    // @ts-expect-error -- data of another type than declared
    void registry.createContainedResource<{ name: 1 }>(path, { type: "contact", data });
    // @ts-expect-error -- no type
    void registry.createContainedResource(path, { data });
    // @ts-expect-error -- meta, which contained resources don't have
    void registry.createContainedResource(path, { type: "contact", data, meta: {} });
    // @ts-expect-error -- no containKey
    void registry.createContainedResource({ ...source, resourceType: "patient", id: "x" }, { type: "contact", data });
    // @ts-expect-error -- no containedResourceId
    void registry.deleteContainedResource(path);
  });
});
