import { resolve } from "node:path";
import type { TsdownPlugin } from "tsdown";

/** The modules whose types the client exports. `src/import/types.ts` has the name of one. */
const shared = ["generated/client", "types", "resource-check"].map((name) => resolve(`src/${name}.ts`));

/** Imports the client's types from the client's declarations, which the package would otherwise contain twice. */
export function sharedTypes(): TsdownPlugin {
  return {
    name: "shared-types",
    resolveId: {
      order: "pre",
      handler(source, importer) {
        const isShared = importer !== undefined && shared.includes(resolve(importer, "..", source));
        return isShared ? { id: "../index.js", external: true } : undefined;
      },
    },
  };
}
