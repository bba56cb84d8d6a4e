import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootFolder } from "../paths.ts";
import { summarize, type Summary } from "../statistics.ts";

/** What a file with many profiles costs, in seconds, including the start of Node.js. */
export interface GeneratedFileCost {
  readonly profiles: number;
  readonly fieldsPerProfile: number;
  /** `clinia-registry profiles generate`. */
  readonly generateSeconds: Summary;
  /** `tsc` with the file, and a program with a call for each of ten profiles. */
  readonly typeCheckSeconds: Summary;
}

const profiles = 200;
const fieldsPerProfile = 60;

const fields = [
  { type: "symbol", description: "A made-up field.", rules: [{ required: true, max: 120 }] },
  { type: "array", items: { type: "humanname" }, rules: [{ min: 1, max: 5 }] },
  { type: "code", rules: [{ enum: ["active", "inactive", "entered-in-error"] }] },
  { type: "date" },
  { type: "integer", rules: [{ min: 0, max: 100 }] },
  { type: "object", properties: { system: { type: "uri" }, period: { type: "period" } } },
];

/** Generates the file and checks its types, `runs` times. */
export async function measureGeneratedFile(runs: number): Promise<GeneratedFileCost> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-bench-"));
  try {
    await writeProject(folder);
    const seconds = (file: string, ...parameters: string[]) => {
      const start = performance.now();
      execFileSync(process.execPath, [join(rootFolder, file), ...parameters], { cwd: folder, stdio: "pipe" });
      return (performance.now() - start) / 1_000;
    };
    const generate: number[] = [];
    const typeCheck: number[] = [];
    for (let run = 0; run < runs; run++) {
      generate.push(seconds("dist/cli/index.js", "profiles", "generate"));
      typeCheck.push(seconds("node_modules/typescript/bin/tsc", "--project", "."));
    }
    return {
      ...{ profiles, fieldsPerProfile },
      ...{ generateSeconds: summarize(generate), typeCheckSeconds: summarize(typeCheck) },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeProject(folder: string): Promise<void> {
  for (const each of ["clinia/profiles", "node_modules", "src"]) await mkdir(join(folder, each), { recursive: true });
  await symlink(rootFolder, join(folder, "node_modules/clinia-registry-client"), "junction");
  const keys = Array.from({ length: profiles }, (_, index) => `profile-${index}`);
  for (const key of keys) {
    await writeFile(join(folder, "clinia/profiles", `${key}.json`), JSON.stringify({ properties: properties() }));
  }
  const compilerOptions = {
    ...{ strict: true, module: "nodenext", target: "es2022", types: [], noEmit: true, skipLibCheck: true },
    allowImportingTsExtensions: true,
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "src/program.ts"), program(keys.slice(0, 10)));
}

function properties(): object {
  const names = Array.from({ length: fieldsPerProfile }, (_, index) => `field${index}`);
  return Object.fromEntries(names.map((name, index) => [name, fields[index % fields.length]]));
}

function program(keys: readonly string[]): string {
  const required = Array.from({ length: fieldsPerProfile / fields.length }, (_, index) => index * fields.length);
  const data = required.map((index) => `field${index}: "a"`).join(", ");
  const calls = keys.map(
    (key) => `void registry.createResource({ sourceKey, resourceType: "${key}" }, { data: { ${data} } });`,
  );
  return [
    'import { createRegistryClient } from "clinia-registry-client";',
    'import { profiles } from "./clinia.gen.ts";',
    'const registry = createRegistryClient({ workspaceId: "acme", apiKey: "key", profiles });',
    'const sourceKey = "ehr-prod";',
    ...calls,
  ].join("\n");
}
