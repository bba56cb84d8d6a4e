/** The pages of the site that every page links to, as their addresses from the site's folder. */
const pages = [
  { address: "index.html", title: "Guide" },
  { address: "api.html", title: "API reference" },
  { address: "modules.html", title: "Client reference" },
];

/** It stays at the top; the bars of TypeDoc and of Redoc, which stay there too, begin below it. */
const style = `
html { --site-navigation-height: 2.5rem; --navbar-height: var(--site-navigation-height); scroll-padding-top: 6rem; }
.tsd-page-toolbar { top: var(--site-navigation-height); }
.menu-content { top: var(--site-navigation-height) !important; height: calc(100vh - var(--site-navigation-height)) !important; }
.site-navigation { position: sticky; top: 0; z-index: 10; box-sizing: border-box; height: var(--site-navigation-height); display: flex; align-items: center; gap: 1.5rem; padding: 0 1rem; white-space: nowrap; font: 0.95rem system-ui, sans-serif; background: #14213d; }
.site-navigation a { color: #ffffff; text-decoration: none; }
.site-navigation a:hover, .site-navigation a:focus-visible, .site-navigation a[aria-current] { text-decoration: underline; }
.site-navigation a:focus-visible { outline: 2px solid #ffffff; outline-offset: 2px; }
`;

/** The navigation between the site's pages, for the page at `address`. */
function siteNavigation(address: string): string {
  const up = "../".repeat(address.split("/").length - 1);
  const links = pages.map((page) => {
    const current = page.address === address ? ' aria-current="page"' : "";
    return `<a href="${up}${page.address}"${current}>${page.title}</a>`;
  });
  return `<style>${style}</style><nav class="site-navigation" aria-label="Site">${links.join("")}</nav>`;
}

/** A page with the navigation at its top. */
export function withNavigation(html: string, address: string): string {
  return html.replace(/<body[^>]*>/, (body) => body + siteNavigation(address));
}
