import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Application, Converter, LogLevel, type DocumentReflection } from "typedoc";
import { root } from "../redocly.ts";
import { replaced, SiteError } from "./mending.ts";
import { withNavigation } from "./navigation.ts";

/** The pages that the README links to, with their titles. Without one, a page would be called as its file. */
const documents = [
  { file: "examples/README.md", title: "Examples" },
  { file: "CONTRIBUTING.md", title: "Contributing" },
  { file: "SECURITY.md", title: "Security" },
  { file: "CHANGELOG.md", title: "Changelog" },
];

/** Writes the client's reference from its TSDoc into `folder`, with the README as the first page. */
export async function clientReference(folder: string): Promise<void> {
  const app = await Application.bootstrap({
    entryPoints: ["src/index.ts", "src/embedded/index.ts"].map((file) => join(root, file)),
    // The package alone: to check the tests and the scripts too takes most of the time.
    tsconfig: join(root, "scripts/docs/tsconfig.src.json"),
    readme: join(root, "README.md"),
    projectDocuments: documents.map(({ file }) => join(root, file)),
    name: "clinia-registry-client",
    includeVersion: true,
    blockTags: [
      "@constant",
      "@deprecated",
      "@description",
      "@example",
      "@module",
      "@param",
      "@returns",
      "@see",
      "@throws",
    ],
    hideGenerator: true,
    disableSources: true,
    validation: { invalidLink: true, invalidPath: true, notExported: false },
    logLevel: LogLevel.Warn,
  });
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_: unknown, document: DocumentReflection) => {
    const file = document.project.files.getReflectionPath(document);
    document.name = documents.find((each) => file?.endsWith(`/${each.file}`))?.title ?? document.name;
  });
  const project = await app.convert();
  if (project !== undefined) {
    app.validate(project);
    await app.generateDocs(project, folder);
  }
  if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new SiteError("The client's reference could not be built: see the lines above.");
  }
  for (const entry of await readdir(folder, { recursive: true })) {
    const file = join(folder, entry);
    // Servers and browsers take .ts for a film.
    if (entry.endsWith(".ts")) await rename(file, `${file}.txt`);
    if (!entry.endsWith(".html")) continue;
    const address = relative(folder, file).split(sep).join("/");
    await writeFile(file, withNavigation(mend(await readFile(file, "utf8")), address));
  }
}

/**
 * TypeDoc's pages as they are to be: from `file://` a browser refuses icons of another file, and TypeDoc puts them into each
 * page too; there a folder has no first page, so that links to the guide name its file; links to TypeScript name the text that it
 * becomes; links of the text are underlined, because their colour alone is too faint in the dark; no link stands inside the
 * heading of a fold, where neither a keyboard nor a screen reader tells the two apart; and long names and addresses wrap, so
 * that a narrow screen shows all of them, but where there is room not the name that a row of a table is about.
 */
function mend(html: string): string {
  const withIcons = replaced(html, /href="[./]*assets\/icons\.svg#/g, 'href="#');
  const withLinks = withIcons
    .replaceAll(/href="((?:\.\.\/)+)(?=[#"])/g, 'href="$1index.html')
    .replaceAll(/(href="[^":]*\.ts)(?=")/g, "$1.txt");
  const withFolds = withLinks.replaceAll(/<summary\b.*?<\/summary>/gs, (fold) =>
    fold.replace(/<a [^>]*tsd-anchor-icon.*?<\/a>/s, ""),
  );
  const withStyle = replaced(withFolds, "</head>", `<style>${style}</style></head>`);
  return replaced(withStyle, "</body>", `<script>${linksOutOfFolds}</script></body>`);
}

const style = `
.col-content { overflow-wrap: anywhere; }
@media (min-width: 770px) {
  .tsd-typography th, .tsd-typography td:first-child { overflow-wrap: break-word; }
  .tsd-typography th code, .tsd-typography td:first-child code { white-space: nowrap; }
}
.tsd-panel a, .tsd-typography a, .tsd-comment a, .tsd-signature a { text-decoration: underline; }
`;

const linksOutOfFolds = `
  const navigation = document.getElementById("tsd-nav-container");
  if (navigation) new MutationObserver(() => {
    for (const link of navigation.querySelectorAll("summary a")) {
      const summary = link.closest("summary");
      const text = document.createElement("span");
      text.append(...link.cloneNode(true).childNodes);
      link.replaceWith(text);
      const item = document.createElement("li");
      item.append(link);
      summary.parentElement.querySelector("ul")?.prepend(item);
    }
  }).observe(navigation, { childList: true, subtree: true });
`;
