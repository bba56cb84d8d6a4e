import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ESLint } from "eslint";
import { format } from "prettier";
import { describe, expect, onTestFinished, test } from "vitest";
import type { EmbeddedRegistryOptions, RequestFault } from "../src/embedded/index.ts";
import { adviceFor } from "../src/errors/outcome.ts";
import { operations, type OperationDefinition } from "../src/generated/contract.ts";
import type {
  BaseUrlOptions,
  CallOptions,
  OperationId,
  ProfileOptions,
  WaitForTasksOptions,
  WorkspaceOptions,
  WriteResourcesOptions,
} from "../src/index.ts";
import { createEmbeddedRegistry } from "./support/embedded.ts";
import { addFiles, inUsersProject, readPage, runBuiltCommand } from "./support/guide-page.ts";
import { outcomeTable } from "./support/outcome-table.ts";
import { ended, runScript } from "./support/run.ts";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const guide = (await readdir("docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`);
const pages = await Promise.all(["README.md", ...guide].map(readPage));

/** The blocks for other runtimes and module systems. */
function scriptsOf(text: string): string[] {
  return [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = ""]) => code);
}

function page(name: string) {
  const found = pages.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no page ${name}.`);
  return found;
}

/** Returns a pattern for a message of the compiler, in which the page omits the parts at `…`. */
function withOmissions(message: string): RegExp {
  const parts = message
    .trim()
    .split("…")
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}`, "s");
}

describe("the code of README and guide, with the built package", () => {
  const mistakes = pages.flatMap(({ file, code, mistakes }) =>
    mistakes.map(([wrong, message], index) => ({ file: file.replace(".ts", `-${index}.ts`), code, wrong, message })),
  );

  test("compiles, but for mistakes with the messages on the page", async () => {
    await inUsersProject(async (folder) => {
      for (const each of pages) {
        await addFiles(each, folder);
        await writeFile(join(folder, each.file), `${each.code}\nexport {};\n`);
      }
      for (const { file, code, wrong } of mistakes) await writeFile(join(folder, file), `${code}\n${wrong}`);
      const strict = {
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        allowImportingTsExtensions: true,
        module: "nodenext",
        target: "es2022",
        types: ["node"],
      };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: strict, include: ["src"] }));
      const { stdout } = await ended(spawn(process.execPath, [tsc, "--project", folder, "--pretty", "false"]));
      const [start, ...errors] = stdout.split(/^\S*(src\/\S+?\.ts)\(\d+,\d+\): /m);
      expect(start).toBe("");
      const expected = mistakes.flatMap(({ file, message }) => [
        file,
        expect.stringMatching(withOmissions(message)) as string,
      ]);
      expect(errors).toStrictEqual(expected);
    });
  });

  test.each(pages.filter(({ blocks }) => blocks.length > 0))("of $name prints the output on the page", async (each) => {
    await inUsersProject(async (folder) => {
      await addFiles(each, folder);
      const file = join(folder, each.file);
      await writeFile(file, each.code);
      const { stdout, stderr } = await runScript([file], {}, folder);
      expect(stderr).toBe("");
      expect(stdout).toBe(each.printed.map((line) => `${line}\n`).join(""));
    });
  });

  test.each(pages.flatMap(({ name, text }) => scriptsOf(text).map((code) => ({ name, code }))))(
    "of $name is valid JavaScript",
    async ({ code }) => {
      await inUsersProject(async (folder) => {
        const isCommonJs = code.includes("require(");
        const file = join(folder, isCommonJs ? "page.cjs" : "page.mjs");
        await writeFile(file, code);
        const run = await ended(spawn(process.execPath, isCommonJs ? [file] : ["--check", file]));
        expect(run).toStrictEqual({ code: 0, stdout: "", stderr: "" });
      });
    },
  );

  test("of docs/profiles.md shows what the built command generates and prints", async () => {
    const profilesPage = page("docs/profiles.md");
    const embedded = createEmbeddedRegistry();
    const { url } = await embedded.listen();
    onTestFinished(() => embedded.close());
    await inUsersProject(async (folder) => {
      await addFiles(profilesPage, folder);
      const file = await readFile(join(folder, "src/clinia.gen.ts"), "utf8");
      for (const part of profilesPage.generated) expect(file).toContain(part);
      expect(profilesPage.commands.map(({ argv: [, name] }) => name)).toContain("push");
      for (const { argv, output } of profilesPage.commands) {
        const run = await runBuiltCommand(argv, folder, { CLINIA_API_KEY: "any", CLINIA_BASE_URL: url });
        if (output === undefined) expect(run.stderr).not.toContain("error:");
        else expect(run).toMatchObject({ stdout: output, stderr: "" });
      }
    });
  });

  test("includes ten lines that run on their own, as plain JavaScript", async () => {
    await inUsersProject(async (folder) => {
      await writeFile(join(folder, "try.mjs"), page("README.md").blocks[0] ?? "");
      const { code, stdout, stderr } = await ended(spawn(process.execPath, [join(folder, "try.mjs")]));
      expect({ code, stdout, stderr }).toStrictEqual({ code: 0, stdout: "PERSISTED oneOf\nTremblay\n", stderr: "" });
    });
  });
});

