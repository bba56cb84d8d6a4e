import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  Application,
  Converter,
  IndexEvent,
  LogLevel,
  OptionDefaults,
  ReflectionGroup,
  ReflectionKind,
  Renderer,
  type DeclarationReflection,
  type DocumentReflection,
  type ProjectReflection,
  type RendererEvent,
  type Router,
} from "typedoc";
import { root } from "../redocly.ts";
import { exportedSymbol, siteTheme, type MenuLink } from "./client-theme.ts";
import { guidePages } from "./guide.ts";
import { SiteError } from "./page-fixes.ts";
import { siteName, type SiteVersions } from "./page-frame.ts";
import { guideEntries, type SearchEntry } from "./search-index.ts";

/** Writes the guide and the client's reference, which is made from its TSDoc, into `folder`. Resolves with what search finds there. */
export async function clientReference(folder: string, versions: SiteVersions): Promise<SearchEntry[]> {
  const guide = guidePages();
  const guideSearch: SearchEntry[] = [];
  const documents: DocumentReflection[] = [];
  const app = await Application.bootstrap({
    // The queue exports a function of the import, whose page is that of the import.
    entryPoints: ["", "embedded/", "import/", "opentelemetry/", "profiles/", "bullmq/"].map((folder) =>
      join(root, `src/${folder}index.ts`),
    ),
    // The package alone: checking the tests and the scripts too takes most of the time.
    tsconfig: join(root, "scripts/docs/tsconfig.src.json"),
    // `npm run check` checks the types.
    skipErrorChecking: true,
    readme: join(root, "README.md"),
    projectDocuments: guide.map(({ file }) => join(root, file)),
    name: siteName,
    headings: { readme: false, document: false },
    includeHierarchySummary: false,
    theme: "site",
    // Readable on the background of code blocks (WCAG 2.1, 1.4.3).
    lightHighlightTheme: "github-light-high-contrast",
    darkHighlightTheme: "github-dark-default",
    highlightLanguages: [...OptionDefaults.highlightLanguages, "csv"],
    blockTags: [
      "@constant",
      "@default",
      "@deprecated",
      "@description",
      "@example",
      "@module",
      "@param",
      "@returns",
      "@see",
      "@throws",
      "@typeParam",
    ],
    hideGenerator: true,
    disableSources: true,
    // The members of the platform's Error.
    excludeExternals: true,
    validation: { invalidLink: true, invalidPath: true, notExported: false },
    logLevel: LogLevel.Warn,
  });
  app.renderer.defineTheme(
    "site",
    siteTheme({
      versions,
      documents: () => documents,
      onGuidePage: (address, title, content) => guideSearch.push(...guideEntries(address, title, content)),
    }),
  );
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_: unknown, document: DocumentReflection) => {
    const file = document.project.files.getReflectionPath(document);
    const page = guide.find((each) => file === join(root, each.file));
    if (page === undefined) return;
    document.name = page.title;
    documents[guide.indexOf(page)] = document;
  });
  app.converter.on(
    Converter.EVENT_CREATE_DECLARATION,
    (_: unknown, { name, parent, project }: DeclarationReflection) => {
      // The raw types of openapi-typescript: 5 MB of pages that say less than the API reference.
      if (parent?.name !== "paths") return;
      for (const child of parent.isDeclaration() ? (parent.children ?? []) : []) {
        if (child.name === name) project.removeReflection(child);
      }
    },
  );
  // The site has its own search index.
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event: IndexEvent) => (event.searchResults = []));
  let clientSearch: SearchEntry[] = [];
  let menu: ClientMenu = [];
  app.renderer.on(Renderer.EVENT_END, ({ project }: RendererEvent) => {
    const { router } = app.renderer;
    if (router === undefined) return;
    clientSearch = clientEntries(project, router);
    menu = clientMenu(project, router);
  });
  const project = await app.convert();
  if (project !== undefined) {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) module.groups = exportGroups(module);
    app.validate(project);
    await withStoppedClock(() => app.generateDocs(project, folder));
  }
  if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new SiteError("The client reference could not be built: see the lines above.");
  }
  await writeFile(join(folder, "assets/client-menu.js"), `window.clientMenu = ${JSON.stringify(menu)};\n`);
  await removeUnused(folder);
  return [...guideSearch, ...clientSearch];
}

