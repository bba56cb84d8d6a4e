/**
 * Builds the measured programs into dist/:
 *
 * - generated/: the clients that other generators generate from the contract, and the example profiles.
 * - node/, writes/, checks/ and import/: the programs that run in Node.js, and import packages at run time.
 * - browser/: each case with all of its packages, minified for browsers, to measure its size.
 */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const command = join(here, "../dist/cli/index.js");
const contract = join(here, "../openapi/registry.yaml");
const output = join(here, "dist");

await createClient({ input: contract, output: join(output, "generated/hey-api"), logs: { level: "silent" } });

const redocly = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");
const redoclyOutput = join(output, "generated/redocly.ts");
execFileSync(process.execPath, [redocly, "generate-client", contract, "--output", redoclyOutput], {
  cwd: join(here, ".."),
  stdio: ["ignore", "ignore", "pipe"],
});

const examples = ["profiles", "vocabularies"].flatMap((name) => [
  ...[`--${name}`, join(here, "../examples/profiles/clinia", name)],
]);
const profilesOutput = ["--out", "clinia.gen.ts", "--json-schema", "profiles.json"];
execFileSync(process.execPath, [command, "profiles", "generate", ...examples, ...profilesOutput], {
  cwd: join(output, "generated"),
  stdio: ["ignore", "ignore", "inherit"],
});

const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  // Uses the built package, because tsconfig.json maps the package to the sources for the types.
  alias: {
    "clinia-registry-client": join(here, "../dist/index.js"),
    "clinia-registry-client/import": join(here, "../dist/import/index.js"),
    "clinia-registry-client/profiles": join(here, "../dist/profiles/index.js"),
  },
  tsconfigRaw: {},
  logLevel: "warning",
};
const forNode = { ...common, platform: "node", packages: "external" };
const forBrowsers = { ...common, platform: "browser", minify: true, legalComments: "none" };

const programs = ["server.ts", "writers.ts"].map((file) => join(here, "writes", file));
await build({ ...forNode, entryPoints: programs, outdir: join(output, "writes") });
const checkPrograms = ["checks.mjs", "writes.mjs"].map((file) => join(here, "checks", file));
await build({ ...forNode, entryPoints: checkPrograms, outdir: join(output, "checks") });
const importPrograms = [join(here, "import/programs.mjs")];
await build({ ...forNode, entryPoints: importPrograms, outdir: join(output, "import") });

const cases = readdirSync(join(here, "cases")).filter((file) => file.endsWith(".mjs"));
const entryPoints = cases.map((file) => join(here, "cases", file));
await build({ ...forNode, entryPoints, outdir: join(output, "node") });
await build({ ...forBrowsers, entryPoints, outdir: join(output, "browser") });
