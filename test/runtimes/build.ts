import { join } from "node:path";
import { build } from "tsdown";
import { built, here } from "./places.ts";

/** Builds what runs inside the runtimes, one file for each kind of them: without the package, which they find as it is built. */
export async function buildInside(): Promise<void> {
  for (const name of ["page", "page-worker", "process", "worker"]) {
    const entry = { [name]: join(here, "inside", `${name}.ts`) };
    const common = { config: false, dts: false, clean: false, logLevel: "error" } as const;
    await build({ ...common, entry, outDir: built, format: "esm", platform: "neutral" });
  }
}
