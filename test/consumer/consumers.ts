/** The kinds of projects in which the packed package is tested. */
import { readFileSync } from "node:fs";
import { exe, installed } from "../runtimes/paths.ts";
import { expectedLines } from "./program.ts";

export interface Consumer {
  readonly name: string;
  /** The folder in `tools/` with the package.json and lock file of its tools. */
  readonly tools: "common" | "jest-29" | "extra";
  readonly language?: "TypeScript" | "JavaScript with require" | "JavaScript with import";
  /** Its files: names in the project, and the files here that they are copied from. JavaScript is compiled from them. */
  readonly files: Readonly<Record<string, string>>;
  /** The `type` of its package.json. */
  readonly type?: "module" | "commonjs";
  /** The `jest` configuration of its package.json. */
  readonly jest?: Readonly<Record<string, unknown>>;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  /** The commands that Node.js runs in order: a file in node_modules, or one of the project (`./`), with arguments. */
  readonly commands: readonly string[];
  /** The output of the last command, unless that is a test runner. */
  readonly prints?: readonly string[];
  /** The file that a page in Chromium loads after the commands. */
  readonly page?: string;
  /** Whether the command of the package generates clinia.gen.ts from the example profiles first. */
  readonly generates?: true;
  /** The Node.js that runs all commands: that of the runtimes, installed by `npm run test:runtimes`, or this one. */
  readonly node?: string;
}

const strict = {
  target: "es2022",
  types: ["node"],
  outDir: "out",
  strict: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
};
const nodenext = { ...strict, module: "nodenext", resolveJsonModule: true, verbatimModuleSyntax: true };
const withoutDom = { lib: ["es2022"] };
const node10 = { ...strict, module: "commonjs", moduleResolution: "node10" };
const node16 = { ...strict, module: "node16", ...withoutDom };

const program = { "program.ts": "program.ts", "print.ts": "print.ts" };
const test = { "program.ts": "program.ts", "program.test.ts": "program-test.ts" };
const page = { "program.ts": "program.ts", "page.ts": "page.ts" };
/** Other versions of TypeScript are installed under aliases. */
const tsc = (version: string) => (version === "5.9" ? "typescript/bin/tsc" : `typescript-${version}/bin/tsc`);

/** A strict program of ES modules. */
const modules = (tools: Consumer["tools"], version: string): Consumer => ({
  name: `nodenext, TypeScript ${version}`,
  tools,
  type: "module",
  files: { ...program, "print-files.ts": "print-files.ts" },
  compilerOptions: nodenext,
  commands: [tsc(version), "./out/print-files.js"],
  prints: [...expectedLines, "# The co clinia-registry-client"],
});

/** A program with `"moduleResolution": "bundler"`, which TypeScript only checks. */
const bundled = (tools: Consumer["tools"], version: string): Consumer => ({
  name: `bundler, TypeScript ${version}`,
  tools,
  type: "module",
  files: program,
  compilerOptions: { ...nodenext, module: "esnext", moduleResolution: "bundler", noEmit: true },
  commands: [tsc(version)],
});

const compiled = (name: string, version: string, compilerOptions: object, tools: Consumer["tools"] = "extra") => ({
  name: `${name}, TypeScript ${version}`,
  tools,
  files: program,
  compilerOptions: { ...compilerOptions },
  commands: [tsc(version), "./out/print.js"],
  prints: expectedLines,
});

/** The program with profiles, whose types the command of the package generates. */
const generated = (version: string, tools: Consumer["tools"]): Consumer => ({
  name: `profiles, TypeScript ${version}`,
  tools,
  type: "module",
  files: { "profiles.ts": "profiles-program.ts" },
  generates: true,
  compilerOptions: nodenext,
  commands: [tsc(version), "./out/profiles.js"],
  prints: [
    "created PERSISTED Tremblay",
    "read 1980-02 555-0100",
    "written true",
    "refused data.nmae not-done",
    "refused by the registry 400 INVALID_ARGUMENT",
    "checked data.name is required",
  ],
});

const jest = (version: string, tools: Consumer["tools"]): Consumer => ({
  name: `Jest ${version}`,
  tools,
  language: "JavaScript with require",
  files: test,
  commands: ["jest/bin/jest.js"],
});

/** Jest with jsdom, which has no fetch, and with jest-fixed-jsdom, which adds the fetch of Node.js. */
const jestWithDom = (version: string, tools: Consumer["tools"]): Consumer[] => [
  {
    ...jest(version, tools),
    name: `Jest ${version} with jest-environment-jsdom`,
    files: { "import.test.ts": "import-test.ts" },
    jest: { testEnvironment: "jsdom" },
  },
  {
    ...jest(version, tools),
    name: `Jest ${version} with jest-fixed-jsdom`,
    jest: { testEnvironment: "jest-fixed-jsdom" },
  },
];

