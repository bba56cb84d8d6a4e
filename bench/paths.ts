import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const benchFolder = dirname(fileURLToPath(import.meta.url));
export const rootFolder = dirname(benchFolder);
/** The output of `build.mjs`. */
export const buildFolder = join(benchFolder, "dist");

/** The files that a run writes. */
export const resultFiles = {
  /** The results of the last run of each section. */
  results: join(benchFolder, "results.json"),
  /** The page with the tables of these results. */
  page: join(rootFolder, "docs/benchmarks.md"),
  /** The plot that the page shows. */
  plot: join(rootFolder, "docs/benchmarks.svg"),
};