describe("the README", () => {
  const { text } = page("README.md");

  test("has at most 180 lines", () => {
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(180);
  });

  test("links every page of the guide", () => {
    for (const name of guide) expect(text).toContain(`](${name})`);
  });

  test("has the commands of a clone", () => {
    for (const command of ["npm ci && npm start", "npm ci && npm test"]) expect(text).toContain(`\n${command} `);
  });

  test("names try.mjs, which git and the checks ignore", async () => {
    const ignored = (await readFile(".gitignore", "utf8")).split("\n");
    expect(text).toContain("`try.mjs`");
    expect(ignored).toContain("/try.mjs");
    expect(await new ESLint().isPathIgnored("try.mjs")).toBe(true);
  });

  test("names all operations of the contract", () => {
    const [, section = ""] = /^## Operations\n(.*?)^## /ms.exec(text) ?? [];
    const functions = ["waitForTask", "waitForTasks", "writeResources", "writeRelationships", "browseAll"];
    const named = [...section.matchAll(/`([a-z]\w+)`/g)].map(([, name]) => name);
    expect(named.sort()).toStrictEqual([...Object.keys(operations), ...functions].sort());
  });

  test("has a table with five rows of what to do, by outcome", () => {
    expect([...text.matchAll(/^\| `"(?:not-done|unknown)"` +\|/gm)]).toHaveLength(5);
  });
});

describe.each(["README.md", "docs/errors-and-retries.md"])("%s says what the messages of errors say:", (name) => {
  const upserts = { operationId: "bulkResources", isRepeatable: true } as const;
  const create = { operationId: "createResource" } as const;

  test.each<{ call: RegExp; attempted: { operationId: OperationId; isRepeatable?: true }; starts: string }>([
    { call: /^upsert/, attempted: { operationId: "upsertResource" }, starts: "retry" },
    { call: /^upsert.*bulk/, attempted: upserts, starts: "retry" },
    { call: /\bdelete$/, attempted: { operationId: "deleteResource" }, starts: "retry" },
    { call: /^create with an id/, attempted: create, starts: "retry" },
    { call: /^upsert.*definition/, attempted: { operationId: "putProfile" }, starts: "retry" },
    { call: /^any other create/, attempted: { operationId: "submitBundle" }, starts: "check" },
    { call: /^any other create.*update/, attempted: { operationId: "updateRelationship" }, starts: "check" },
    { call: /^any other create.*putPipeline/, attempted: { operationId: "putPipeline" }, starts: "check" },
    { call: /^purge$/, attempted: { operationId: "purgeCollection" }, starts: "check" },
  ])("$attempted.operationId: $starts", ({ call, attempted, starts }) => {
    const rows = [...page(name).text.matchAll(/^\|(.+)\|$/gm)].map(([, row = ""]) =>
      row.split("|").map((cell) => cell.trim()),
    );
    const advice = rows.filter((cells) => call.test(cells.at(-2) ?? "")).map((cells) => cells.at(-1)?.toLowerCase());
    expect(advice).toHaveLength(1);
    expect(advice[0]?.startsWith(starts)).toBe(true);
    expect(adviceFor({ ...attempted, outcome: "unknown" }) === "check").toBe(starts === "check");
  });
});

/** The fields besides `kind` without which a fault does not compile. */
type Required<Each extends RequestFault> = {
  [Field in keyof Each]-?: Partial<Pick<Each, Field>> extends Pick<Each, Field> ? never : Field;
}[Exclude<keyof Each, "kind">];
type RequiredOf<Kind extends RequestFault["kind"]> = Required<Extract<RequestFault, { kind: Kind }>>;

const faults: { [Kind in RequestFault["kind"]]: [RequiredOf<Kind>] extends [never] ? undefined : RequiredOf<Kind> } = {
  status: "status",
  html: "status",
  empty: "status",
  latency: "ms",
  slowBody: "ms",
  redirect: "location",
  resetBefore: undefined,
  resetAfter: undefined,
  cutBody: undefined,
  noResponse: undefined,
};

