import { stat } from "node:fs/promises";
import { resolve } from "node:path";

/** Returns a sentence for stdin and for each pipe among the inputs of an import. */
export async function streamNotes(files: readonly string[], cwd: string): Promise<string[]> {
  const notes = files.map(async (file) => {
    if (file === "-") return [noteOf("stdin")];
    return (await isPipe(resolve(cwd, file))) ? [noteOf(file)] : [];
  });
  return (await Promise.all(notes)).flat();
}

function noteOf(name: string): string {
  return `${name} is a stream: the import can't be resumed. To resume, import a file.`;
}

/** A pattern, and a file that does not exist, are no pipe. */
async function isPipe(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFIFO() === true;
}
