import {
  DeclarationReflection,
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  ReflectionKind,
  type DocumentReflection,
  type PageEvent,
  type Reflection,
  type RenderTemplate,
  type Renderer,
} from "typedoc";
import { frontPage } from "./guide.ts";
import { pathToRoot, siteFooter, siteHead, siteHeader, siteName, type SiteVersions } from "./page-frame.ts";
import { fixLinks } from "./page-fixes.ts";
import { mergedOptions } from "./union-options.ts";

/** A link of a menu: its text, and its address from the folder of the site. */
export type MenuLink = readonly [text: string, address: string];

export interface ThemeInput {
  readonly versions: SiteVersions;
  /** The project documents in the order of the menu. */
  readonly documents: () => readonly DocumentReflection[];
  /** Receives the main content of each page of the guide, for the search index. */
  readonly onGuidePage: (address: string, title: string, content: string) => void;
}

type RenderContext = ConstructorParameters<typeof DefaultThemeRenderContext>;

/** TypeDoc's theme with the frame of the site around each page, and without TypeDoc's own search, settings and scripts. */
export function siteTheme(input: ThemeInput): new (renderer: Renderer) => DefaultTheme {
  class SiteContext extends DefaultThemeRenderContext {
    constructor(...parameters: RenderContext) {
      super(...parameters);
      const { reflectionTemplate, indexTemplate } = this;
      this.defaultLayout = (template, props) => raw(page(this, input, template, props));
      this.indexTemplate = (props) => raw(frontPage(render(indexTemplate(props))));
      this.reflectionTemplate = (props) => {
        if (props.model.isProject()) return modulesIndex(this, props);
        const options = props.model instanceof DeclarationReflection ? mergedOptions(props.model) : [];
        if (options.length === 0) return reflectionTemplate(props);
        const members = options.flatMap(({ option, others }) => [
          this.member(option),
          ...others.map((other) => otherForm(this, other)),
        ]);
        return fragment(reflectionTemplate(props), raw("<h2>Options</h2>"), ...members);
      };
    }

    override get icons() {
      return plainIcons(super.icons);
    }
  }
  return class extends DefaultTheme {
    override ContextClass = SiteContext;
  };
}

/** Without icons of kinds, which headings name, and of anchors, which the style sheet draws. */
function plainIcons(icons: DefaultThemeRenderContext["icons"]): DefaultThemeRenderContext["icons"] {
  const plain = Object.fromEntries(Object.keys(icons).map((name) => [name, () => fragment()]));
  return { ...icons, ...plain, chevronDown: () => raw(chevron) };
}

const chevron =
  '<svg class="chevron" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m4 6 4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>';

function page(
  context: DefaultThemeRenderContext,
  input: ThemeInput,
  template: RenderTemplate<PageEvent<Reflection>>,
  props: PageEvent<Reflection>,
): string {
  const { model, url } = props;
  const isGuide = url === "index.html" || model.isDocument();
  const body = template(props);
  const content = scrollableTables(typeof body === "string" ? body : render(body));
  const title = url === "modules.html" ? "Client reference" : model.name;
  if (isGuide) input.onGuidePage(url, title, content);
  // The front page and the documents have their own heading in Markdown.
  const header = isGuide ? "" : url === "modules.html" ? "<h1>Client reference</h1>" : render(context.header(props));
  const files = ["style.css", "highlight.css", ...(isGuide ? [] : ["client-menu.js"])];
  const menu = isGuide ? guideMenu(context, input.documents(), url) : "";
  return fixLinks(`<html lang="en">
<head>
  ${siteHead(url, title === siteName ? title : `${title} | ${siteName}`, files)}
</head>
<body>
${siteHeader(url, input.versions)}
<div class="site-page">
<nav class="site-pages" aria-label="${isGuide ? "Guide" : "Client reference"}" data-page="${url}">${menu}</nav>
<main class="site-content${url === "index.html" ? " front-page" : ""}">${header}${content}</main>
${onThisPage(props, content)}
</div>
${siteFooter(url, input.versions)}
</body>
</html>`);
}

