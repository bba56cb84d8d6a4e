import type { TsdownPlugin } from "tsdown";

/**
 * Takes the name of a source map out of the declarations, which have none, because their sources are not in the package. Emits them
 * for CommonJS too: what differs is which files of ours they import.
 */
export function declarations(): TsdownPlugin {
  return {
    name: "declarations",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk" || !file.fileName.endsWith(".d.ts")) continue;
        file.code = file.code.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n");
        const source = file.code.replace(/(from "\.{1,2}\/[^"]+)\.js"/g, '$1.cjs"');
        this.emitFile({ type: "asset", fileName: file.fileName.replace(/\.d\.ts$/, ".d.cts"), source });
      }
    },
  };
}
