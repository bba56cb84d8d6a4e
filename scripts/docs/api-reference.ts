import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContractDocument } from "../contract/document.ts";
import { contractOperations } from "../contract/operations.ts";
import { redocly } from "../redocly.ts";
import { sampleLanguages } from "./code-samples.ts";
import type { SampledServer } from "./curl.ts";
import { replaceOrThrow, SiteError } from "./page-fixes.ts";
import { siteFooter, siteHead, siteHeader, siteVersions, type SiteVersions } from "./page-frame.ts";
import { publishedContract } from "./published-contract.ts";

/** The API reference as one HTML page, which loads nothing but the assets of the site. With `server`, that server is listed first. */
export async function apiReference(contract: ContractDocument, server?: SampledServer): Promise<string> {
  const versions = await siteVersions(contract);
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-docs-"));
  try {
    const source = join(folder, "contract.json");
    const template = join(folder, "template.hbs");
    const output = join(folder, "api.html");
    await writeFile(source, JSON.stringify(await publishedContract(contract, server)));
    await writeFile(template, pageTemplate(versions, operationRoutes(contract)));
    const { failed, stderr } = await redocly([
      "build-docs",
      source,
      "--inlineBundle",
      `--output=${output}`,
      `--template=${template}`,
      `--openapi=${JSON.stringify({ codeSamples: { languages: sampleLanguages } })}`,
    ]);
    if (failed) throw new SiteError(`The API reference could not be built. ${stderr}`);
    return fixRedoc(await readFile(output, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const address = "api.html";

/** Redoc's own addresses of the operations, by the fragments that link to them. */
function operationRoutes(contract: ContractDocument): Record<string, string> {
  const routes = contractOperations(contract).map(({ operationId, pointer }) => {
    const tag = contract.string([...pointer, "tags", 0], "docs/tags");
    return [`#operation/${operationId}`, `#/${tag}/${operationId}`.toLowerCase().replaceAll(" ", "-")];
  });
  return Object.fromEntries(routes) as Record<string, string>;
}

/** Redoc finds an operation by itself too, but shows "No page at this address" meanwhile. */
function openOperation(routes: Record<string, string>): string {
  return `<script>
    const route = ${JSON.stringify(routes)}[location.hash];
    if (route !== undefined) history.replaceState(null, "", route);
  </script>`;
}

/** Redoc puts its style sheets and the contract in the place of `redocHead` and `redocHTML`. */
function pageTemplate(versions: SiteVersions, routes: Record<string, string>): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
  ${siteHead(address, "{{title}}", ["redoc.css"])}
  ${openOperation(routes)}
  {{{redocHead}}}
</head>
<body>
  ${siteHeader(address, versions)}
  {{{redocHTML}}}
  ${siteFooter(address, versions)}
</body>
</html>
`;
}

/** Changes in Redoc's page that its options and a style sheet can't make. */
function fixRedoc(html: string): string {
  return fixes.reduce((page, { pattern, replacement }) => replaceOrThrow(page, pattern, replacement), html);
}

const fixes = [
  // The header switches the theme: Redoc would add the class of its own choice, when it loads and when its state changes.
  { pattern: /<script>try\{var m=localStorage\.getItem\("redoc\.colorMode"\).*?<\/script>/g, replacement: "" },
  {
    pattern: /\w+&&\w+\(t\),(?=t\},\(e,t,n\)=>\{t\(\w+,\{\.\.\.e\(\w+\),colorMode:n\}\)\}\))/g,
    replacement: "",
  },
  // The foot of the menu: a second theme switch, and a logo from another host.
  {
    pattern: /(?<=\?null:\w+,)\(0,\w+\.jsx\)\(\w+,\{\}\)(?=\]\}\),\(0,\w+\.jsx\)\(\w+,\{\}\)\]\}\)\})/g,
    replacement: "null",
  },
  { pattern: /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g, replacement: "data:," },
  // The button that names the example that is shown would be labelled "Example" and nothing more (WCAG 2.1, 2.5.3).
  { pattern: /"aria-label":`Example`,| aria-label="Example"/g, replacement: "" },
  // Redoc shows the first sample of a language, whichever example is chosen. Ours are in the order of the examples.
  {
    pattern:
      /((\w+)\[(\w+)\]\?\?\2\[0\],\{languages:.{0,900}?)let (\w+)=(\w+)\?\.find\((\w+=>\w+\(\w+\)===(\w+))\);return \4\?\4\.source:(.{0,90}?)\},\[\7,\5,/g,
    replacement: "$1let $4=$5?.filter($6);return $4?.length?($4[$3]??$4[0]).source:$8},[$3,$7,$5,",
  },
];
