/** `npm run check:release`: exits with 1 when the version is not ready to be published, and prints what is missing. */
import { readFile } from "node:fs/promises";
import { releaseProblems, type PackageJson } from "./version/release-problems.ts";

const problems = releaseProblems(
  JSON.parse(await readFile("package.json", "utf8")) as PackageJson,
  await readFile("CHANGELOG.md", "utf8"),
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
