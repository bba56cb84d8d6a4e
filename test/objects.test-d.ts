import { describe, expectTypeOf, test } from "vitest";
import {
  createRegistryClient,
  type CreateObjectOptions,
  type CreateObjectRequest,
  type FileMeta,
  type MetaInput,
  type ObjectAccepted,
  type RegistryObject,
} from "../src/index.ts";

const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key" });
const path = { sourceKey: "ehr-prod", collectionKey: "referrals" };
const template = "/sources/{sourceKey}/v1/objects/{collectionKey}";
const file = new Blob([]);

interface Referral {
  title: string;
}

test("createObject takes a Blob or File beside data and metadata, and its status narrows", async () => {
  expectTypeOf<CreateObjectRequest["file"]>().toEqualTypeOf<Blob>();
  expectTypeOf<File>().toExtend<CreateObjectRequest["file"]>();
  expectTypeOf<CreateObjectRequest<Referral>["data"]>().toEqualTypeOf<Referral | undefined>();
  expectTypeOf<CreateObjectRequest["meta"]>().toEqualTypeOf<MetaInput | undefined>();
  const created = await registry.createObject<Referral>(path, { file, data: { title: "A" } });
  if (created.status === "PERSISTED") expectTypeOf(created.object).toEqualTypeOf<RegistryObject<Referral>>();
  else expectTypeOf(created).toEqualTypeOf<ObjectAccepted<Referral>>();
});

test("getObject returns the data with its type, and the metadata of the file without null", async () => {
  const object = await registry.getObject<Referral>({ ...path, id: "2wil" });
  expectTypeOf(object.data).toEqualTypeOf<Referral | undefined>();
  expectTypeOf(object.fileMeta).toEqualTypeOf<FileMeta | undefined>();
  expectTypeOf<FileMeta["size"]>().toEqualTypeOf<number | undefined>();
});

test("only createObject has the option fileField", () => {
  expectTypeOf<CreateObjectOptions["fileField"]>().toEqualTypeOf<string | undefined>();
  void registry.createObject(path, { file }, { fileField: "document", timeoutMs: 600_000 });
});

test("http.POST takes a FormData", () => {
  void registry.http.POST(template, { params: { path }, body: new FormData() });
});

// Only compiled, not run.
describe("what must not compile", () => {
  test("no file", () => {
    // @ts-expect-error -- no file
    void registry.createObject(path, { data: {} });
  });
  test("bytes, a string or a stream as the file", () => {
    // @ts-expect-error -- bytes as the file
    void registry.createObject(path, { file: new Uint8Array() });
    // @ts-expect-error -- a string
    void registry.createObject(path, { file: "scan.pdf" });
    // @ts-expect-error -- a stream
    void registry.createObject(path, { file: new ReadableStream() });
  });
  test("a misspelt field, an id, and data of another type", () => {
    // @ts-expect-error -- a misspelt field
    void registry.createObject(path, { file, mata: {} });
    // @ts-expect-error -- an id in the body
    void registry.createObject(path, { file, id: "a-1" });
    // @ts-expect-error -- data of another type
    void registry.createObject<Referral>(path, { file, data: { name: "A" } });
  });
  test("the option fileField of another operation", () => {
    // @ts-expect-error -- the option fileField of another operation
    void registry.getObject({ ...path, id: "2wil" }, { fileField: "document" });
  });
  test("an object as the form of http.POST", () => {
    // @ts-expect-error -- an object as the form of http.POST
    void registry.http.POST(template, { params: { path }, body: { file } });
  });
});
