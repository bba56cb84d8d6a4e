/** The page during a build. It opens the documentation when the build ends. */
export function buildingPage(): Response {
  return page({
    status: 503,
    headers: { "retry-after": "2" },
    title: "Building the documentation",
    // Refreshed only without scripts, because a screen reader reads the page aloud after each refresh.
    head: `<noscript><meta http-equiv="refresh" content="5"></noscript><script>${reload}</script>`,
    body: `<p role="status">The documentation is being built. This page opens it when it is ready.</p>
  <p>This happens once after each change of the checkout. The registry is already running.</p>`,
  });
}

/** The page after a failed build. It does not reload, because the build fails again until a file changes. */
export function failedPage(message: string): Response {
  return page({
    status: 500,
    headers: {},
    title: "The documentation could not be built",
    head: "",
    body: `<p>Fix the error below, then load this page again. The registry is running.</p>
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
