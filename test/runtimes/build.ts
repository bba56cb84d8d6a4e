import { join, parse } from "node:path";
import { build } from "tsdown";
import { root } from "../../scripts/redocly.ts";
import { built, example, here } from "./places.ts";

/** Builds what runs inside the runtimes, one file for each kind of them: without the package, which they find as it is built. */
export async function buildInside(): Promise<void> {
  const inside = ["page", "page-worker", "process", "worker"].map((name) => join(here, "inside", `${name}.ts`));
  for (const file of [...inside, join(root, "examples", example)]) {
    const entry = { [parse(file).name]: file };
    const common = { config: false, dts: false, clean: false, logLevel: "error" } as const;
    await build({ ...common, entry, outDir: built, format: "esm", platform: "neutral" });
  }
}
