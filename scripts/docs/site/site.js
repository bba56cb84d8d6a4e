/** The behaviour that all pages share: theme, menus, copy buttons, scrolling by keyboard. */
(() => {
  const html = document.documentElement;
  const header = document.querySelector(".site-header");
  const system = matchMedia("(prefers-color-scheme: dark)");

  function stored() {
    // A browser may refuse storage, for example in a private window.
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  }

  function applyTheme(theme) {
    html.dataset.theme = theme;
    html.classList.remove("light", "dark");
    // Redoc's menu would change its colours slowly.
    html.classList.add(theme, "notransition");
    // The first frame is still to be drawn in the new colours.
    requestAnimationFrame(() => requestAnimationFrame(() => html.classList.remove("notransition")));
  }

  /**
   * Applies the stored theme, or else that of the system. Another tab may have changed it, and Chromium may store the choice of the previous
   * page only after this page has started.
   */
  function followTheme() {
    const theme = stored() ?? (system.matches ? "dark" : "light");
    if (theme !== html.dataset.theme) applyTheme(theme);
  }

  followTheme();
  system.addEventListener("change", followTheme);
  window.addEventListener("storage", followTheme);
  // The browser may restore a page from its back/forward cache.
  window.addEventListener("pageshow", followTheme);
  header.querySelector(".site-theme-button").addEventListener("click", () => {
    const theme = html.dataset.theme === "dark" ? "light" : "dark";
    applyTheme(theme);
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // The theme then holds for this page.
    }
  });

  const menu = document.querySelector(".site-pages");
  if (menu !== null && window.clientMenu !== undefined) fillClientMenu(window.clientMenu);
  const currentLink = menu?.querySelector("[aria-current]");
  if (currentLink) menu.scrollTop = currentLink.offsetTop - menu.clientHeight / 2;

  function fillClientMenu(modules) {
    const link = (text, address) => {
      const item = document.createElement("a");
      item.textContent = text;
      item.href = header.dataset.root + address;
      if (address === menu.dataset.page) item.setAttribute("aria-current", "page");
      return item;
    };
    for (const { title, address, groups } of modules) {
      const name = document.createElement("p");
      name.className = "site-menu-title";
      name.append(link(title, address));
      menu.append(name);
      for (const [group, links] of groups) {
        const details = document.createElement("details");
        const summary = document.createElement("summary");
        const list = document.createElement("ul");
        summary.textContent = group;
        for (const [text, target] of links) {
          const item = document.createElement("li");
          item.append(link(text, target));
          list.append(item);
        }
        details.append(summary, list);
        details.open = group !== "Types" || list.querySelector("[aria-current]") !== null;
        menu.append(details);
      }
    }
  }

  const menuButton = header.querySelector(".site-menu-button");
  menuButton.addEventListener("click", () => {
    // Redoc opens and closes its own menu.
    const redocButton = document.querySelector('[data-testid="floating-button"]');
    if (redocButton !== null) redocButton.click();
    else menuButton.setAttribute("aria-expanded", String(html.classList.toggle("site-menu-open")));
  });
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !html.classList.contains("site-menu-open")) return;
    menuButton.click();
    menuButton.focus();
  });

  for (const button of document.querySelectorAll("pre > button")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.innerText.trim());
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 1000);
    });
  }

  // What scrolls sideways must be reachable by keyboard; what does not scroll must not be in the way.
  const scrollable = document.querySelectorAll(".site-table, .site-content pre, .tsd-signature");
  const updateTabStops = () => {
    for (const element of scrollable) {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
  };
  updateTabStops();
  addEventListener("resize", updateTabStops);
})();
