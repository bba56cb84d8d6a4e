/** Runs in Node.js, Bun and Deno: told what to do by its one parameter, and prints what was seen. */
import { lookAtAll } from "./look.ts";
import type { ClientEntry, EmbeddedEntry, Settings } from "./world.ts";

const { dist, ...settings } = JSON.parse(process.argv[2] ?? "") as Settings & { dist: string };
const client = (await import(`${dist}/index.js`)) as ClientEntry;
const embedded = (await import(`${dist}/embedded/index.js`)) as EmbeddedEntry;
console.log(JSON.stringify(await lookAtAll(client, embedded, settings)));
