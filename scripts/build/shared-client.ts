import type { TsdownPlugin } from "tsdown";

/**
 * Imports other entries of the package from their builds: the package would otherwise contain them twice, and an error of one copy would
 * be no instance of the class of the other.
 *
 * @param ending The ending of the files of the builds.
 */
export function sharedClient(ending = "js"): TsdownPlugin {
  return {
    name: "shared-client",
    resolveId: {
      order: "pre",
      handler(source) {
        const [path, folder = ""] = /^(?:\.\.\/)+((?:bullmq|embedded|import)\/)?index\.ts$/.exec(source) ?? [];
        return path === undefined ? undefined : { id: `../${folder}index.${ending}`, external: true };
      },
    },
  };
}
