/** The heads under which changes stand, in their order. @see https://keepachangelog.com/en/1.1.0/ */
const heads = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"] as const;

type Changes = ReadonlyMap<string, readonly string[]>;

/** A changeset or the changelog is not in the form that is expected. */
export class ChangelogError extends Error {
  override readonly name = "ChangelogError" as const;
}

/**
 * The changes that a changeset tells, by their heads; `file` is what an error calls it. Throws {@link ChangelogError} when
 * something stands outside the heads.
 */
export function changesIn(changeset: string, file: string): Changes {
  const [, body] = /^---\r?\n.*?^---\r?\n(.*)$/ms.exec(changeset) ?? [];
  if (body === undefined) throw new ChangelogError(`${file} is no changeset. Expected one of: npm run changeset.`);
  const [before = "", ...sections] = body.split(/^### /m);
  const changes = sections.map((section) => {
    const [head = "", ...lines] = section.split(/\r?\n/);
    return [head.trim(), lines.join("\n").trim()] as const;
  });
  const isInForm = ([head, text]: readonly [string, string]) => isHead(head) && text.startsWith("- ");
  if (before.trim() !== "" || changes.length === 0 || !changes.every(isInForm)) {
    throw new ChangelogError(
      `${file} does not tell its changes in the changelog's form. Expected lists ("- …") under one or more of ` +
        `${heads.map((head) => `"### ${head}"`).join(", ")}, and nothing else.`,
    );
  }
  return new Map(changes.map(([head, text]) => [head, [text]]));
}

function isHead(text: string): boolean {
  return (heads as readonly string[]).includes(text);
}

/** The section on top of a changelog. */
export interface Top {
  /** Where it begins. */
  readonly at: number;
  /** Its first line, such as `## [1.0.0] - 2026-01-31`. */
  readonly head: string;
  /** Undefined, as the date is, for one that was not released: `## [Unreleased]`. */
  readonly version: string | undefined;
  readonly date: string | undefined;
}

/** Throws {@link ChangelogError} when there is no version in it. */
export function topOf(changelog: string): Top {
  const at = changelog.search(/^## /m);
  if (at < 0) throw new ChangelogError('CHANGELOG.md has no version in it. Expected a line that begins with "## ".');
  const [head = ""] = changelog.slice(at).split(/\r?\n/, 1);
  const [, version, date] = /^## \[(\d+\.\d+\.\d+\S*)\] - (\d{4}-\d{2}-\d{2})$/.exec(head) ?? [];
  return { at, head, version, date };
}

/** Throws {@link ChangelogError} when what stands on top was not released: no other version may go above it. */
export function checkReleased(changelog: string): void {
  const { head, date } = topOf(changelog);
  if (date === undefined) {
    throw new ChangelogError(
      `CHANGELOG.md has "${head}" on top. Expected a version with the day of its release, as "## [1.0.0] - 2026-01-31": ` +
        "release that one first.",
    );
  }
}

/** The changelog with a new version on top. */
export function withVersion(changelog: string, version: string, date: string, changesets: readonly Changes[]): string {
  const { at } = topOf(changelog);
  const sections = heads.flatMap((head) => {
    const texts = changesets.flatMap((changes) => changes.get(head) ?? []);
    return texts.length === 0 ? [] : [`### ${head}\n\n${texts.join("\n")}\n\n`];
  });
  return `${changelog.slice(0, at)}## [${version}] - ${date}\n\n${sections.join("")}${changelog.slice(at)}`;
}
