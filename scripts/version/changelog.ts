/** The headings of changes, in their order. @see https://keepachangelog.com/en/1.1.0/ */
const headings = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"] as const;

type Changes = ReadonlyMap<string, readonly string[]>;

/** Thrown when a changeset or the changelog has an invalid format. */
export class ChangelogError extends Error {
  override readonly name = "ChangelogError" as const;
}

/**
 * Parses the changes of a changeset, by heading. `file` is its name in error messages. Throws {@link ChangelogError} when there is text
 * outside the headings.
 */
export function parseChangeset(changeset: string, file: string): Changes {
  const [, body] = /^---\r?\n.*?^---\r?\n(.*)$/ms.exec(changeset) ?? [];
  if (body === undefined) throw new ChangelogError(`${file} is not a changeset. Create one with: npm run changeset.`);
  const [before = "", ...sections] = body.split(/^### /m);
  const changes = sections.map((section) => {
    const [heading = "", ...lines] = section.split(/\r?\n/);
    return [heading.trim(), lines.join("\n").trim()] as const;
  });
  const isValid = ([heading, text]: readonly [string, string]) => isKnown(heading) && text.startsWith("- ");
  if (before.trim() !== "" || changes.length === 0 || !changes.every(isValid)) {
    throw new ChangelogError(
      `${file} has an invalid format. Expected lists ("- …") under one or more of these headings, and nothing else: ` +
        `${headings.map((heading) => `"### ${heading}"`).join(", ")}.`,
    );
  }
  return new Map(changes.map(([heading, text]) => [heading, [text]]));
}

function isKnown(heading: string): boolean {
  return (headings as readonly string[]).includes(heading);
}

/** The first entry of a changelog. */
export interface LatestEntry {
  /** Its offset in the changelog. */
  readonly at: number;
  /** Its first line, such as `## [1.0.0] - 2026-01-31`. */
  readonly heading: string;
  /** Undefined, like `date`, for an entry that is not released: `## [Unreleased]`. */
  readonly version: string | undefined;
  readonly date: string | undefined;
}

/** Returns the first entry of a changelog. Throws {@link ChangelogError} when it has no entry. */
export function latestEntry(changelog: string): LatestEntry {
  const at = changelog.search(/^## /m);
  if (at < 0) throw new ChangelogError('CHANGELOG.md has no version. Expected a line that begins with "## ".');
  const [heading = ""] = changelog.slice(at).split(/\r?\n/, 1);
  const [, version, date] = /^## \[(\d+\.\d+\.\d+\S*)\] - (\d{4}-\d{2}-\d{2})$/.exec(heading) ?? [];
  return { at, heading, version, date };
}

/** Throws {@link ChangelogError} when the first entry is not released: no other version may go above it. */
export function requireReleased(changelog: string): void {
  const { heading, date } = latestEntry(changelog);
  if (date === undefined) {
    throw new ChangelogError(
      `The first heading of CHANGELOG.md is "${heading}". Expected a released version, such as "## [1.0.0] - 2026-01-31": ` +
        "release this one first.",
    );
  }
}

/** Returns the changelog with a new version as its first entry. */
export function addVersion(changelog: string, version: string, date: string, changesets: readonly Changes[]): string {
  const { at } = latestEntry(changelog);
  const sections = headings.flatMap((heading) => {
    const texts = changesets.flatMap((changes) => changes.get(heading) ?? []);
    return texts.length === 0 ? [] : [`### ${heading}\n\n${texts.join("\n")}\n\n`];
  });
  return `${changelog.slice(0, at)}## [${version}] - ${date}\n\n${sections.join("")}${changelog.slice(at)}`;
}
