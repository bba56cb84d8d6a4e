import { ImportInputError, readRejects, takeRejects, type TakenRejects } from "../../import/index.ts";
import { CommandError, type Context, type ExitCode } from "../context.ts";
import { printedPath } from "../profiles/read.ts";
import { readIdSecret } from "./import-options.ts";
import { loadMapping } from "./load-mapping.ts";
import { maxListed, rejectedText } from "./progress.ts";
import { formatNumber, recordsText } from "./progress-text.ts";
import { countReasons, reasonLines } from "./summary.ts";

export interface RejectsFlags {
  readonly journal?: string | undefined;
  readonly take?: string | undefined;
  readonly mapping?: string | undefined;
  readonly idSecretFile?: string | undefined;
}

/** Prints the rejected records of an import; with `--take`, writes their original lines to a file. */
export async function runRejects(files: readonly string[], flags: RejectsFlags, context: Context): Promise<ExitCode> {
  try {
    await (flags.take === undefined ? list(files, flags, context) : take(files, flags.take, flags, context));
    return 0;
  } catch (error) {
    throw error instanceof ImportInputError ? new CommandError(error.message, 2) : error;
  }
}

async function list(files: readonly string[], { journal }: RejectsFlags, { cwd, stdout }: Context): Promise<void> {
  const rejected = await readRejects(files, { journal, cwd });
  const reasons = countReasons();
  for (const each of rejected) reasons.add(each);
  const lines = rejected.slice(0, maxListed).map((each) => `${rejectedText(each)}\n`);
  const omitted = rejected.length - lines.length;
  if (omitted > 0) lines.push(`… and ${formatNumber(omitted)} more\n`);
  stdout.write(`${lines.join("")}${recordsText(rejected.length)} rejected${rejected.length === 0 ? "." : ":"}\n`);
  stdout.write(reasonLines(reasons));
}

async function take(files: readonly string[], out: string, flags: RejectsFlags, context: Context): Promise<void> {
  const { cwd, stdout } = context;
  const { journal, mapping } = flags;
  const { map } = mapping === undefined ? {} : await loadMapping(mapping, cwd);
  const idSecret = await readIdSecret(flags.idSecretFile, cwd);
  const taken = await takeRejects(files, out, { journal, cwd, map, idSecret });
  stdout.write(takenText(taken, printedPath(out, cwd)));
}

/** Returns how many records were written to a file, and how many were left out. */
export function takenText({ taken, superseded, tooLong }: TakenRejects, out: string): string {
  const leftOut = (number: number, why: string) =>
    number === 0 ? "" : `${recordsText(number)} ${number === 1 ? "was" : "were"} left out: ${why}\n`;
  return [
    `Wrote ${recordsText(taken)} to ${out}, in UTF-8. Fix and import them without --encoding, then delete the file.\n`,
    leftOut(superseded, "a later record with the same id was written, and an older one would replace it."),
    leftOut(tooLong, "longer than 64 MB."),
  ].join("");
}
