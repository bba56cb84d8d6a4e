/**
 * `node scripts/run.mjs <script> [options]`: runs a TypeScript file with jiti. jiti imports files by path instead of by URL, which
 * fails in a folder with `#`, `%` or `?` in its path: the hook converts the paths.
 */
import { createRequire, register } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

if (/[#%?]/.test(import.meta.dirname)) {
  const hook = `
    import { pathToFileURL } from "node:url";
    export const resolve = (specifier, context, next) =>
      next(specifier.startsWith("/") ? pathToFileURL(specifier).href : specifier, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}

const jiti = dirname(createRequire(import.meta.url).resolve("jiti/package.json"));
await import(pathToFileURL(join(jiti, "lib/jiti-cli.mjs")).href);
