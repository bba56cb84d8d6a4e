import type { TsdownPlugin } from "tsdown";

/** Takes the name of a source map out of the declarations: they have none, because their sources are not in the package. */
export function declarationsWithoutMap(): TsdownPlugin {
  return {
    name: "declarations-without-map",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk" || !file.fileName.endsWith(".d.ts")) continue;
        file.code = file.code.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n");
      }
    },
  };
}
