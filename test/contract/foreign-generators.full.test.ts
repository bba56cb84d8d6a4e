import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createClient } from "@hey-api/openapi-ts";
import ts from "typescript";
import { afterEach, describe, expect, test, vi } from "vitest";
import { redocly } from "../../scripts/redocly.ts";
import { contractFile, inNewFolder, withChangedContract, type Change } from "../support/contract-copy.ts";
import { sourcesOf, typeErrors } from "../support/repository-copy.ts";

interface Generator {
  readonly name: string;
  /** Writes a client into a folder. Resolves with its warnings. */
  readonly generate: (contract: string, folder: string) => Promise<string[]>;
  /** The source of a module with `Success`, the type of the response to createResource. */
  readonly success: string;
}

const generators: readonly Generator[] = [
  {
    name: "@redocly/cli generate-client",
    async generate(contract, folder) {
      const report = join(folder, "report.json");
      const client = join(folder, "client.ts");
      const { failed, stderr } = await redocly(["generate-client", contract, "-o", client, "--report", report]);
      if (failed) return [stderr];
      const { apis } = JSON.parse(await readFile(report, "utf8")) as { apis: { findings: object[] }[] };
      return apis.flatMap(({ findings }) => findings.map((finding) => JSON.stringify(finding)));
    },
    success: `
      import { createResource } from "./client.ts";
      declare const input: Parameters<typeof createResource>[0];
      const call = () => createResource(input);
      type Success = Awaited<ReturnType<typeof call>>;
    `,
  },
  {
    name: "@hey-api/openapi-ts",
    async generate(contract, folder) {
      const plugins = ["@hey-api/typescript", "@hey-api/client-fetch", "@hey-api/sdk"] as const;
      const logs = { file: false, level: "warn" } as const;
      vi.spyOn(console, "log").mockReturnValue();
      const spies = (["warn", "error"] as const).map((method) => vi.spyOn(console, method).mockReturnValue());
      await createClient({ input: contract, output: { path: folder }, plugins: [...plugins], logs });
      return spies.flatMap((spy) => spy.mock.calls.map((words) => words.join(" ")));
    },
    success: `
      import type { CreateResourceResponse } from "./index.ts";
      type Success = CreateResourceResponse;
    `,
  },
];

/** Compiles only if \`status\` narrows the two options, and each has its own fields. */
const program = (success: string) => `
  ${success}
  type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
  const holds = <T extends true>(): void => undefined;
  type Persisted = Extract<Success, { status: "PERSISTED" }>;
  type Accepted = Extract<Success, { status: "ACCEPTED" }>;

  holds<Equal<Success["status"], "PERSISTED" | "ACCEPTED">>();
  holds<Equal<Persisted["status"], "PERSISTED">>();
  holds<Equal<Accepted["status"], "ACCEPTED">>();
  holds<Equal<Persisted["resource"]["id"], string>>();
  holds<Accepted extends { resource: unknown } ? false : true>();

  export function idOf(response: Success): string | undefined {
    return response.status === "PERSISTED" ? response.resource.id : response.resource?.id;
  }
`;

/** The errors of the TypeScript compiler in a generated client and the program beside it. */
async function compiled(folder: string): Promise<string> {
  const options = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, types: [] },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    ...{ target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"] },
  };
  return typeErrors(await sourcesOf(folder), options).join("\n");
}

async function outputOf({ generate, success }: Generator, contract: string) {
  return inNewFolder(async (folder) => {
    const client = join(folder, "client");
    await mkdir(client);
    const warnings = await generate(resolve(contract), client);
    await writeFile(join(client, "program.ts"), program(success));
    return { warnings, errors: await compiled(client) };
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(generators)("a client of $name", (generator) => {
  test("C1, C2: is generated without a warning, compiles, and narrows PERSISTED and ACCEPTED", async () => {
    expect(await outputOf(generator, contractFile)).toStrictEqual({ warnings: [], errors: "" });
  });

  const shared: Change[] = [
    { from: "          enum: [PERSISTED]\n", to: "          enum: [ACCEPTED, PERSISTED]\n" },
    { from: "          enum: [ACCEPTED]\n", to: "          enum: [ACCEPTED, PERSISTED]\n" },
  ];
  test("does not compile if both options have both statuses, as on the page", async () => {
    await withChangedContract(shared, async (file) => {
      expect((await outputOf(generator, file)).errors).toMatch(/program\.ts\(\d+,\d+\): error TS2344/);
    });
  });
});
