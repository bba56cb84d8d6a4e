/** `npm run check:release`: fails where the version is not ready to be published, and says what is missing. */
import { readFile } from "node:fs/promises";
import { releaseFaults, type Package } from "./version/release-faults.ts";

const faults = releaseFaults(
  JSON.parse(await readFile("package.json", "utf8")) as Package,
  await readFile("CHANGELOG.md", "utf8"),
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
