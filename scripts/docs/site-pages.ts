/** The page in the place of those that are being built. It opens them as soon as they are there. */
export function buildingPage(): Response {
  return page({
    status: 503,
    headers: { "retry-after": "2" },
    title: "Building the documentation",
    // Without scripts it is loaded again and again, which a screen reader would read again and again.
    head: `<noscript><meta http-equiv="refresh" content="5"></noscript><script>${reload}</script>`,
    body: `<p role="status">The documentation is being built. This page opens it when it is ready.</p>
  <p>It is built once for each version of this checkout. The registry itself is up already.</p>`,
  });
}

/** The page that says why there are none. It is not loaded again: nothing changes until somebody changes something. */
export function failedPage(message: string): Response {
  return page({
    status: 500,
    headers: {},
    title: "The documentation could not be built",
    head: "",
    body: `<p>Correct what the message names, then load this page again. The registry itself is up.</p>
  <pre tabindex="0">${escaped(message)}</pre>`,
  });
}

const reload = `
  setInterval(async () => {
    try {
      const { status } = await fetch(location.href, { method: "HEAD", cache: "no-store" });
      if (status !== 503) location.reload();
    } catch {
      // The server has stopped; it may start again.
    }
  }, 1000);
`;

const style = `
:root { color-scheme: light dark; font: 1.1rem/1.5 system-ui, sans-serif; }
main { max-width: 45rem; margin: 15vh auto 0; padding: 0 1.5rem; }
pre { overflow: auto; padding: 1rem; border: 1px solid; font-size: 0.9rem; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly title: string;
  readonly head: string;
  readonly body: string;
}

function page({ status, headers, title, head, body }: Page): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <style>${style}</style>
  ${head}
</head>
<body>
<main>
  <h1>${title}</h1>
  ${body}
</main>
</body>
</html>
`;
  const all = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers };
  return new Response(html, { status, headers: all });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
