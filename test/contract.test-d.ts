import { describe, expectTypeOf, test } from "vitest";
import type { operations as table } from "../src/generated/contract.ts";
import type { components, operations } from "../src/generated/types.ts";
import type {
  BundleRequest,
  ContainedInput,
  CreateResourceRequest,
  MetaInput,
  OperationId,
  RegistryHttp,
  ResourceOperation,
} from "../src/index.ts";

type Schemas = components["schemas"];

declare const http: RegistryHttp;

describe("C2: the data of registry.http is narrowed by its status", () => {
  const path = { sourceKey: "ehr-prod", resourceType: "patient" };
  const create = () =>
    http.POST("/sources/{sourceKey}/v1/resources/{resourceType}", { params: { path }, body: { data: {} } });
  const upsert = () =>
    http.PUT("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
      params: { path: { ...path, id: "patient-0001" } },
      body: { data: {} },
    });
  const contain = () =>
    http.PUT("/sources/{sourceKey}/v1/resources/{resourceType}/{id}/{containKey}/{containedResourceId}", {
      params: { path: { ...path, id: "patient-0001", containKey: "contact", containedResourceId: "contact-1" } },
      body: { type: "contact", data: {} },
    });
  const remove = () =>
    http.DELETE("/sources/{sourceKey}/v1/resources/{resourceType}/{id}", {
      params: { path: { ...path, id: "patient-0001" } },
    });

  test("of a create, an upsert and a contained upsert", async () => {
    for (const call of [create, upsert, contain]) {
      const { data } = await call();
      expectTypeOf(data?.status).toEqualTypeOf<"PERSISTED" | "ACCEPTED" | undefined>();
      if (data?.status === "PERSISTED") {
        expectTypeOf(data.resource).toEqualTypeOf<Schemas["Resource"]>();
      } else if (data?.status === "ACCEPTED") {
        expectTypeOf(data.resource).toEqualTypeOf<Schemas["Resource"] | undefined>();
      }
    }
  });

  test("of a delete", async () => {
    const { data } = await remove();
    if (data?.status === "ACCEPTED") expectTypeOf(data).toEqualTypeOf<Schemas["TaskAccepted"]>();
    else expectTypeOf(data).toEqualTypeOf<Schemas["TaskPersisted"] | undefined>();
  });
});

test("C3: a method may omit a field with a default in the contract, and registry.http may not", () => {
  type Optional = { [Field in keyof BundleRequest]-?: undefined extends BundleRequest[Field] ? Field : never };
  expectTypeOf<Optional[keyof BundleRequest]>().toEqualTypeOf<keyof (typeof table)["submitBundle"]["defaults"]>();
  expectTypeOf<Schemas["BundleRequest"]>().toExtend<{ relationshipOperations: readonly object[] }>();
});

test("C13: withReceipts stays optional", () => {
  type Query = NonNullable<operations["getTask"]["parameters"]["query"]>;
  expectTypeOf<Query["withReceipts"]>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<{ withReceipts?: never }>().toExtend<Query>();
});

describe("the operation table", () => {
  test("has each operation, with literal types", () => {
    expectTypeOf<keyof typeof table>().toEqualTypeOf<OperationId>();
    expectTypeOf<(typeof table)["getTask"]["kind"]>().toEqualTypeOf<"read">();
    expectTypeOf<(typeof table)["getTask"]["path"]>().toEqualTypeOf<"/sources/{sourceKey}/v1/tasks/{taskId}">();
  });
});

test("the type of a request is accepted by registry.http, and the lists of a method's body may be readonly", () => {
  expectTypeOf<CreateResourceRequest>().toExtend<Schemas["CreateResourceRequest"]>();
  expectTypeOf<ResourceOperation>().toExtend<Schemas["ResourceOperation"]>();
  expectTypeOf<MetaInput>().toExtend<Schemas["MetaInput"]>();
  expectTypeOf<ContainedInput>().toExtend<Schemas["ContainedInput"]>();
  expectTypeOf<readonly ResourceOperation[]>().toEqualTypeOf<BundleRequest["resourceOperations"]>();
});