function guideMenu(context: DefaultThemeRenderContext, documents: readonly DocumentReflection[], page: string): string {
  const links: MenuLink[] = [
    ["Overview", "index.html"],
    ...documents.map((document): MenuLink => [document.name, context.router.getFullUrl(document)]),
  ];
  const items = links.map(([text, address]) => {
    const current = address === page ? ' aria-current="page"' : "";
    return `<li><a href="${pathToRoot(page)}${address}"${current}>${text}</a></li>`;
  });
  return `<ul>${items.join("")}</ul>`;
}

/** The headings of a page, in the order of its content. */
function onThisPage({ pageSections }: PageEvent<Reflection>, content: string): string {
  const headings = pageSections.flatMap((section) => [
    ...(section.title === "" ? [] : [{ link: undefined, text: section.title, level: 1 }]),
    ...section.headings.map(({ link, text, level }) => ({ link, text, level: level ?? 2 })),
  ]);
  const isDocument = headings.some(({ level }) => level > 2) || headings.every(({ link }) => link !== undefined);
  const listed = isDocument ? headings.filter(({ level, link }) => level > 1 || link === undefined) : headings;
  const position = (link = "") => content.indexOf(` id="${link.slice(1)}"`);
  const sorted = isDocument ? listed.toSorted((one, other) => position(one.link) - position(other.link)) : listed;
  if (sorted.length < 2) return "";
  const items = sorted.map(({ link, text, level }) => {
    const inner = link === undefined ? text : `<a href="${link}">${wrappable(text)}</a>`;
    return `<li class="level-${level}">${inner}</li>`;
  });
  return `<nav class="site-headings" aria-label="On this page"><h2>On this page</h2><ul>${items.join("")}</ul></nav>`;
}

/** The index of all that can be imported: for each module, its groups in their order. */
function modulesIndex(context: DefaultThemeRenderContext, { project }: PageEvent<Reflection>): JSX.Element {
  const modules = project.getChildrenByKind(ReflectionKind.Module).map((module) => {
    const groups = (module.groups ?? []).map(({ title, children }) => {
      const items = children.map(
        (child) => `<li><a href="${context.urlTo(exportedSymbol(child)) ?? ""}">${child.name}</a></li>`,
      );
      return `<h3>${title}</h3><ul class="site-index">${items.join("")}</ul>`;
    });
    const link = `<a href="${context.urlTo(module) ?? ""}">${module.name}</a>`;
    return `<section><h2>${link}</h2>${render(context.commentSummary(module))}${groups.join("")}</section>`;
  });
  return raw(modules.join(""));
}

/** The symbol itself where a module exports another module's. */
export function exportedSymbol(child: Reflection): Reflection {
  return child.isReference() ? child.getTargetReflectionDeep() : child;
}

/** A table wider than the page scrolls inside it, and a range of numbers is not broken at its dash. */
function scrollableTables(html: string): string {
  return html.replaceAll(
    /<table>.*?<\/table>/gs,
    (table) => `<div class="site-table">${table.replaceAll(/–(?=\d)/g, "–&NoBreak;")}</div>`,
  );
}

/** What another member of a union says of an option. */
function otherForm(context: DefaultThemeRenderContext, option: DeclarationReflection): JSX.Element {
  const link = `<a href="${context.urlTo(option) ?? ""}">${option.parent?.name ?? ""}</a>`;
  return raw(`<div class="site-other-form"><p>In ${link}:</p> ${render(context.commentSummary(option))}</div>`);
}

function fragment(...children: JSX.Children[]): JSX.Element {
  return JSX.createElement(JSX.Fragment, null, ...children);
}

function raw(html: string): JSX.Element {
  return JSX.createElement(JSX.Raw, { html });
}

function render(element: JSX.Element | undefined): string {
  return JSX.renderElement(element);
}

/** A name can be broken before each capital letter. */
function wrappable(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return escaped.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "<wbr>");
}
