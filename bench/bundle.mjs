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

const programs = [
  "calls/caller.ts",
  "calls/server.ts",
  "writes/limit.ts",
  "writes/ours.ts",
  "writes/server.ts",
  "writes/single.ts",
];
await build({
  ...common,
  entryPoints: inHere(programs),
  outdir: join(here, "dist"),
  outbase: here,
  platform: "node",
  packages: "external",
});

for (const column of ["as-it-comes", "with-limits"]) {
  const cases = readdirSync(join(here, "cases", column)).map((file) => join("cases", column, file));
  const running = { outdir: join(here, "dist/run", column), platform: "node", packages: "external" };
  await build({ ...common, ...running, entryPoints: inHere(cases) });
  const weighed = {
    outdir: join(here, "dist/weighed", column),
    platform: "browser",
    minify: true,
    legalComments: "none",
  };
  await build({ ...common, ...weighed, entryPoints: inHere(cases) });
}

function inHere(files) {
  return files.map((file) => join(here, file));
}
