import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Application, LogLevel } from "typedoc";
import { root } from "../redocly.ts";
import { replaced, SiteError } from "./mending.ts";
import { withNavigation } from "./navigation.ts";

/** Writes the client's reference from its TSDoc into `folder`, with the README as the first page. */
export async function clientReference(folder: string): Promise<void> {
  const app = await Application.bootstrap({
    entryPoints: ["src/index.ts", "src/embedded/index.ts"].map((file) => join(root, file)),
    tsconfig: join(root, "tsconfig.json"),
    readme: join(root, "README.md"),
    name: "clinia-registry-client",
    includeVersion: true,
    blockTags: ["@constant", "@deprecated", "@description", "@example", "@param", "@returns", "@see", "@throws"],
    hideGenerator: true,
    disableSources: true,
    validation: { invalidLink: true, invalidPath: true, notExported: false },
    logLevel: LogLevel.Warn,
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
    if (!entry.endsWith(".html")) continue;
    const file = join(folder, entry);
    const address = relative(folder, file).split(sep).join("/");
    await writeFile(file, withNavigation(mend(await readFile(file, "utf8")), address));
  }
}

/**
 * TypeDoc's pages as they are to be: from `file://` a browser refuses icons of another file, and TypeDoc puts them into each
 * page too; links of the text are underlined, because their colour alone is too faint in the dark; no link stands inside the
 * heading of a fold, where neither a keyboard nor a screen reader tells the two apart; and long names and addresses wrap, so
 * that a narrow screen shows all of them, but where there is room not the name that a row of a table is about.
 */
function mend(html: string): string {
  const withIcons = replaced(html, /href="[./]*assets\/icons\.svg#/g, 'href="#');
  const withFolds = withIcons.replaceAll(/<summary\b.*?<\/summary>/gs, (fold) =>
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
