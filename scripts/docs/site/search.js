/** One search over guide, client reference and API reference. The index is loaded when the box is first opened. */
(() => {
  const { root } = document.querySelector(".site-header").dataset;
  const maxResults = 30;
  /** Words of questions, which say nothing about the subject. */
  const stopWords = new Set(
    "a an and are can do does for how i in is it my of on or the to was what when which with".split(" "),
  );
  let loading;

  const dialog = document.createElement("dialog");
  dialog.className = "site-search";
  dialog.setAttribute("aria-label", "Search");
  dialog.innerHTML = `
    <input type="search" aria-label="Search the documentation" placeholder="Search guide, API and client" autocomplete="off" spellcheck="false">
    <p class="site-search-status" role="status"></p>
    <ul class="site-search-results"></ul>`;
  document.body.append(dialog);
  const [input, status, results] = dialog.children;

  function loadIndex() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}assets/search-index.js`;
      script.onload = () => resolve(window.searchIndex.map(toEntry));
      script.onerror = () => reject(new Error("The search index could not be loaded."));
      document.head.append(script);
    });
    return loading;
  }

  function toEntry([title, kind, parent, address, text]) {
    return {
      ...{ title, kind, parent, address, text },
      lowerTitle: title.toLowerCase(),
      lowerText: `${parent} ${text}`.toLowerCase(),
      // The text of an operation begins with its operationId.
      otherTitle: kind === "API" ? text.slice(0, text.indexOf(" ")).toLowerCase() : "",
    };
  }

  /** How well an entry matches the words of a query. Those that it lacks cost more than a weak match of all words. */
  function score(entry, words, query) {
    const isTitle = entry.lowerTitle === query || entry.otherTitle === query;
    let total = isTitle ? 200 : entry.lowerTitle.startsWith(query) ? 60 : 0;
    // Many types have a property of the same name.
    if (entry.kind === "Property") total /= 10;
    if (words.length > 1 && entry.lowerText.includes(query)) total += 40;
    let found = 0;
    for (const word of words) {
      const best =
        wordScore(entry.lowerTitle, word, 40) ||
        wordScore(entry.lowerText, word, 8) ||
        wordScore(entry.kind.toLowerCase(), word, 4);
      if (best > 0) found += 1;
      total += best;
    }
    const share = (found / words.length) ** 4;
    return total * share * (entry.kind === "Guide" ? 1.5 : 1);
  }

  /** The part that a singular and a plural have in common: "prox" of proxy and proxies. */
  function stem(word) {
    return word.length > 4 ? word.replace(/(?:ies|y|es|s)$/, "") : word;
  }

  /** The weight for a word that begins where a word of the text begins, and half of it inside a word. */
  function wordScore(text, word, weight) {
    const at = text.indexOf(word);
    if (at === -1) return 0;
    return at === 0 || text.includes(` ${word}`) ? weight : weight / 2;
  }

  function find(entries, query) {
    const all = query
      .replaceAll(/[?!.,;]+(?=\s|$)/g, "")
      .split(/\s+/)
      .filter((word) => word !== "");
    const subjects = all.filter((word) => !stopWords.has(word));
    const words = (subjects.length === 0 ? all : subjects).map(stem);
    if (words.length === 0) return [];
    return entries
      .map((entry) => ({ entry, points: score(entry, words, query) }))
      .filter(({ points }) => points > 0)
      .sort((one, other) => other.points - one.points)
      .slice(0, maxResults)
      .map(({ entry }) => result(entry, words));
  }

  function result(entry, words) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + entry.address;
    link.append(
      element("span", "site-search-kind", entry.kind),
      marked(element("strong", "site-search-title"), entry.title, words),
      element("span", "site-search-parent", entry.parent),
      marked(element("span", "site-search-text"), excerpt(entry, words), words),
    );
    item.append(link);
    return item;
  }

  function element(name, className, text = "") {
    const created = document.createElement(name);
    created.className = className;
    created.textContent = text;
    return created;
  }

  /** The part of the text around the first word that was found. */
  function excerpt({ text }, words) {
    const lower = text.toLowerCase();
    const at = Math.max(0, ...words.map((word) => lower.indexOf(word)));
    const from = at < 60 ? 0 : text.indexOf(" ", at - 50) + 1;
    return (from > 0 ? "… " : "") + text.slice(from, from + 150) + (text.length > from + 150 ? " …" : "");
  }

  function marked(target, text, words) {
    const pattern = new RegExp(
      `(${words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`,
      "gi",
    );
    for (const [index, part] of text.split(pattern).entries()) {
      target.append(index % 2 === 1 ? element("mark", "", part) : part);
    }
    return target;
  }

  async function update() {
    const query = input.value.trim().toLowerCase();
    try {
      const found = find(await loadIndex(), query);
      if (input.value.trim().toLowerCase() !== query) return;
      results.replaceChildren(...found);
      status.textContent = query === "" ? "" : found.length === 0 ? "No results" : count(found.length);
    } catch (error) {
      status.textContent = error.message;
    }
  }

  function count(found) {
    return found === maxResults ? `The first ${found} results` : `${found} result${found === 1 ? "" : "s"}`;
  }

  function open() {
    dialog.showModal();
    input.select();
    void loadIndex().then(update, update);
  }

  input.addEventListener("input", update);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a") !== null) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === input) links[0]?.click();
    // In a search field it would only remove the text.
    else if (event.key === "Escape") dialog.close();
    else if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (links[at - 1] ?? input).focus();
    else return;
    event.preventDefault();
  });
  document.querySelector(".site-search-button").addEventListener("click", open);
  // Before Redoc, which would open its own search.
  addEventListener(
    "keydown",
    (event) => {
      const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]") !== null;
      const isShortcut =
        (event.key === "/" && !isTyping) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
      if (!isShortcut) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!dialog.open) open();
    },
    { capture: true },
  );
})();
