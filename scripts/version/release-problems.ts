import { latestEntry } from "./changelog.ts";

/** The fields of package.json that are checked. */
export interface PackageJson {
  readonly version: string;
  readonly repository?: unknown;
}

/** Returns what is missing for publishing a version. */
export function releaseProblems({ version, repository }: PackageJson, changelog: string): string[] {
  const latest = latestEntry(changelog);
  const problems: string[] = [];
  if (latest.version !== version || latest.date === undefined) {
    problems.push(
      `The first heading of CHANGELOG.md is "${latest.heading}". Expected "## [${version}] - YYYY-MM-DD", with the date of the release.`,
    );
  }
  if (repository === undefined) {
    problems.push('package.json has no "repository". Expected the GitHub URL, which npm needs for provenance.');
  }
  return problems;
}
