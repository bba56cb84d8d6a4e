/** Runs in Node.js, Bun and Deno: told what to do by its one parameter, and prints what was seen, and by which version. */
import { lookAtAll } from "./look.ts";
import type { ClientEntry, EmbeddedEntry, Settings } from "./world.ts";

const { dist, ...settings } = JSON.parse(process.argv[2] ?? "") as Settings & { dist: string };
const client = (await import(`${dist}/index.js`)) as ClientEntry;
const embedded = (await import(`${dist}/embedded/index.js`)) as EmbeddedEntry;
const report = await lookAtAll(client, embedded, settings);
// Bun and Deno say which Node.js they are like, too.
const { bun, deno, node } = process.versions;
console.log(JSON.stringify({ report, version: bun ?? deno ?? node }));
