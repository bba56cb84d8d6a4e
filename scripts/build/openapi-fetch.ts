import type { TsdownPlugin } from "tsdown";

/**
 * What CommonJS requires of openapi-fetch. The bundler takes the default of a CommonJS module for the whole of its exports, as an
 * import in Node.js does; a `require` finds the function at `default`.
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
