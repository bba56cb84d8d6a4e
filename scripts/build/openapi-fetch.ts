import type { TsdownPlugin } from "tsdown";

/**
 * Corrects the `require` of openapi-fetch in the CommonJS build. The bundler uses the exports of a CommonJS module as the default
 * export, as an import in Node.js does, but the exports of openapi-fetch have the function as their property `default`.
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
