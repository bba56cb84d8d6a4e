import type { TsdownPlugin } from "tsdown";

/**
 * Removes the reference to a source map from the declarations, because the package does not contain one. Emits the declarations for
 * CommonJS too, which import `.cjs` files instead of `.js` files.
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
