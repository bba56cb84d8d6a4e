import type { TsdownPlugin } from "tsdown";

/** Imports the client's types from the client's declarations, which the package would otherwise contain twice. */
export function sharedTypes(): TsdownPlugin {
  return {
    name: "shared-types",
    resolveId: {
      order: "pre",
      handler(source) {
        return /^(?:\.\.\/)+(?:generated\/client|types|resource-check)\.ts$/.test(source)
          ? { id: "../index.js", external: true }
          : undefined;
      },
    },
  };
}
