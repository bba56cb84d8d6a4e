import { topOf } from "./changelog.ts";

/** What is read of package.json. */
export interface Package {
  readonly version: string;
  readonly repository?: unknown;
}

/** What stands in the way of publishing a version, each in a sentence or two. */
export function releaseFaults({ version, repository }: Package, changelog: string): string[] {
  const top = topOf(changelog);
  const faults: string[] = [];
  if (top.version !== version || top.date === undefined) {
    faults.push(
      `CHANGELOG.md has "${top.head}" on top. Expected "## [${version}] - " and the day of the release, as 2026-01-31.`,
    );
  }
  if (repository === undefined) {
    faults.push(
      "package.json has no repository, without which npm gives no provenance. Expected its address on GitHub.",
    );
  }
  return faults;
}
