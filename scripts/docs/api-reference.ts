import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContractDocument } from "../contract/document.ts";
import { redocly } from "../redocly.ts";
import type { SampledServer } from "./curl.ts";
import { replaced, SiteError } from "./mending.ts";
import { publishedContract, type PublishedContract } from "./published-contract.ts";
import { withNavigation } from "./navigation.ts";

/** The API reference as one HTML page that asks for nothing else. With `server`, that server comes first. */
export async function apiReference(contract: ContractDocument, server?: SampledServer): Promise<string> {
  const published = await publishedContract(contract, server);
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-docs-"));
  try {
    const source = join(folder, "contract.json");
    const template = join(folder, "template.hbs");
    const output = join(folder, "api.html");
    await writeFile(source, JSON.stringify(published.document));
    await writeFile(template, pageTemplate);
    const options = { codeSamples: { languages: sampleLanguages(published) } };
    const { failed, stderr } = await redocly([
      "build-docs",
      source,
      "--inlineBundle",
      `--output=${output}`,
      `--template=${template}`,
      `--openapi=${JSON.stringify(options)}`,
    ]);
    if (failed) throw new SiteError(`The API reference could not be built. ${stderr}`);
    return withNavigation(mend(await readFile(output, "utf8")), "api.html");
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Redoc shows the samples of those languages only that it is told of; it tells them apart by their labels. */
function sampleLanguages({ samples }: PublishedContract): object[] {
  return [...samples.map(({ lang, label }) => ({ lang, label })), { lang: "payload", label: "Payload" }];
}

/** Redoc's own logo comes from its makers' host, and the page is to ask for nothing: their name stands in its place. */
const logo = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g;
const name =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 56 16' width='56' height='16'%3E" +
  "%3Ctext y='12' font-family='sans-serif' font-size='13' fill='%23747684'%3ERedocly%3C/text%3E%3C/svg%3E";

/** The button that tells which example is shown is labelled "Example" and nothing more (WCAG 2.1, 2.5.3). */
const hidingLabel = /"aria-label":`Example`,| aria-label="Example"/g;

function mend(html: string): string {
  return replaced(replaced(html, logo, name), hidingLabel, "");
}

/** Colours of Redoc's that are too faint to read on their background (WCAG 2.1, 1.4.3), made stronger. */
const contrast = `
html.light { --color-blue-6: #1259c3 !important; --color-blue-7: #1259c3 !important; --color-warm-grey-5: #676873 !important; --badge-deprecated-bg-color: #8a4a00 !important; --code-block-tokens-function-color: #8f4a00 !important; --code-block-tokens-class-name-color: #8f4a00 !important; --code-block-tokens-boolean-color: #126b3a !important; }
html.dark { --color-warm-grey-5: #a3a4b0 !important; --code-block-tokens-keyword-color: #8ab4ff !important; }
html.light .tag-post { --tag-color: #1249b8 !important; }
html.light .tag-get { --tag-color: #126b3a !important; }
html.light .tag-put { --tag-color: #8a4a00 !important; }
html.light .tag-delete { --tag-color: #a8120b !important; }
html.light .schema-name { color: inherit !important; }
html.dark .schema-name { color: #a9a6ff !important; }
`;

/** A code sample is as wide as its panel, and begins below the button that copies it, which would hide the end of a line. */
const roomForSamples = `
.panel-request-samples pre:has(.th-code--ts) { padding: 2.25rem 0.5rem 0.75rem !important; }
`;

/** The search opens by a click, or Ctrl and K; this lets Tab find it as well (WCAG 2.1, 2.1.1). */
const searchByKeyboard = `
  new MutationObserver(() => {
    const search = document.querySelector('[data-testid="search-trigger"]:not([tabindex])');
    if (search === null) return;
    search.tabIndex = 0;
    search.setAttribute("role", "button");
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      search.click();
    });
  }).observe(document, { childList: true, subtree: true });
`;

const pageTemplate = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{{title}}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <style>body { padding: 0; margin: 0; }</style>
  {{{redocHead}}}
  <style>${contrast}${roomForSamples}</style>
  <script>${searchByKeyboard}</script>
</head>
<body>
  {{{redocHTML}}}
</body>
</html>
`;
