import type { TsdownPlugin } from "tsdown";

/**
 * Corrects how the CommonJS build requires openapi-fetch. The bundler takes the exports of a CommonJS module for its default export, as
 * an import in Node.js does, but a `require` of openapi-fetch has the function at `default`.
 */
export function requiredOpenapiFetch(): TsdownPlugin {
  const required = "\0src/openapi-fetch.ts";
  return {
    name: "required-openapi-fetch",
    resolveId: {
      order: "pre",
      handler: (source, importer) => (source === "openapi-fetch" && importer !== required ? required : undefined),
    },
    load: (id) => (id === required ? 'export default require("openapi-fetch").default;' : undefined),
  };
}
