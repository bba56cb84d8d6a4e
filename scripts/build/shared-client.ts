import type { TsdownPlugin } from "tsdown";

/** Imports the client from the build of the client, which the package would otherwise contain twice. */
export function sharedClient(): TsdownPlugin {
  return {
    name: "shared-client",
    resolveId: {
      order: "pre",
      handler(source) {
        return /^(?:\.\.\/)+index\.ts$/.test(source) ? { id: "../index.js", external: true } : undefined;
      },
    },
  };
}
