import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Application, Converter, LogLevel, type DocumentReflection } from "typedoc";
import { root } from "../redocly.ts";
import { replaced, SiteError } from "./mending.ts";
import { withNavigation } from "./navigation.ts";

/** The guide and the other pages, with their titles. Without one, a page would be called as its file. */
const documents = [
  { file: "docs/first-steps.md", title: "First steps" },
  { file: "docs/tasks.md", title: "Tasks" },
  { file: "docs/bulk-writes.md", title: "Bulk writes" },
  { file: "docs/errors-and-retries.md", title: "Errors and retries" },
  { file: "docs/configuration.md", title: "Configuration" },
  { file: "docs/testing.md", title: "Testing" },
  { file: "docs/runtimes.md", title: "Runtimes" },
  { file: "docs/contract.md", title: "Contract" },
  { file: "docs/security.md", title: "Security" },
  { file: "docs/benchmarks.md", title: "Benchmarks" },
  { file: "examples/README.md", title: "Examples" },
  { file: "CONTRIBUTING.md", title: "Contributing" },
  { file: "SECURITY.md", title: "Security policy" },
  { file: "CHANGELOG.md", title: "Changelog" },
];

/** Writes the client's reference from its TSDoc into `folder`, with the README as the first page. */
export async function clientReference(folder: string): Promise<void> {
  const app = await Application.bootstrap({
    entryPoints: ["src/index.ts", "src/embedded/index.ts"].map((file) => join(root, file)),
    // The package alone: to check the tests and the scripts too takes most of the time.
    tsconfig: join(root, "scripts/docs/tsconfig.src.json"),
    // `npm run check` checks the types.
    skipErrorChecking: true,
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
    await withStoppedClock(() => app.generateDocs(project, folder));
  }
  if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new SiteError("The client's reference could not be built: see the lines above.");
  }
  for (const entry of await readdir(folder, { recursive: true })) {
    const file = join(folder, entry);
    // Scripts are renamed to .ts.txt: servers and browsers take .ts for MPEG video.
    if (entry.endsWith(".ts")) await rename(file, `${file}.txt`);
    if (!entry.endsWith(".html")) continue;
    const address = relative(folder, file).split(sep).join("/");
    await writeFile(file, withNavigation(mend(await readFile(file, "utf8")), address));
  }
}

/**
 * The highlighter of code leaves the rest of a line plain after 500 ms by the clock, which is no option of TypeDoc's: on a busy
 * machine the same source would give other bytes.
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

/** TypeDoc's pages as they are to be. */
function mend(html: string): string {
  // From file:// a browser refuses icons of another file; TypeDoc has put them into each page too.
  const withIcons = replaced(html, /href="[./]*assets\/icons\.svg#/g, 'href="#');
  // From file:// a folder has no first page.
  const withPages = withIcons.replaceAll(/href="((?:\.\.\/)+)(?=[#"])/g, 'href="$1index.html');
  const withScripts = withPages.replaceAll(/(href="[^":]*\.ts)(?=")/g, "$1.txt");
  // A link in the heading of a fold: neither a keyboard nor a screen reader tells the two apart.
  const withFolds = withScripts.replaceAll(/<summary\b.*?<\/summary>/gs, (fold) =>
    fold.replace(/<a [^>]*tsd-anchor-icon.*?<\/a>/s, ""),
  );
  const withStyle = replaced(withFolds, "</head>", `<style>${style}</style></head>`);
  return replaced(withStyle, "</body>", `<script>${linksOutOfFolds}</script></body>`);
}

/** Long names wrap, except the one a table row is about; links are underlined, because their colour is too faint in the dark. */
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