/** What a module exports, in the order in which a reader needs it. */
function exportGroups(module: DeclarationReflection): ReflectionGroup[] {
  const children = (module.children ?? []).toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
  const titleOf = (child: DeclarationReflection) => {
    const symbol = exportedSymbol(child);
    if (symbol.kindOf(ReflectionKind.Function)) return "Functions";
    if (symbol.kindOf(ReflectionKind.Class) && symbol.name.endsWith("Error")) return "Errors";
    return symbol.kindOf(ReflectionKind.TypeAlias | ReflectionKind.Interface) ? "Types" : "Values";
  };
  return ["Functions", "Errors", "Values", "Types"].flatMap((title) => {
    const group = new ReflectionGroup(title, module);
    group.children = children.filter((child) => titleOf(child) === title);
    return group.children.length === 0 ? [] : [group];
  });
}

/** The exports to begin with, and then the others by name. */
const firstExports = ["createRegistryClient", "createEmbeddedRegistry", "RegistryError", "RegistryClient"];

function sortKey({ name }: DeclarationReflection): string {
  return firstExports.includes(name) ? ` ${name}` : name.toLowerCase();
}

type ClientMenu = { readonly title: string; readonly address: string; readonly groups: MenuGroup[] }[];
type MenuGroup = readonly [title: string, links: readonly MenuLink[]];

/** The menu of the client reference, which its pages load instead of repeating it. */
function clientMenu(project: ProjectReflection, router: Router): ClientMenu {
  return project.getChildrenByKind(ReflectionKind.Module).map((module) => ({
    title: module.name,
    address: router.getFullUrl(module),
    groups: (module.groups ?? []).map(({ title, children }): MenuGroup => [
      title,
      children.map((child): MenuLink => [child.name, router.getFullUrl(exportedSymbol(child))]),
    ]),
  }));
}

/** Functions, errors and types, and their members where they are declared. */
function clientEntries(project: ProjectReflection, router: Router): SearchEntry[] {
  const exported = project
    .getChildrenByKind(ReflectionKind.Module)
    .flatMap(({ children = [] }) => children.filter((child) => !child.isReference()));
  return exported.flatMap((symbol) => [
    entry(symbol, symbol.name, "", router),
    ...(symbol.children ?? [])
      .filter((member) => member.inheritedFrom === undefined && !member.kindOf(ReflectionKind.Constructor))
      .map((member) => entry(member, member.name, symbol.name, router)),
  ]);
}

function entry(symbol: DeclarationReflection, title: string, parent: string, router: Router): SearchEntry {
  const comments = [symbol, ...(symbol.signatures ?? [])].map(({ comment }) => comment);
  const text = comments.flatMap((comment) => comment?.summary.map((part) => part.text) ?? []).join("");
  const kind = title.endsWith("Error") && parent === "" ? "Error" : ReflectionKind.singularString(symbol.kind);
  return { title, kind, parent, address: router.getFullUrl(symbol), text: text.replaceAll(/[`\s]+/g, " ").trim() };
}

/**
 * TypeDoc's highlighter stops at 500 ms by the clock and leaves the rest of a line plain, which no option changes: on a busy machine
 * the same source would give other bytes.
 */
async function withStoppedClock(work: () => Promise<void>): Promise<void> {
  const { now } = Date;
  const start = now();
  Date.now = () => start;
  try {
    await work();
  } finally {
    Date.now = now;
  }
}

/** Removes the scripts of TypeDoc's own theme, and renames example scripts: see {@link fixLinks}. */
async function removeUnused(folder: string): Promise<void> {
  const unused = ["main.js", "icons.js", "icons.svg", "navigation.js", "search.js", "hierarchy.js"];
  for (const name of unused) await rm(join(folder, "assets", name), { force: true });
  for (const entry of await readdir(folder, { recursive: true })) {
    if (entry.endsWith(".ts")) await rename(join(folder, entry), join(folder, `${entry}.txt`));
  }
}
