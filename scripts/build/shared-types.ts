import type { TsdownPlugin } from "tsdown";

/** Imports the types that the client exports from its declarations, which otherwise stand in the package twice. */
export function sharedTypes(): TsdownPlugin {
  return {
    name: "shared-types",
    resolveId: {
      order: "pre",
      handler(source) {
        return /^(?:\.\.\/)+(?:generated\/client|types)\.ts$/.test(source)
          ? { id: "../index.js", external: true }
          : undefined;
      },
    },
  };
}
