/** Uploads the file at a path to the registry at a URL, and prints by how many bytes the memory of this process grew. */
import { openAsBlob } from "node:fs";
import { createRegistryClient } from "../../src/index.ts";

const [, , baseUrl, path = ""] = process.argv;
const registry = createRegistryClient({ baseUrl, apiKey: "key-CANARY-7f3a" });
const rss = () => process.memoryUsage.rss();
const before = rss();
let most = before;
const timer = setInterval(() => (most = Math.max(most, rss())), 10);
const objects = { sourceKey: "ehr-prod", collectionKey: "scans" };
const { status } = await registry.createObject(objects, { file: await openAsBlob(path) });
clearInterval(timer);
console.log(JSON.stringify({ status, growth: most - before }));
