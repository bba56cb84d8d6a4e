import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../redocly.ts";
import { SiteError } from "./page-fixes.ts";

/** The pages of the guide besides the README, in the order of the menu. */
const guideFiles = [
  ...[
    "first-steps",
    "tasks",
    "bulk-writes",
    "import",
    "across-machines",
    "relationships",
    "browse",
    "definitions",
    "profiles",
    "objects",
    "operations",
    "errors-and-retries",
    "configuration",
    "testing",
    "runtimes",
    "contract",
    "security",
    "benchmarks",
  ].map((name) => `docs/${name}.md`),
  "examples/README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
];

export interface GuidePage {
  readonly file: string;
  /** The text of its first heading. */
  readonly title: string;
}

export function guidePages(): GuidePage[] {
  return guideFiles.map((file) => {
    const [, title] = /^# (.+)$/m.exec(readFileSync(join(root, file), "utf8")) ?? [];
    if (title === undefined) throw new SiteError(`${file} has no # heading to name its page.`);
    return { file, title };
  });
}

/**
 * The README's HTML with its first sentence, then the sections that install the package and show the first code, then everything
 * else: the start of the front page is what fits on a telephone without scrolling.
 */
export function frontPage(readme: string): string {
  const [beginning = "", ...sections] = readme.split(/(?=<h2\b)/);
  const [, first = "", rest = ""] = /^(.*?<\/p>)(.*)$/s.exec(beginning) ?? [undefined, beginning];
  // Each word of highlighted code is an element.
  const install = sections.find((section) => section.replaceAll(/<[^>]*>/g, "").includes("npm install"));
  const code = sections.find((section) => section.includes('<code class="ts">'));
  const start = [...new Set([install, code])].filter((section) => section !== undefined);
  return [first, ...start, rest, ...sections.filter((section) => !start.includes(section))].join("");
}
