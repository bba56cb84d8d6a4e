import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { latestEntry, parseChangeset } from "../../scripts/version/changelog.ts";
import { releaseProblems } from "../../scripts/version/release-problems.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { runScript, type Run } from "../support/run.ts";

const sources = ["src/client/resolve-options.ts", "src/opentelemetry/scope.ts"];
const versioned = ["CHANGELOG.md", "package.json", "package-lock.json", ...sources];
const current = await readVersioned(".");
const { version } = JSON.parse(current["package.json"] ?? "") as { version: string };
/** The changelog after a release. */
const released = `# Changelog\n\n## [${version}] - 2026-01-31\n\n### Added\n\n- A client.\n`;
const before: Record<string, string> = { ...current, "CHANGELOG.md": released };

async function readVersioned(folder: string): Promise<Record<string, string>> {
  const files = versioned.map(async (file) => [file, await readFile(join(folder, file), "utf8")] as const);
  return Object.fromEntries(await Promise.all(files));
}

/** Runs the script in a copy of the files that it writes, with the given changesets. */
async function makeVersion(changesets: Record<string, string>, changelog = released) {
  return inNewFolder(async (folder) => {
    for (const file of sources) await mkdir(dirname(join(folder, file)), { recursive: true });
    await mkdir(join(folder, ".changeset"));
    for (const file of [...versioned, ".changeset/config.json"]) await cp(file, join(folder, file));
    await writeFile(join(folder, "CHANGELOG.md"), changelog);
    for (const [name, text] of Object.entries(changesets)) await writeFile(join(folder, ".changeset", name), text);
    const run: Run = await runScript([resolve("scripts/version.ts")], {}, folder);
    return { run, files: await readVersioned(folder), remaining: await readdir(join(folder, ".changeset")) };
  });
}

function changeset(bump: "major" | "minor" | "patch", body: string): string {
  return `---\n"clinia-registry-client": ${bump}\n---\n\n${body}`;
}

const [major = 0, minor = 0] = version.split(".").map(Number);
const next = `${major}.${minor + 1}.0`;

describe("npm run version", () => {
  test("raises the version in each file, and writes the changelog from the changesets", async () => {
    const { run, files, remaining } = await makeVersion({
      "one.md": changeset("patch", "### Fixed\n\n- A retried delete.\n\n### Added\n\n- An option.\n"),
      "two.md": changeset("minor", "### Added\n\n- A method, with\n  a second line.\n- Another one.\n").replaceAll(
        "\n",
        "\r\n",
      ),
    });
    expect(run).toStrictEqual({ code: 0, stdout: `${version} → ${next}\n`, stderr: "" });
    expect(remaining).toStrictEqual(["config.json"]);

    const today = new Date().toISOString().slice(0, 10);
    const section =
      `## [${next}] - ${today}\n\n### Added\n\n- An option.\n- A method, with\n  a second line.\n- Another one.\n\n` +
      "### Fixed\n\n- A retried delete.\n\n";
    expect(files["CHANGELOG.md"]).toBe(released.replace("\n## ", `\n${section}## `));
    // The lock file has the version twice, before the versions of dependencies.
    for (const [file, times] of [
      ["package.json", 1],
      ["package-lock.json", 2],
      ...sources.map((file) => [file, 1] as const),
    ] as const) {
      const [start = "", ...rest] = before[file]?.split(`"${version}"`) ?? [];
      const raised = rest.map((text, index) => `"${index < times ? next : version}"${text}`);
      expect(raised.length).toBeGreaterThanOrEqual(times);
      expect(files[file]).toBe(start + raised.join(""));
    }
  });

  test.each([
    { changesets: {}, message: "There are no changesets. Create one with: npm run changeset.\n" },
    {
      changesets: { "one.md": "### Added\n\n- A method.\n" },
      message: ".changeset/one.md is not a changeset. Create one with: npm run changeset.\n",
    },
    ...["A method.\n", "### Added\n\nA method.\n", "### New\n\n- A method.\n", ""].map((body) => ({
      changesets: { "one.md": changeset("minor", body) },
      message:
        '.changeset/one.md has an invalid format. Expected lists ("- …") under one or more of these headings, and nothing else: ' +
        '"### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security".\n',
    })),
  ])("changes no file when the changesets are invalid: $changesets", async ({ changesets, message }) => {
    const { run, files, remaining } = await makeVersion(changesets);
    expect(run).toStrictEqual({ code: 1, stdout: "", stderr: message });
    expect(files).toStrictEqual(before);
    expect(remaining).toStrictEqual(["config.json", ...Object.keys(changesets)].sort());
  });
});

