import { isJsonObject, type JsonObject } from "../../json.ts";
import { paintFor } from "../colors.ts";
import { CommandError, type Context, type ExitCode } from "../context.ts";
import { readIfExists, writeAtomically } from "../files.ts";
import { connect, type ConnectionOptions } from "../options.ts";
import { shortDiff } from "../short-diff.ts";
import { parseJson } from "./json-text.ts";
import { printedPath, profileFile } from "./read.ts";
import { checkKeys, orderedLike, profileText, readStored } from "./remote.ts";

export interface PullOptions extends ConnectionOptions {
  readonly profiles: string;
  readonly type: readonly string[];
  readonly check?: true;
}

/** Writes the profiles of collections to their files, or with `check` compares them. */
export async function runPull(options: PullOptions, context: Context): Promise<ExitCode> {
  checkKeys(options.type);
  const { cwd, signal, stdout, env } = context;
  const connection = connect(options, context);
  let exitCode: ExitCode = 0;
  for (const key of options.type) {
    const stored = await readStored(connection, key, signal);
    if (stored === undefined)
      throw new CommandError(
        `The source has no collection ${key}. Check --source and --type: contained profiles can't be read.`,
        1,
      );
    const path = profileFile(options.profiles, key, cwd);
    const file = printedPath(path, cwd);
    const before = await readIfExists(path);
    const local = before === undefined ? undefined : valueOf(before);
    // The layout of the file makes no difference.
    const current = local && profileText(local);
    const after = profileText(orderedLike(stored, local));
    if (current === after) stdout.write(`${file}: up to date.\n`);
    else if (options.check === true) {
      exitCode = 1;
      const diff = before === undefined ? "" : `${shortDiff(current ?? before, after, paintFor(stdout, env))}\n`;
      stdout.write(`${file} ${before === undefined ? "does not exist" : "differs from the workspace"}.\n${diff}`);
    } else {
      await writeAtomically(path, after);
      stdout.write(`Wrote ${file}.\n`);
    }
  }
  return exitCode;
}

/** Returns the profile in a file; undefined for a file that is no profile, which is replaced. */
function valueOf(text: string): JsonObject | undefined {
  const json = parseJson(text);
  return "value" in json && isJsonObject(json.value) ? json.value : undefined;
}
