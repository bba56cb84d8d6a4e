import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContractDocument } from "../contract/document.ts";
import { root } from "../redocly.ts";

export interface SiteVersions {
  readonly package: string;
  readonly contract: string;
}

/** The files of scripts/docs/site/ that pages load from assets/. */
const assets = ["site.css", "redoc.css", "site.js", "search.js"];

/** The sections of the site in the header. A page belongs to the first section whose pattern its address matches. */
const sections = [
  { title: "Guide", address: "index.html", pattern: /^(index\.html|documents\/.*)$/ },
  { title: "API reference", address: "api.html", pattern: /^api\.html$/ },
  { title: "Client reference", address: "modules.html", pattern: /^/ },
];

export const siteName = "clinia-registry-client";

const favicon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E" +
  "%3Crect width='32' height='32' rx='7' fill='%230b5cad'/%3E" +
  "%3Cpath d='M16 7v18M7 16h18' stroke='white' stroke-width='5' stroke-linecap='round'/%3E%3C/svg%3E";

/** Runs before the page is drawn, so that a dark page does not flash white. */
const chooseTheme = `
  let theme = null;
  try { theme = localStorage.getItem("theme"); } catch {}
  theme ??= matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
  document.documentElement.classList.add(theme);
`;

const icons = {
  search: '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/>',
  theme: '<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
  menu: '<path d="M2 4h12M2 8h12M2 12h12"/>',
};

function icon(name: keyof typeof icons): string {
  return (
    '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" ' +
    `stroke-linecap="round" aria-hidden="true">${icons[name]}</svg>`
  );
}

/** The path from a page to the folder of the site: empty, or `../`. */
export function pathToRoot(address: string): string {
  return "../".repeat(address.split("/").length - 1);
}

/** The elements of `<head>` that every page has. `files` are the style sheets and scripts that a page needs besides. */
export function siteHead(address: string, title: string, files: readonly string[] = []): string {
  const up = pathToRoot(address);
  const loaded = [...files, "site.css", "site.js", "search.js"].map((file) =>
    file.endsWith(".css")
      ? `<link rel="stylesheet" href="${up}assets/${file}">`
      : `<script defer src="${up}assets/${file}"></script>`,
  );
  return `<meta charset="utf-8">
  <title>${title}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="${favicon}">
<script>${chooseTheme}</script>
  ${loaded.join("\n  ")}`;
}

/** The header of every page: name, sections, search, theme. */
export function siteHeader(address: string, versions: SiteVersions): string {
  const up = pathToRoot(address);
  const current = sections.find(({ pattern }) => pattern.test(address));
  const links = sections.map((section) => {
    const mark = section === current ? ` aria-current="${section.address === address ? "page" : "true"}"` : "";
    return `<a href="${up}${section.address}"${mark}>${section.title}</a>`;
  });
  // The front page has the name as its heading.
  const name = address === "index.html" ? "" : `<a class="site-name" href="${up}index.html">${siteName}</a>`;
  return `<header class="site-header" data-root="${up}">
  <button type="button" class="site-button site-menu-button" aria-label="Menu" aria-expanded="false">${icon("menu")}</button>
  ${name}
  <nav class="site-sections" aria-label="Site">${links.join("")}</nav>
  <a class="site-version" href="${up}${versionsPage}">${versionText(versions)}</a>
  <button type="button" class="site-button site-search-button" aria-label="Search">${icon("search")}<span>Search</span><kbd>/</kbd></button>
  <button type="button" class="site-button site-theme-button" aria-label="Switch between light and dark">${icon("theme")}</button>
</header>`;
}

/** The guide's explanation of the two versions. */
const versionsPage = "documents/Contract.html#versions";

function versionText(versions: SiteVersions): string {
  return `Contract ${versions.contract} · package ${versions.package}`;
}

/** The footer of every page. Redoc's licence stands in its script, TypeDoc's asks for nothing in pages. */
export function siteFooter(address: string, versions: SiteVersions): string {
  return `<footer class="site-footer">
  <a href="${pathToRoot(address)}${versionsPage}">${versionText(versions)}</a>
</footer>`;
}

/** Writes the style sheets and scripts that the pages share into `assets/` of `folder`. */
export async function writeAssets(folder: string): Promise<void> {
  for (const name of assets) {
    await writeFile(join(folder, "assets", name), await readFile(join(root, "scripts/docs/site", name), "utf8"));
  }
}

/** The version of the package, and of the contract that the pages describe. */
export async function siteVersions(contract: ContractDocument): Promise<SiteVersions> {
  const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return { package: manifest.version, contract: contract.string(["info", "version"], "docs/versions") };
}
