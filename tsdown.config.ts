import { defineConfig, type UserConfig } from "tsdown";
import { declarations } from "./scripts/build/declarations.ts";
import { licencesOfCarried } from "./scripts/build/licences.ts";
import { requiredOpenapiFetch } from "./scripts/build/openapi-fetch.ts";
import { sharedTypes } from "./scripts/build/shared-types.ts";

/**
 * The entry only hands on what these two hold. A bundler leaves such a file out where nothing of it is used, whatever it makes
 * of the statements in it: the client, where only taskIds are parsed.
 */
const files = [
  { name: "task-id", test: /src[\\/](?:task-id|generated[\\/]contract)\.ts$/ },
  { name: "client", test: /src[\\/](?!index\.).*(?<!\.d)\.ts$/ },
];

const common = { target: "es2022", dts: true, hash: false } satisfies UserConfig;

// Two builds, so that the client shares no file with the embedded registry, which carries what it needs inside.
export default defineConfig([
  {
    ...common,
    entry: { index: "src/index.ts" },
    format: { esm: { plugins: [declarations()] }, cjs: { dts: false, plugins: [requiredOpenapiFetch()] } },
    sourcemap: true,
    outDir: "dist",
    clean: ["dist/*", "!dist/docs"],
    platform: "neutral",
    // The declarations have the comments, and the source maps too.
    outputOptions: { codeSplitting: { groups: files }, comments: { jsdoc: false }, strict: true },
  },
  {
    ...common,
    entry: { index: "src/embedded/index.ts" },
    format: { esm: { plugins: [sharedTypes(), declarations(), licencesOfCarried()] }, cjs: { dts: false } },
    // Most of it is the packages that it carries: readable and with a map it is 1.3 MB. Names stay for stack traces.
    minify: { compress: true, mangle: { keepNames: true } },
    deps: {
      onlyBundle: [
        "@hono/node-server",
        "ajv",
        "ajv-formats",
        "fast-deep-equal",
        "fast-uri",
        "hono",
        "json-schema-traverse",
      ],
    },
    outDir: "dist/embedded",
    platform: "node",
    fixedExtension: false,
    // One file, also of what is imported when it is needed.
    outputOptions: { codeSplitting: false, strict: true },
  },
]);
