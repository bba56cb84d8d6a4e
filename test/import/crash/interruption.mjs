/**
 * Loaded before the import by `--import`: interrupts its process at one event. The environment variable IMPORT_INTERRUPTION has the
 * event, its number from 1, the signal (SIGKILL, or SIGSTOP to freeze it), and the file to write the event to when it happens.
 */
import { appendFileSync } from "node:fs";
import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const { event, number, signal, happened } = JSON.parse(process.env.IMPORT_INTERRUPTION);
let count = 0;

function isDue(name) {
  return name === event && ++count === number;
}

async function interrupt() {
  appendFileSync(happened, `${event}\n`);
  process.kill(process.pid, signal);
  // The other threads may run on for a moment.
  if (signal === "SIGKILL") await new Promise(() => undefined);
}

const polled = new Set();
const { fetch } = globalThis;
globalThis.fetch = async (url, init = {}) => {
  const isBulk = init.method === "POST" && String(url).includes("/resources/bulk");
  const [taskId] = /(?<=\/tasks\/)[^/?]+/.exec(String(url)) ?? [];
  if (taskId !== undefined && !polled.has(taskId) && isDue("before the first poll")) await interrupt();
  polled.add(taskId);
  if (isBulk && isDue("before POST")) await interrupt();
  if (isBulk && isDue("POST received")) {
    appendFileSync(happened, `${event}\n`);
    const headers = new Headers(init.headers);
    headers.set("x-kill", String(process.pid));
    return fetch(url, { ...init, headers });
  }
  const response = await fetch(url, init);
  if (isBulk && response.ok && isDue("before sent")) await interrupt();
  return response;
};

const handle = await fs.open(new URL(import.meta.url));
const prototype = Object.getPrototypeOf(handle);
await handle.close();
const { write } = prototype;
prototype.write = async function (data, ...rest) {
  const bytes =
    typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const isEntry = bytes.includes('{"entry":"');
  if (isEntry && bytes.includes('"entry":"done"') && isDue("before done")) await interrupt();
  if (isEntry && isDue("in a line")) {
    await write.call(this, bytes, 0, Math.floor(bytes.length / 2));
    await interrupt();
  }
  return write.call(this, data, ...rest);
};

const { rename } = fs;
fs.rename = async (from, to) => {
  if (String(to).endsWith(".rejects.ndjson") && isDue("before rename")) await interrupt();
  return rename(from, to);
};
syncBuiltinESMExports();
