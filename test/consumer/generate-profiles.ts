import { spawn } from "node:child_process";
import { cp, mkdir, symlink } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { inNewFolder } from "../support/contract-copy.ts";
import { npm } from "../support/npm.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";

const generatedFile = "clinia.gen.ts";

/**
 * Generates the types of the example profiles as a new user does: by the command of the tarball, in a folder without node_modules.
 * `node` is the Node.js that runs npx and the command. Throws an error with the output when the command fails.
 */
export async function generateProfiles(tarball: string, node: string, project: string): Promise<void> {
  await inNewFolder(async (folder) => {
    await cp("examples/profiles/clinia", join(folder, "clinia"), { recursive: true });
    const command = ["--yes", "--prefer-offline", "-p", tarball, "clinia-registry"];
    const words = ["profiles", "generate", "--out", generatedFile];
    const env = {
      ...inheritedEnvironment(),
      // Both npx and the command start `node`.
      PATH: [dirname(node), process.env["PATH"]].join(delimiter),
      npm_config_cache: await cacheIn(folder),
      npm_config_update_notifier: "false",
      NO_COLOR: "1",
    };
    const options = { cwd: folder, env, shell: process.platform === "win32" };
    const { code, stdout, stderr } = await ended(spawn("npx", [...command, ...words], options));
    const [first = ""] = stdout.split("\n");
    if (code !== 0 || first !== `Wrote ${generatedFile}: 5 profiles.`) throw new Error(`npx: ${stdout}${stderr}`);
    await cp(join(folder, generatedFile), join(project, generatedFile));
  });
}

/** Returns a cache with the downloads of npm's own. npx would add a copy of each tarball to that. */
async function cacheIn(folder: string): Promise<string> {
  const { stdout } = await npm(["config", "get", "cache"]);
  const cache = join(folder, ".npm");
  await mkdir(cache);
  await symlink(join(stdout.trim(), "_cacache"), join(cache, "_cacache"), "junction");
  return cache;
}
