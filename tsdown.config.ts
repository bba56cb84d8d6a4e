import { defineConfig, type UserConfig } from "tsdown";
import { bundledLicenses } from "./scripts/build/bundled-licenses.ts";
import { declarations } from "./scripts/build/declarations.ts";
import { requiredOpenapiFetch } from "./scripts/build/openapi-fetch.ts";
import { sharedClient } from "./scripts/build/shared-client.ts";
import { sharedTypes } from "./scripts/build/shared-types.ts";

/**
 * The entry only re-exports these two files, so that a bundler omits the client from a program that only parses taskIds. Within one
 * file, bundlers keep statements that may have side effects.
 */
const files = [
  { name: "task-id", test: /src[\\/](?:task-id|generated[\\/]contract)\.ts$/ },
  { name: "client", test: /src[\\/](?!index\.).*(?<!\.d)\.ts$/ },
];

const common = { target: "es2022", dts: true, hash: false } satisfies UserConfig;

// Two builds, so that the client and the embedded registry, which bundles its dependencies, share no file.
export default defineConfig([
  {
    ...common,
    entry: { index: "src/index.ts" },
    format: {
      esm: { plugins: [declarations()] },
      cjs: { dts: false, sourcemap: false, plugins: [requiredOpenapiFetch()] },
    },
    sourcemap: true,
    outDir: "dist",
    clean: ["dist/*", "!dist/docs"],
    platform: "neutral",
    // The comments are in the declarations and in the source maps. Those of CommonJS would be a seventh of the package.
    outputOptions: { codeSplitting: { groups: files }, comments: { jsdoc: false }, strict: true },
  },
  {
    ...common,
    entry: { index: "src/embedded/index.ts" },
    format: { esm: { plugins: [sharedTypes(), declarations(), bundledLicenses()] }, cjs: { dts: false } },
    // Most of it is bundled packages: not minified and with a source map it is 1.3 MB. Names are kept for stack traces.
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
    // One file, dynamic imports included.
    outputOptions: { codeSplitting: false, strict: true },
  },
  {
    ...common,
    entry: { index: "src/profiles/index.ts" },
    format: { esm: { plugins: [sharedTypes(), declarations()] }, cjs: { dts: false } },
    minify: { compress: true, mangle: { keepNames: true } },
    outDir: "dist/profiles",
    platform: "neutral",
    outputOptions: { codeSplitting: false, strict: true },
  },
  {
    ...common,
    entry: { index: "src/import/index.ts" },
    format: {
      esm: { plugins: [sharedTypes(), sharedClient(), declarations()] },
      cjs: { dts: false, plugins: [sharedClient("cjs")] },
    },
    minify: { compress: true, mangle: { keepNames: true } },
    deps: { onlyBundle: [] },
    outDir: "dist/import",
    platform: "node",
    fixedExtension: false,
    outputOptions: { codeSplitting: false, strict: true },
  },
  {
    ...common,
    entry: { index: "src/bullmq/index.ts" },
    format: {
      esm: { plugins: [sharedTypes(), sharedClient(), declarations()] },
      cjs: { dts: false, plugins: [sharedClient("cjs")] },
    },
    minify: { compress: true, mangle: { keepNames: true } },
    deps: { onlyBundle: [] },
    outDir: "dist/bullmq",
    platform: "node",
    fixedExtension: false,
    outputOptions: { codeSplitting: false, strict: true },
  },
  {
    ...common,
    entry: { index: "src/opentelemetry/index.ts" },
    format: {
      esm: { plugins: [sharedTypes(), sharedClient(), declarations()] },
      cjs: { dts: false, plugins: [sharedClient("cjs")] },
    },
    minify: { compress: true, mangle: { keepNames: true } },
    deps: { onlyBundle: [] },
    outDir: "dist/opentelemetry",
    platform: "neutral",
    outputOptions: { codeSplitting: false, strict: true },
  },
  {
    target: "es2022",
    dts: false,
    hash: false,
    entry: { index: "src/cli/index.ts" },
    format: { esm: { plugins: [sharedClient(), bundledLicenses()] } },
    minify: { compress: true, mangle: { keepNames: true } },
    deps: {
      onlyBundle: [
        ...["ansi-regex", "cli-progress", "commander", "diff", "emoji-regex", "is-fullwidth-code-point"],
        ...["string-width", "strip-ansi"],
      ],
    },
    outDir: "dist/cli",
    platform: "node",
    fixedExtension: false,
    outputOptions: { strict: true },
  },
]);
