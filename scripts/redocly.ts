import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");

export interface RedoclyRun {
  readonly failed: boolean;
  readonly stdout: string;
  /** Without the notice about Node.js versions at its beginning. */
  readonly stderr: string;
}

/** Runs the Redocly CLI in the repository's folder. */
export function redocly(parameters: readonly string[]): Promise<RedoclyRun> {
  return new Promise((done) => {
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [cli, ...parameters], options, (error, stdout, stderr) => {
      done({ failed: error !== null, stdout, stderr: withoutNotice(stderr) });
    });
  });
}

function withoutNotice(stderr: string): string {
  return stderr
    .split("\n")
    .filter((line) => !/^\s*[╔║╚]/.test(line) && line.trim() !== "")
    .join("\n  ");
}
