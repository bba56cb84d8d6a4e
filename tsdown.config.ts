import { defineConfig } from "tsdown";

const common = { target: "es2022", dts: true, sourcemap: true } as const;

// Two builds, so that the client shares no file with the embedded registry, which carries what it needs inside.
export default defineConfig([
  { ...common, entry: { index: "src/index.ts" }, outDir: "dist", clean: ["dist/*", "!dist/docs"], platform: "neutral" },
  {
    ...common,
    entry: { index: "src/embedded/index.ts" },
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
  },
]);
