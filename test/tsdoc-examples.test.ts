import { readFile } from "node:fs/promises";
import ts from "typescript";
import { expect, test } from "vitest";

const files = [
  ...["resource-id", "task-id", "errors/index", "client/create-client", "client/http"],
  ...["tasks/wait-for-task", "tasks/wait-for-tasks", "bulk/operations", "bulk/write-resources"],
].map((name) => `src/${name}.ts`);

/** The variables that the examples use. */
const prelude = `
import * as client from "clinia-registry-client";
const { ${["createRegistryClient", "isRegistryError", "newResourceId", "parseTaskId", "waitForTask", "waitForTasks"].join(", ")},
  createOperation, deleteOperation, upsertOperation, writeResources } = client;
declare const registry: client.RegistryClient, operations: client.ResourceOperation[], taskIds: string[];
declare const sourceKey: string, data: { name: string }, path: { sourceKey: string; resourceType: string; id: string };
`;

test("the examples in the TSDoc of the client compile", async () => {
  const examples = new Map<string, string>();
  for (const file of files) {
    const blocks = (await readFile(file, "utf8")).matchAll(/^ \* @example\n((?: \*.*\n)+?)(?= \*(?:\/|\n \* @))/gm);
    const before = examples.size;
    for (const [, block = ""] of blocks) {
      const text = block.replace(/^ \* ?/gm, "").replace("const registry =", "const created =");
      const imports =
        text
          .match(/^import .*$/gm)
          ?.join("\n")
          .replace("./clinia", "../examples/profiles/clinia") ?? "";
      const code = `${imports}\n${prelude}{\n${text.replaceAll(/^import .*$/gm, "")}\n}\n`;
      examples.set(ts.sys.resolvePath(`test/example-${examples.size}.ts`), code);
    }
    expect(examples.size, file).toBeGreaterThan(before);
  }
  const { options } = ts.parseJsonConfigFileContent(
    { ...ts.readConfigFile("tsconfig.json", (file) => ts.sys.readFile(file)).config, include: [] },
    ts.sys,
    ".",
  );
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (file) => examples.has(file) || fileExists(file);
  host.getSourceFile = (file, ...rest) => {
    const code = examples.get(file);
    return code === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, code, ts.ScriptTarget.ES2022);
  };
  const unchecked = { ...options, noUnusedLocals: false };
  const program = ts.createProgram([...examples.keys()], unchecked, host);
  const problems = [...examples.keys()].flatMap((file) => [
    ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ]);
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toStrictEqual([]);
});
