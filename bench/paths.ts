import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const benchFolder = dirname(fileURLToPath(import.meta.url));
export const rootFolder = dirname(benchFolder);
/** The output of `build.mjs`. */
export const buildFolder = join(benchFolder, "dist");

/** The results of the last full run. */
export const resultsFile = join(benchFolder, "results.json");
/** The page with the tables of these results. */
export const pageFile = join(rootFolder, "docs/benchmarks.md");
