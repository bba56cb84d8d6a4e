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
  readonly paths: Record<string, Partial<Record<"get" | "post" | "put" | "delete", Operation>>>;
  readonly components: { readonly schemas: Record<string, Sourced>; readonly responses: Record<string, Sourced> };
}

/** What the page of the create shows itself, to which its operation leads. */
const onCreatePage: ReadonlySet<string> = new Set([
  "ResourceId",
  "RootIdToken",
  "NewResourceId",
  "Data",
  "ResourcePersisted",
  "TaskSubmissionStatus",
  "Meta",
]);

/** Each operation that names no page, each answer whose code no page prints and that gives no reason, each schema with neither. */
async function unsourced(file: string): Promise<string[]> {
  const { paths, components } = parse(await readFile(file, "utf8")) as Contract;
  const operations = Object.values(paths).flatMap(({ get, post, put, delete: remove }) =>
    [get, post, put, remove].filter((operation) => operation !== undefined),
  );
  const isInferred = ({ $ref, ...answer }: Operation["responses"][string]) =>
    "x-inferred" in (components.responses[$ref?.split("/").at(-1) ?? ""] ?? answer);
  return [
    ...operations.filter((operation) => !("externalDocs" in operation)).map(({ operationId }) => operationId),
    ...operations.flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([code, answer]) => (isInferred(answer) ? [] : [`${operationId} ${code}`])),
    ),
    ...Object.entries(components.schemas)
      .filter(([name, schema]) => !onCreatePage.has(name) && !("externalDocs" in schema) && !("x-inferred" in schema))
      .map(([name]) => name),
  ];
}

describe("where the facts of every operation come from", () => {
  test("is said by each operation, answer and schema", async () => {
    expect(await unsourced(contractFile)).toStrictEqual([]);
  });

  test.each<{ found: string; change: Change }>([
    {
      found: "getTask",
      change: {
        from: "      externalDocs:\n        description: Get a task from the registry\n        url: https://docs.clinia.com/api-reference/task/get-a-task-from-the-registry\n      parameters:\n",
        to: "      parameters:\n",
      },
    },
    {
      found: "getPurge 200",
      change: {
        from: "          description: The purge, as it stands.\n          x-inferred: The code. By HTTP's own rules a read that succeeds is 200.\n",
        to: "          description: The purge, as it stands.\n",
      },
    },
    {
      found: "bulkResources 413",
      change: {
        from: "      description: The body is larger than the registry takes.\n      x-inferred: >-\n",
        to: "      description: The body is larger than the registry takes.\n      x-other: >-\n",
      },
    },
    {
      found: "CollectionType",
      change: {
        from: "        - objects\n      externalDocs:\n",
        to: "        - objects\n      x-other:\n",
      },
    },
  ])("$found: it is found out where one does not", async ({ found, change }) => {
    await withChangedContract([change], async (file) => {
      expect(await unsourced(file)).toContain(found);
    });
  });
});