const tsJest = (version: string, tools: Consumer["tools"]): Consumer => ({
  name: `ts-jest with Jest ${version}`,
  tools,
  files: test,
  jest: { preset: "ts-jest" },
  compilerOptions: node10,
  commands: ["jest/bin/jest.js"],
});

const vitest = (environment: string): Consumer => ({
  name: `vitest with ${environment}`,
  tools: "extra",
  files: test,
  type: "module",
  commands: [`vitest/vitest.mjs run --environment ${environment}`],
});

/** The consumers in `npm test`. */
export const defaultConsumers: readonly Consumer[] = [
  modules("common", "7"),
  // `npm run test:consumers` also checks declarations with this configuration, which takes seconds.
  compiled("node10 without DOM", "5.9", { ...node10, ...withoutDom, skipLibCheck: true }, "common"),
  generated("7", "common"),
  jest("30", "common"),
  {
    name: "esbuild for Node.js",
    tools: "common",
    files: program,
    commands: ["esbuild/bin/esbuild print.ts --bundle --platform=node --outfile=bundle.cjs", "./bundle.cjs"],
    prints: expectedLines,
  },
];

const extraConsumers: readonly Consumer[] = [
  compiled("node10 without DOM, declarations checked", "5.9", { ...node10, ...withoutDom }, "common"),
  modules("extra", "5.4"),
  { ...generated("5.9", "common"), name: "profiles, Node.js 22", node: installed(`node-22/bin/node${exe}`) },
  { ...generated("5.4", "extra"), name: "profiles, Node.js 24", node: installed(`node-24/bin/node${exe}`) },
  modules("common", "5.9"),
  bundled("common", "7"),
  compiled("node10", "5.4", node10),
  ...["5.4", "5.9", "7"].map((version) => compiled("node16 without DOM", version, node16)),
  ...["5.4", "5.9"].map((version) => bundled("extra", version)),
  {
    name: "require",
    tools: "extra",
    language: "JavaScript with require",
    files: program,
    commands: ["./print.js"],
    prints: expectedLines,
  },
  {
    name: "ts-node",
    tools: "extra",
    files: program,
    compilerOptions: node10,
    commands: ["ts-node/dist/bin.js print.ts"],
    prints: expectedLines,
  },
  jest("29", "jest-29"),
  tsJest("29", "jest-29"),
  tsJest("30", "extra"),
  ...jestWithDom("29", "jest-29"),
  ...jestWithDom("30", "extra"),
  vitest("jsdom"),
  vitest("happy-dom"),
  {
    name: "Nest",
    tools: "extra",
    files: { "program.ts": "program.ts", "nest.ts": "nest.ts" },
    compilerOptions: { ...node10, experimentalDecorators: true, emitDecoratorMetadata: true, skipLibCheck: true },
    commands: [tsc("5.9"), "./out/nest.js"],
    prints: expectedLines,
  },
  {
    name: "webpack for Node.js",
    tools: "extra",
    language: "JavaScript with import",
    files: { ...program, "webpack.cjs": "webpack.cjs" },
    commands: ["./webpack.cjs node print.js", "./bundle.cjs"],
    prints: expectedLines,
  },
  {
    name: "webpack for browsers",
    tools: "extra",
    language: "JavaScript with import",
    files: { ...page, "webpack.cjs": "webpack.cjs" },
    commands: ["./webpack.cjs web page.js"],
    page: "bundle.cjs",
  },
  {
    name: "esbuild for browsers",
    tools: "common",
    files: page,
    commands: ["esbuild/bin/esbuild page.ts --bundle --outfile=bundle.js"],
    page: "bundle.js",
  },
];

/** The versions of Node.js that the package supports: this one, and those of the runtimes. */
export const nodes = [
  { name: `Node.js ${process.versions.node}`, path: process.execPath },
  ...["22", "24"].map((version) => ({ name: `Node.js ${version}`, path: installed(`node-${version}/bin/node${exe}`) })),
];

const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as { exports: Record<string, unknown> };
/** The entries of code. */
const entries = Object.keys(exports).filter((path) => typeof exports[path] === "object");

/** Programs that load every entry, with the packages that some entries need. */
const entryConsumers = nodes.flatMap(({ name, path }) =>
  (["JavaScript with require", "JavaScript with import"] as const).map((language): Consumer => ({
    name: `every entry, ${language}, ${name}`,
    tools: "extra",
    language,
    ...(language === "JavaScript with import" && { type: "module" }),
    files: { "print-entries.ts": "print-entries.ts" },
    commands: ["clinia-registry-client/dist/cli/index.js --version", "./print-entries.js"],
    prints: entries.map((entry) => `${entry} true`),
    node: path,
  })),
);

/** The consumers in `npm run test:consumers`. */
export const allConsumers: readonly Consumer[] = [...defaultConsumers, ...extraConsumers, ...entryConsumers];
