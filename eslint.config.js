import { defineConfig, globalIgnores } from "eslint/config";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Imports run one way: a part of src/ may import only the parts before it. */
const parts = [
  "generated",
  "task-id.ts",
  "types.ts",
  "resource-check.ts",
  "typed-data.ts",
  "errors",
  "transport",
  "client",
  "identifier-notation.ts",
  "tasks",
  "bulk",
  "browse",
  "index.ts",
];
const importFolders = ["input", "mapping", "journal", "run", "compare"];
const inSrc = (part) => `./src/${part}`;
/** The parts with an own entry, and the command. */
const entries = ["bullmq", "embedded", "import", "opentelemetry", "profiles", "cli"];
/** An entry may not import the others, but for those that are `allowed`, nor the parts of the client that are `refused`. */
const entryZone = (entry, allowed, refused = []) => ({
  target: inSrc(entry),
  from: [...refused, ...entries.filter((other) => other !== entry && !allowed.includes(other))].map(inSrc),
});
const clientParts = parts.slice(parts.indexOf("errors"));
const importZones = [
  ...parts.map((part, index) => ({
    target: inSrc(part),
    from: [...parts.slice(index + 1), ...entries].map(inSrc),
  })),
  // The import of files uses the client as its users do, and the data types of profiles.
  entryZone("import", ["profiles"]),
  // The queue uses both as its users do.
  { target: inSrc("bullmq"), from: inSrc("import"), except: ["./index.ts"] },
  entryZone("bullmq", ["import"], parts.slice(0, -1)),
  entryZone("opentelemetry", []),
  // They import `generated`, but not the client. The command imports all.
  entryZone("profiles", [], clientParts),
  entryZone("embedded", [], clientParts),
  // Within the import, a folder imports only those before it.
  ...importFolders.slice(0, -1).map((folder, index) => ({
    target: inSrc(`import/${folder}`),
    from: importFolders.slice(index + 1).map((later) => inSrc(`import/${later}`)),
  })),
];

/** Tests import these from test/support/, which checks each request and response against the contract. */
const uncheckedImports = [
  {
    regex: "/src/(index|(client|tasks|bulk|browse)/.*)\\.ts$",
    importNames: [
      "browseAll",
      "createRegistryClient",
      "waitForTask",
      "waitForTasks",
      "writeRelationships",
      "writeResources",
    ],
    message: "Import it from test/support/client.ts.",
  },
  {
    regex: "/src/embedded/index\\.ts$",
    importNames: ["createEmbeddedRegistry"],
    message: "Import it from test/support/embedded.ts.",
  },
];

export default defineConfig(
  globalIgnores([
    "artifacts/",
    "bench/dist/",
    "coverage/",
    "dist/",
    "test/consumer/{nest,profiles-program}.ts",
    "try.*",
  ]),
  {
    files: ["**/*.ts"],
    ignores: ["src/generated/**"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // The defaults of the rule allow more than the strict preset, so each option is set.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        {
          allowAny: false,
          allowBoolean: false,
          allowNever: false,
          allowNullish: false,
          allowNumber: true,
          allowRegExp: false,
        },
      ],
    },
  },
  {
    // node:test awaits its tests itself.
    files: ["examples/**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        { allowForKnownSafeCalls: [{ from: "package", name: ["describe", "test"], package: "node:test" }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    ignores: [
      "test/support/{client,embedded,million-writes,upload-file}.ts",
      "test/bench/**",
      "test/import/crash/registry.ts",
      "test/runtimes/**",
      "test/**/*.test-d.ts",
    ],
    rules: { "no-restricted-imports": ["error", { patterns: uncheckedImports }] },
  },
  { files: ["src/**/*.ts"], rules: { "no-console": "error" } },
  {
    files: ["src/**/*.ts"],
    // It imports types from src/client/: see below.
    ignores: ["src/generated/client.ts"],
    languageOptions: { parser: tseslint.parser },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver()] },
    rules: {
      // An import that is not resolved is not restricted.
      "import-x/no-unresolved": "error",
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones: importZones }],
    },
  },
  {
    files: ["src/generated/client.ts"],
    languageOptions: { parser: tseslint.parser },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [{ regex: ".", allowTypeImports: true }] }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/client/**"],
    rules: { "no-restricted-imports": ["error", "openapi-fetch"] },
  },
);
