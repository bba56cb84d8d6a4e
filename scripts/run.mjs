/**
 * `node scripts/run.mjs <script> [options]`: runs one of the scripts, which are TypeScript, by jiti. The npm scripts do so rather
 * than call jiti, which imports a file by its path: as an address, that of a checkout with `#`, `%` or `?` in it leads elsewhere.
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
