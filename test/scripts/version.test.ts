import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { changesIn } from "../../scripts/version/changelog.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { runScript, type Run } from "../support/run.ts";

const versioned = ["CHANGELOG.md", "package.json", "package-lock.json", "src/user-agent.ts"];
const before = await filesIn(".");
const { version } = JSON.parse(before["package.json"] ?? "") as { version: string };

async function filesIn(folder: string): Promise<Record<string, string>> {
  const files = versioned.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const);
  return Object.fromEntries(await Promise.all(files));
}

/** Runs the script in a copy of the files that it writes, with these changesets. */
async function makeVersion(changesets: Record<string, string>) {
  return inNewFolder(async (folder) => {
    await mkdir(join(folder, "src"));
    await mkdir(join(folder, ".changeset"));
    for (const file of [...versioned, ".changeset/config.json"]) await cp(file, join(folder, file));
    for (const [name, text] of Object.entries(changesets)) await writeFile(join(folder, ".changeset", name), text);
    const run: Run = await runScript([resolve("scripts/version.ts")], {}, folder);
    return { run, files: await filesIn(folder), left: await readdir(join(folder, ".changeset")) };
  });
}

function changeset(bump: "major" | "minor" | "patch", body: string): string {
  return `---\n"clinia-registry-client": ${bump}\n---\n\n${body}`;
}

const [major = 0, minor = 0] = version.split(".").map(Number);
const next = `${String(major)}.${String(minor + 1)}.0`;

describe("npm run version", { timeout: 60_000 }, () => {
  test("raises the version wherever it stands, and writes the changelog from the changesets", async () => {
    const { run, files, left } = await makeVersion({
      "one.md": changeset("patch", "### Fixed\n\n- A delete that was sent again.\n\n### Added\n\n- An option.\n"),
      "two.md": changeset("minor", "### Added\n\n- A method, with\n  a second line.\n- Another one.\n").replaceAll(
        "\n",
        "\r\n",
      ),
    });
    expect(run).toStrictEqual({ code: 0, stdout: `${version} → ${next}\n`, stderr: "" });
    expect(left).toStrictEqual(["config.json"]);

    const today = new Date().toISOString().slice(0, 10);
    const section =
      `## [${next}] - ${today}\n\n### Added\n\n- An option.\n- A method, with\n  a second line.\n- Another one.\n\n` +
      "### Fixed\n\n- A delete that was sent again.\n\n";
    expect(files["CHANGELOG.md"]).toBe(before["CHANGELOG.md"]?.replace("\n## ", `\n${section}## `));
    // In the lock file it stands twice before the first dependency's.
    for (const [file, times] of [
      ["package.json", 1],
      ["package-lock.json", 2],
      ["src/user-agent.ts", 1],
    ] as const) {
      const [start = "", ...rest] = before[file]?.split(`"${version}"`) ?? [];
      const raised = rest.map((text, index) => `"${index < times ? next : version}"${text}`);
      expect(raised.length).toBeGreaterThanOrEqual(times);
      expect(files[file]).toBe(start + raised.join(""));
    }
  });

  test.each([
    { changesets: {}, message: "There is no changeset. Write one: npm run changeset.\n" },
    {
      changesets: { "one.md": "### Added\n\n- A method.\n" },
      message: ".changeset/one.md is no changeset. Expected one of: npm run changeset.\n",
    },
    ...["A method.\n", "### Added\n\nA method.\n", "### New\n\n- A method.\n", ""].map((body) => ({
      changesets: { "one.md": changeset("minor", body) },
      message:
        '.changeset/one.md does not tell its changes in the changelog\'s form. Expected lists ("- …") under one or more of ' +
        '"### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security", and nothing else.\n',
    })),
  ])("changes nothing when it can't: $changesets", async ({ changesets, message }) => {
    const { run, files, left } = await makeVersion(changesets);
    expect(run).toStrictEqual({ code: 1, stdout: "", stderr: message });
    expect(files).toStrictEqual(before);
    expect(left).toStrictEqual(["config.json", ...Object.keys(changesets)].sort());
  });
});

describe("the house's own changes", () => {
  test("stand in changesets in the changelog's form", async () => {
    for (const name of await readdir(".changeset")) {
      if (!name.endsWith(".md")) continue;
      expect(changesIn(await readFile(join(".changeset", name), "utf8"), name).size).toBeGreaterThan(0);
    }
  });

  test("have the version of the package on top", () => {
    expect(/^## \[(.*?)\] - (?:Unreleased|\d{4}-\d{2}-\d{2})$/m.exec(before["CHANGELOG.md"] ?? "")?.[1]).toBe(version);
  });
});