describe("npm run version, when the latest version is not released", () => {
  test.each(["## [Unreleased]", `## [${version}]`, `## [${version}] - Unreleased`, `## ${version} - 2026-01-31`])(
    "changes no file: %s",
    async (heading) => {
      const changelog = `# Changelog\n\n${heading}\n\n### Added\n\n- A client.\n`;
      const { run, files } = await makeVersion(
        { "one.md": changeset("minor", "### Added\n\n- A method.\n") },
        changelog,
      );
      const stderr =
        `The first heading of CHANGELOG.md is "${heading}". Expected a released version, such as "## [1.0.0] - 2026-01-31": ` +
        "release this one first.\n";
      expect(run).toStrictEqual({ code: 1, stdout: "", stderr });
      expect(files).toStrictEqual({ ...before, "CHANGELOG.md": changelog });
    },
  );
});

describe("npm run check:release", () => {
  const noRepository = 'package.json has no "repository". Expected the GitHub URL, which npm needs for provenance.';
  const notReleased = (heading: string) =>
    `The first heading of CHANGELOG.md is "${heading}". Expected "## [1.2.3] - YYYY-MM-DD", with the date of the release.`;
  const repository = "github:acme/client";

  test.each([
    { heading: "## [1.2.3] - 2026-01-31", packageJson: { repository }, problems: [] },
    { heading: "## [1.2.3] - 2026-01-31", packageJson: {}, problems: [noRepository] },
    ...["## [Unreleased]", "## [1.2.3] - Unreleased", "## [1.2.2] - 2026-01-31"].map((heading) => ({
      heading,
      packageJson: { repository },
      problems: [notReleased(heading)],
    })),
    { heading: "## [Unreleased]", packageJson: {}, problems: [notReleased("## [Unreleased]"), noRepository] },
  ])("$heading, $packageJson: $problems", ({ heading, packageJson, problems }) => {
    expect(
      releaseProblems({ version: "1.2.3", ...packageJson }, `# Changelog\n\n${heading}\n\n- A client.\n`),
    ).toStrictEqual(problems);
  });

  test("prints what is missing, and exits with 1", async () => {
    await inNewFolder(async (folder) => {
      await writeFile(join(folder, "package.json"), '{ "version": "1.2.3" }');
      await writeFile(join(folder, "CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n");
      const run = await runScript([resolve("scripts/check-release.ts")], {}, folder);
      expect(run).toStrictEqual({
        code: 1,
        stdout: "",
        stderr: `${notReleased("## [Unreleased]")}\n${noRepository}\n`,
      });
    });
  });
});

describe("this repository", () => {
  test("has valid changesets", async () => {
    for (const name of await readdir(".changeset")) {
      if (!name.endsWith(".md")) continue;
      expect(parseChangeset(await readFile(join(".changeset", name), "utf8"), name).size).toBeGreaterThan(0);
    }
  });

  test("has a changelog that begins with [Unreleased], or with the version of the package and a date", () => {
    const latest = latestEntry(current["CHANGELOG.md"] ?? "");
    if (latest.date === undefined) expect(latest.heading).toBe("## [Unreleased]");
    else expect(latest.version).toBe(version);
  });
});
