import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../scripts/redocly.ts";

/** This folder, with the runtimes in its node_modules. */
export const runtimesFolder = join(root, "test/runtimes");
/** The built package. */
export const dist = join(root, "dist");
/** The programs that run in the runtimes, built by `buildPrograms`. */
export const programsFolder = join(root, "artifacts/runtimes");

/** The ending of programs. */
export const exe = process.platform === "win32" ? ".exe" : "";

/** Returns the path of a file in this folder's node_modules. */
export function installed(path: string): string {
  return join(runtimesFolder, "node_modules", path);
}

/** The only dependency of the client, as an ES module. */
export const openapiFetch = createRequire(import.meta.url)
  .resolve("openapi-fetch")
  .replace(/\.cjs$/, ".mjs");
