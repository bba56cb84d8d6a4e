/** Runs in Node.js, Bun and Deno. The only argument is the settings, as JSON; it prints the report and the version of the runtime. */
import type { ClientEntry, EmbeddedEntry, ProfilesEntry, Settings } from "./context.ts";
import { runScenarios } from "./run-scenarios.ts";

const { dist, ...settings } = JSON.parse(process.argv[2] ?? "") as Settings & { dist: string };
const client = (await import(`${dist}/index.js`)) as ClientEntry;
const embedded = (await import(`${dist}/embedded/index.js`)) as EmbeddedEntry;
const profiles = (await import(`${dist}/profiles/index.js`)) as ProfilesEntry;
const report = await runScenarios({ client, profiles }, embedded, settings);
// Bun and Deno have `node` too: the version that they are compatible with.
const { bun, deno, node } = process.versions;
console.log(JSON.stringify({ report, version: bun ?? deno ?? node }));
