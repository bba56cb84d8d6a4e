/** The kinds of projects that the package is tried in, each from what is packed. */
import { expected } from "./program.ts";

export interface Consumer {
  readonly name: string;
  /** The folder, under this one, of the package.json and lock file with its tools. */
  readonly tools: "first" | "jest-29" | "others";
  readonly language?: "TypeScript" | "JavaScript with require" | "JavaScript with import";
  /** Its files, by their names there and here. JavaScript is what TypeScript makes of them. */
  readonly files: Readonly<Record<string, string>>;
  /** In its package.json. */
  readonly type?: "module" | "commonjs";
  readonly jest?: Readonly<Record<string, unknown>>;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  /** What Node.js runs, one after the other: a file of its tools, or of its own (`./`), and its parameters. */
  readonly commands: readonly string[];
  /** What the last command prints, unless it is a runner of tests, which compares by itself. */
  readonly prints?: readonly string[];
  /** The file that a page of Chromium loads in the end. */
  readonly page?: string;
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
  prints: [...expected, "# The co clinia-registry-client"],
});

/** A program whose bundler resolves the modules: TypeScript only checks it. */
const bundled = (tools: Consumer["tools"], version: string): Consumer => ({
  name: `bundler, TypeScript ${version}`,
  tools,
  type: "module",
  files: program,
  compilerOptions: { ...nodenext, module: "esnext", moduleResolution: "bundler", noEmit: true },
  commands: [tsc(version)],
});

const compiled = (name: string, version: string, compilerOptions: object, tools: Consumer["tools"] = "others") => ({
  name: `${name}, TypeScript ${version}`,
  tools,
  files: program,
  compilerOptions: { ...compilerOptions },
  commands: [tsc(version), "./out/print.js"],
  prints: expected,
});

const jest = (version: string, tools: Consumer["tools"]): Consumer => ({
  name: `Jest ${version}`,
  tools,
  language: "JavaScript with require",
  files: test,
  commands: ["jest/bin/jest.js"],
});

/** Jest with jsdom, which lacks fetch and its classes, and with jest-fixed-jsdom, which adds those of Node.js. */
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
  tools: "others",
  files: test,
  type: "module",
  commands: [`vitest/vitest.mjs run --environment ${environment}`],
});

/** The consumers that `npm test` runs. */
export const first: readonly Consumer[] = [
  modules("first", "7"),
  // `npm run test:consumers` also checks the declarations of packages here, which takes seconds.
  compiled("node10 without DOM", "5.9", { ...node10, ...withoutDom, skipLibCheck: true }, "first"),
  jest("30", "first"),
  {
    name: "esbuild for Node.js",
    tools: "first",
    files: program,
    commands: ["esbuild/bin/esbuild print.ts --bundle --platform=node --outfile=bundle.cjs", "./bundle.cjs"],
    prints: expected,
  },
];

export const others: readonly Consumer[] = [
  compiled("node10 without DOM, declarations checked", "5.9", { ...node10, ...withoutDom }, "first"),
  modules("others", "5.4"),
  modules("first", "5.9"),
  bundled("first", "7"),
  compiled("node10", "5.4", node10),
  ...["5.4", "5.9", "7"].map((version) => compiled("node16 without DOM", version, node16)),
  ...["5.4", "5.9"].map((version) => bundled("others", version)),
  {
    name: "require",
    tools: "others",
    language: "JavaScript with require",
    files: program,
    commands: ["./print.js"],
    prints: expected,
  },
  {
    name: "ts-node",
    tools: "others",
    files: program,
    compilerOptions: node10,
    commands: ["ts-node/dist/bin.js print.ts"],
    prints: expected,
  },
  jest("29", "jest-29"),
  tsJest("29", "jest-29"),
  tsJest("30", "others"),
  ...jestWithDom("29", "jest-29"),
  ...jestWithDom("30", "others"),
  vitest("jsdom"),
  vitest("happy-dom"),
  {
    name: "Nest",
    tools: "others",
    files: { "program.ts": "program.ts", "nest.ts": "nest.ts" },
    compilerOptions: { ...node10, experimentalDecorators: true, emitDecoratorMetadata: true, skipLibCheck: true },
    commands: [tsc("5.9"), "./out/nest.js"],
    prints: expected,
  },
  {
    name: "webpack for Node.js",
    tools: "others",
    language: "JavaScript with import",
    files: { ...program, "webpack.cjs": "webpack.cjs" },
    commands: ["./webpack.cjs node print.js", "./bundle.cjs"],
    prints: expected,
  },
  {
    name: "webpack for browsers",
    tools: "others",
    language: "JavaScript with import",
    files: { ...page, "webpack.cjs": "webpack.cjs" },
    commands: ["./webpack.cjs web page.js"],
    page: "bundle.cjs",
  },
  {
    name: "esbuild for browsers",
    tools: "first",
    files: page,
    commands: ["esbuild/bin/esbuild page.ts --bundle --outfile=bundle.js"],
    page: "bundle.js",
  },
];
