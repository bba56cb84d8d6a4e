import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { changesIn, topOf } from "../../scripts/version/changelog.ts";
import { releaseFaults } from "../../scripts/version/release-faults.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { runScript, type Run } from "../support/run.ts";

const versioned = ["CHANGELOG.md", "package.json", "package-lock.json", "src/client/resolve-options.ts"];
const current = await filesIn(".");
const { version } = JSON.parse(current["package.json"] ?? "") as { version: string };
/** A changelog as it is after a release. */
const released = `# Changelog\n\n## [${version}] - 2026-01-31\n\n### Added\n\n- A client.\n`;
const before: Record<string, string> = { ...current, "CHANGELOG.md": released };

async function filesIn(folder: string): Promise<Record<string, string>> {
  const files = versioned.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const);
  return Object.fromEntries(await Promise.all(files));
}

/** Runs the script in a copy of the files that it writes, with these changesets. */
async function makeVersion(changesets: Record<string, string>, changelog = released) {
  return inNewFolder(async (folder) => {
    await mkdir(join(folder, "src/client"), { recursive: true });
    await mkdir(join(folder, ".changeset"));
    for (const file of [...versioned, ".changeset/config.json"]) await cp(file, join(folder, file));
    await writeFile(join(folder, "CHANGELOG.md"), changelog);
    for (const [name, text] of Object.entries(changesets)) await writeFile(join(folder, ".changeset", name), text);
    const run: Run = await runScript([resolve("scripts/version.ts")], {}, folder);
    return { run, files: await filesIn(folder), left: await readdir(join(folder, ".changeset")) };
  });
}

function changeset(bump: "major" | "minor" | "patch", body: string): string {
  return `---\n"clinia-registry-client": ${bump}\n---\n\n${body}`;
}

const [major = 0, minor = 0] = version.split(".").map(Number);
const next = `${major}.${minor + 1}.0`;

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
    expect(files["CHANGELOG.md"]).toBe(released.replace("\n## ", `\n${section}## `));
    // In the lock file it stands twice before the first dependency's.
    for (const [file, times] of [
      ["package.json", 1],
      ["package-lock.json", 2],
      ["src/client/resolve-options.ts", 1],
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

describe("a version that was not released", { timeout: 60_000 }, () => {
  test.each(["## [Unreleased]", `## [${version}]`, `## [${version}] - Unreleased`, `## ${version} - 2026-01-31`])(
    "takes no other above it: %s",
    async (head) => {
      const changelog = `# Changelog\n\n${head}\n\n### Added\n\n- A client.\n`;
      const { run, files } = await makeVersion(
        { "one.md": changeset("minor", "### Added\n\n- A method.\n") },
        changelog,
      );
      const stderr =
        `CHANGELOG.md has "${head}" on top. Expected a version with the day of its release, as "## [1.0.0] - 2026-01-31": ` +
        "release that one first.\n";
      expect(run).toStrictEqual({ code: 1, stdout: "", stderr });
      expect(files).toStrictEqual({ ...before, "CHANGELOG.md": changelog });
    },
  );
});

describe("npm run check:release", { timeout: 60_000 }, () => {
  const noRepository =
    "package.json has no repository, without which npm gives no provenance. Expected its address on GitHub.";
  const undated = (head: string) =>
    `CHANGELOG.md has "${head}" on top. Expected "## [1.2.3] - " and the day of the release, as 2026-01-31.`;
  const repository = "github:acme/client";

  test.each([
    { head: "## [1.2.3] - 2026-01-31", packageJson: { repository }, faults: [] },
    { head: "## [1.2.3] - 2026-01-31", packageJson: {}, faults: [noRepository] },
    ...["## [Unreleased]", "## [1.2.3] - Unreleased", "## [1.2.2] - 2026-01-31"].map((head) => ({
      head,
      packageJson: { repository },
      faults: [undated(head)],
    })),
    { head: "## [Unreleased]", packageJson: {}, faults: [undated("## [Unreleased]"), noRepository] },
  ])("$head, $packageJson: $faults", ({ head, packageJson, faults }) => {
    expect(
      releaseFaults({ version: "1.2.3", ...packageJson }, `# Changelog\n\n${head}\n\n- A client.\n`),
    ).toStrictEqual(faults);
  });

  test("says what is missing, and fails", async () => {
    await inNewFolder(async (folder) => {
      await writeFile(join(folder, "package.json"), '{ "version": "1.2.3" }');
      await writeFile(join(folder, "CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n");
      const run = await runScript([resolve("scripts/check-release.ts")], {}, folder);
      expect(run).toStrictEqual({ code: 1, stdout: "", stderr: `${undated("## [Unreleased]")}\n${noRepository}\n` });
    });
  });
});

describe("this repository's own changes", () => {
  test("stand in changesets in the changelog's form", async () => {
    for (const name of await readdir(".changeset")) {
      if (!name.endsWith(".md")) continue;
      expect(changesIn(await readFile(join(".changeset", name), "utf8"), name).size).toBeGreaterThan(0);
    }
  });

  test("have on top what is not released, or the version of the package with its day", () => {
    const top = topOf(current["CHANGELOG.md"] ?? "");
    if (top.date === undefined) expect(top.head).toBe("## [Unreleased]");
    else expect(top.version).toBe(version);
  });
});
