import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { contractFile, withChangedContract, type Change } from "../support/contract-copy.ts";

interface Sourced {
  readonly externalDocs?: object;
  readonly "x-inferred"?: string;
}
interface Operation extends Sourced {
  readonly operationId: string;
  readonly responses: Record<string, Sourced & { readonly $ref?: string }>;
}
interface Contract {
  readonly paths: Record<string, Partial<Record<"get" | "post" | "put" | "delete" | "patch", Operation>>>;
  readonly components: { readonly schemas: Record<string, Sourced>; readonly responses: Record<string, Sourced> };
}

/** The schemas that the page of an operation shows, besides those that only this operation uses. Any other needs a source. */
const onPageOf: Readonly<Record<string, readonly string[]>> = {
  createResource: [
    ...["NewResourceId", "ResourceData", "Data", "Meta", "Identifier", "Period", "Contained", "ResourcePersisted"],
    "ResourceSubmission",
  ],
  bulkResources: ["ResourceOperation", "BulkAccepted"],
  submitBundle: ["RelationshipOperation", "TaskAccepted", "TaskSubmission"],
  createObject: ["RegistryObject", "FileMeta", "ObjectPersisted", "ObjectSubmission"],
  purgeCollection: ["PurgeOperation", "PurgeAccepted"],
  getTask: ["Task", "ErrorDetails"],
  getResourceBulk: ["BulkResult"],
  createRelationship: ["RelationshipPersisted", "RelationshipSubmission"],
  getRelationship: ["Relationship", "RelationshipData"],
};

/** The names of the schemas that a part of the contract references. */
function schemasIn(contract: Contract, part: unknown, found = new Set<string>()): Set<string> {
  if (typeof part !== "object" || part === null) return found;
  const { $ref } = part as { $ref?: string };
  const name = /^#\/components\/schemas\/(\w+)$/.exec($ref ?? "")?.[1];
  if (name !== undefined && !found.has(name)) schemasIn(contract, contract.components.schemas[name], found.add(name));
  for (const child of Object.values(part)) schemasIn(contract, child, found);
  return found;
}

/** The operations without a page, the responses without a reason, and the schemas without either. */
async function unsourced(file: string): Promise<string[]> {
  const contract = parse(await readFile(file, "utf8")) as Contract;
  const { paths, components } = contract;
  const operations = Object.values(paths).flatMap(({ get, post, put, delete: remove, patch }) =>
    [get, post, put, remove, patch].filter((operation) => operation !== undefined),
  );
  const isInferred = ({ $ref, ...response }: Operation["responses"][string]) =>
    "x-inferred" in (components.responses[$ref?.split("/").at(-1) ?? ""] ?? response);
  const shown = operations.map((operation) => schemasIn(contract, operation));
  const onPages = operations.flatMap(({ operationId }, index) =>
    [...(shown[index] ?? [])].filter(
      (name) =>
        onPageOf[operationId]?.includes(name) === true || shown.filter((others) => others.has(name)).length === 1,
    ),
  );
  return [
    ...operations.filter((operation) => !("externalDocs" in operation)).map(({ operationId }) => operationId),
    ...operations.flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([code, response]) => (isInferred(response) ? [] : [`${operationId} ${code}`])),
    ),
    ...Object.entries(components.schemas)
      .filter(([name, schema]) => !onPages.includes(name) && !("externalDocs" in schema) && !("x-inferred" in schema))
      .map(([name]) => name),
  ];
}

describe("the sources of the contract", () => {
  test("are named by each operation, response and schema", async () => {
    expect(await unsourced(contractFile)).toStrictEqual([]);
  });

  test.each<{ found: string; change: Change }>([
    {
      found: "getTask",
      change: {
        from: '      externalDocs:\n        description: Get a task from the registry\n        url: https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry\n      parameters:\n        - { $ref: "#/components/parameters/WithReceipts" }\n',
        to: '      parameters:\n        - { $ref: "#/components/parameters/WithReceipts" }\n',
      },
    },
    {
      found: "getPurge 200",
      change: {
        from: "          description: The purge.\n          x-inferred: *readCode\n",
        to: "          description: The purge.\n",
      },
    },
    {
      found: "bulkResources 413",
      change: {
        from: "      description: The body is too large.\n      x-inferred: ",
        to: "      description: The body is too large.\n      x-other: ",
      },
    },
    {
      found: "PathSegment",
      change: {
        from: "      x-inferred: No page shows a pattern. A value",
        to: "      x-other: No page shows a pattern. A value",
      },
    },
    {
      found: "Unused",
      change: {
        from: "\n    UpsertResourceRequest:\n",
        to: "\n    Unused: { type: object }\n\n    UpsertResourceRequest:\n",
      },
    },
  ])("$found: a missing source is detected", async ({ found, change }) => {
    await withChangedContract([change], async (file) => {
      expect(await unsourced(file)).toContain(found);
    });
  });
});
