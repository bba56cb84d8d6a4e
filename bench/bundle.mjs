/**
 * Builds what is measured into dist/. What runs is our own code and the generated clients, with packages left to be imported
 * as Node.js finds them; what is weighed is each case with all that it needs, minified, as a browser is given it.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  // The built package, and not its sources, where tsconfig.json finds the types.
  alias: { "clinia-registry-client": join(here, "../dist/index.js") },
  tsconfigRaw: {},
  logLevel: "warning",
};

const running = { ...common, platform: "node", packages: "external" };
const programs = ["limit.ts", "ours.ts", "server.ts", "single.ts"];
await build({ ...running, entryPoints: inFolder("writes", programs), outdir: join(here, "dist/writes") });

const cases = inFolder(
  "cases",
  readdirSync(join(here, "cases")).filter((file) => file.endsWith(".mjs")),
);
await build({ ...running, entryPoints: cases, outdir: join(here, "dist/run") });
await build({
  ...common,
  entryPoints: cases,
  outdir: join(here, "dist/weighed"),
  platform: "browser",
  minify: true,
  legalComments: "none",
});

function inFolder(folder, files) {
  return files.map((file) => join(here, folder, file));
}
