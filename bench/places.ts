import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** This folder. */
export const bench = dirname(fileURLToPath(import.meta.url));

/** The repository. */
export const root = dirname(bench);

/** Where what is measured is built into. */
export const built = join(bench, "dist");

/** What the last whole run has measured. */
export const resultsFile = join(bench, "results.json");

/** Where the tables are shown. */
export const readmeFile = join(root, "README.md");
