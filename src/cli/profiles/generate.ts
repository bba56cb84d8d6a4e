import { dirname, relative, resolve } from "node:path";
import { count } from "../../profiles/report.ts";
import { profilesSchema } from "../../profiles/schema.ts";
import type { Unchecked } from "../../profiles/rules.ts";
import { paintFor } from "../colors.ts";
import { CommandError, type Context, type ExitCode } from "../context.ts";
import { hasText, readIfExists, writeAtomically } from "../files.ts";
import { shortDiff } from "../short-diff.ts";
import { emitProfiles } from "./emit.ts";
import { printedPath, readDefinitions, type Definitions, type ReadOptions } from "./read.ts";
import { slowPatterns } from "./slow-patterns.ts";

export interface GenerateOptions extends ReadOptions {
  /** The TypeScript file, relative to `cwd`. */
  readonly out: string;
  /** The file of the JSON Schema, if it is wanted. */
  readonly jsonSchema?: string | undefined;
}

/** The files that profiles generate. */
export interface Generated {
  /** The texts by printed path. */
  readonly files: ReadonlyMap<string, string>;
  readonly profiles: number;
  readonly definitions: Definitions;
  readonly unchecked: readonly Unchecked[];
}

/** The maximum number of unchecked parts that are listed. */
const maxUnchecked = 20;

/** Reads the profiles and returns the generated files. Throws `CommandError` with all problems of the profiles. */
export async function generate(options: GenerateOptions, cwd: string): Promise<Generated> {
  const definitions = await readDefinitions(options, cwd);
  const { schema, unchecked } = profilesSchema(definitions.profiles, definitions.vocabularies);
  if (options.jsonSchema !== undefined && resolve(cwd, options.jsonSchema) === resolve(cwd, options.out)) {
    throw new CommandError("--out and --json-schema must be different files.", 2);
  }
  const files = new Map([[printedPath(options.out, cwd), emitProfiles(definitions, sourceFolder(options, cwd))]]);
  if (options.jsonSchema !== undefined) {
    files.set(printedPath(options.jsonSchema, cwd), `${JSON.stringify(schema, null, 2)}\n`);
  }
  return { files, profiles: Object.keys(definitions.profiles).length, definitions, unchecked };
}

/** Returns the folder of the profiles from the generated file, which must not depend on the folder of the checkout. */
function sourceFolder({ out, profiles }: GenerateOptions, cwd: string): string {
  return relative(dirname(resolve(cwd, out)), resolve(cwd, profiles)).replaceAll("\\", "/");
}

/** Writes the generated files, and prints what is not checked. */
export async function runGenerate(options: GenerateOptions, context: Context): Promise<ExitCode> {
  const { cwd, stdout, stderr, env, signal } = context;
  const generated = await generate(options, cwd);
  for (const [file, text] of generated.files) await writeAtomically(resolve(cwd, file), text);
  stdout.write(`Wrote ${[...generated.files.keys()].join(" and ")}: ${count(generated.profiles, "profile")}.\n`);
  stdout.write(uncheckedText(generated.unchecked));
  const slow = await slowPatterns(generated.definitions.profiles, signal);
  for (const path of slow) {
    stderr.write(
      `${paintFor(stderr, env)("yellow", "Warning:")} the pattern of ${path} needs more than 1 s for a string of 1,000 characters. Rewrite it without nested repetitions.\n`,
    );
  }
  return 0;
}

function uncheckedText(unchecked: readonly Unchecked[]): string {
  if (unchecked.length === 0) return "";
  const shown = unchecked.slice(0, maxUnchecked).map(({ path, reason }) => `  ${path}: ${reason}\n`);
  const omitted = unchecked.length - shown.length;
  return `Not checked:\n${shown.join("")}${omitted > 0 ? `  … and ${omitted} more\n` : ""}`;
}

/** Compares the generated files with those on disk, and prints a short diff of each that differs. */
export async function runCheck(options: GenerateOptions, context: Context): Promise<ExitCode> {
  const { cwd, stdout, env } = context;
  const { files } = await generate(options, cwd);
  let exitCode: ExitCode = 0;
  for (const [file, text] of files) {
    const before = await readIfExists(resolve(cwd, file));
    if (hasText(before, text)) continue;
    exitCode = 1;
    const diff = before === undefined ? "" : `${shortDiff(before, text, paintFor(stdout, env))}\n`;
    stdout.write(`${file} ${before === undefined ? "does not exist" : "is stale"}. Run profiles generate.\n${diff}`);
  }
  if (exitCode === 0) stdout.write(`${[...files.keys()].join(" and ")}: up to date.\n`);
  return exitCode;
}
