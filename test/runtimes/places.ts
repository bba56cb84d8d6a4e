import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../scripts/redocly.ts";

/** This folder, with the runtimes in its node_modules. */
export const here = join(root, "test/runtimes");
/** The built package. */
export const dist = join(root, "dist");
/** What runs inside a runtime, built by {@link buildInside}. */
export const built = join(root, "artifacts/runtimes");
/** The example that runs in every process. */
export const example = "load-ndjson.ts";

/** A file of a package of this folder's own. */
export function installed(path: string): string {
  return join(here, "node_modules", path);
}

/** The client's one dependency, as an ES module. */
export const openapiFetch = createRequire(import.meta.url)
  .resolve("openapi-fetch")
  .replace(/\.cjs$/, ".mjs");