type Names<Options> = Record<keyof Options, true>;
const callOptions: Names<CallOptions> = { timeoutMs: true, deadlineMs: true, retry: true, headers: true, signal: true };
const clientOptions: Names<WorkspaceOptions & BaseUrlOptions & ProfileOptions<unknown>> = {
  workspaceId: true,
  baseUrl: true,
  apiKey: true,
  timeoutMs: true,
  deadlineMs: true,
  retry: true,
  headers: true,
  onEvent: true,
  maxResponseBytes: true,
  fetch: true,
  dangerouslyAllowHttp: true,
  dangerouslyAllowBrowser: true,
  profiles: true,
  unknownFields: true,
  otherTypes: true,
  clock: true,
  random: true,
};
const waitOptions: Names<WaitForTasksOptions> = {
  deadlineMs: true,
  withReceipts: true,
  backoffMs: true,
  backoffFactor: true,
  maxBackoffMs: true,
  notFoundGraceMs: true,
  onPoll: true,
  concurrency: true,
  signal: true,
  headers: true,
  timeoutMs: true,
  retry: true,
  clock: true,
  random: true,
};
const writeOptions: Names<Omit<WriteResourcesOptions, keyof WaitForTasksOptions>> & { deadlineMs: true } = {
  deadlineMs: true,
  batchSize: true,
  batchBytes: true,
  flushMs: true,
  maxPauseMs: true,
  beforeSubmit: true,
  onSubmit: true,
  onProgress: true,
};
const embeddedOptions: Names<EmbeddedRegistryOptions> = {
  apiKey: true,
  sources: true,
  profiles: true,
  unknownFields: true,
  otherTypes: true,
  asynchronous: true,
  relationshipsOnDelete: true,
  taskDurationMs: true,
  maxBodyBytes: true,
  maxObjectBytes: true,
  now: true,
  newId: true,
};

describe("the guide", () => {
  test.each(pages.filter(({ name }) => name !== "README.md"))(
    "$name starts with the code that does the job",
    (each) => {
      expect(each.text).toMatch(/^# .+\n\n(?:[^\n]+\n){0,3}\n?```(?:ts|sh)\n/);
    },
  );

  test("has a table of outcomes that matches src/errors/outcome.ts", async () => {
    const { name, text } = page("docs/errors-and-retries.md");
    const table = /(?<=^<!-- outcomes.*-->\n\n).*?(?=\n\n<!-- \/outcomes -->$)/ms;
    expect(text).toMatch(table);
    const current = await format(text.replace(table, outcomeTable), { parser: "markdown", printWidth: 120 });
    await expect(current).toMatchFileSnapshot(`../${name}`);
  });

  test("lists every operation of the contract once, with its method and path", () => {
    const sections = page("docs/operations.md").text.split(/^### /m);
    const listed = sections.flatMap((section) => {
      const [, start = ""] = /^`…` is `(\S+)`\.$/m.exec(section) ?? [];
      const rows = [...section.matchAll(/^\| `([A-Z]+)` `(\S+)` +\| `(\w+)` /gm)];
      return rows.map(([, method, path, name]) => [name, { method, path: path?.replace("…", start) }]);
    });
    const definitions: Readonly<Record<string, OperationDefinition>> = operations;
    const expected = Object.entries(definitions).map(([name, { method, path }]) => [name, { method, path }]);
    expect(listed.sort()).toStrictEqual(expected.sort());
  });

  test("lists every fault, with its required field", () => {
    const rows = [
      ...page("docs/testing.md").text.matchAll(/^\| `(\w+)` +\| (?:`(\w+)`)?.*\| (?:no|yes|for a 2xx) +\|$/gm),
    ];
    expect(Object.fromEntries(rows.map(([, kind = "", field]) => [kind, field]))).toStrictEqual(faults);
  });

  test.each([
    { name: "docs/configuration.md", options: { ...clientOptions, ...callOptions } },
    { name: "docs/tasks.md", options: waitOptions },
    { name: "docs/bulk-writes.md", options: writeOptions },
    { name: "docs/testing.md", options: embeddedOptions },
  ])("$name documents every option", ({ name, options }) => {
    // In a table, or in the code of the embedded registry.
    for (const option of Object.keys(options)) {
      expect(page(name).text).toMatch(new RegExp(`^\\|[^|]*\`${option}\`|^  ${option}:|\\(\`${option}\``, "m"));
    }
  });

  test.each([
    { name: "docs/first-steps.md", heading: "Which ids are allowed" },
    { name: "docs/first-steps.md", heading: "Integers over 2^53" },
    { name: "docs/bulk-writes.md", heading: "Verify a load" },
    { name: "docs/runtimes.md", heading: "Module systems" },
    { name: "docs/contract.md", heading: "What inferred means" },
    { name: "docs/contract.md", heading: "Versions" },
    { name: "docs/configuration.md", heading: "Proxies" },
    { name: "docs/configuration.md", heading: "Private CA" },
    { name: "docs/configuration.md", heading: "Browsers" },
    { name: "docs/testing.md", heading: "MSW" },
    { name: "docs/testing.md", heading: "nock" },
    { name: "docs/testing.md", heading: "MockAgent of undici" },
    { name: "docs/testing.md", heading: "Jest" },
    { name: "docs/testing.md", heading: "DOM environments" },
  ])("$name has the heading “$heading”, for the search", ({ name, heading }) => {
    expect(page(name).text.split("\n")).toContain(`## ${heading}`);
  });
});
