/**
 * Accepts writes over HTTP on loopback and stores nothing, at minimal cost. It does not parse a bulk: the ids are consecutive, so
 * the first and the last id are enough to create its receipts. Sends its URL to the parent process.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { resourceId } from "./operations.ts";

interface Bulk {
  readonly firstIndex: number;
  readonly count: number;
}

/** What comes before the index of a resource in a body. No data contains it. */
const idStart = '"id":"patient-';

const bulks = new Map<string, Bulk>();
let bulkCount = 0;

const server = createServer((request, response) => {
  void readBody(request).then((body) => {
    const responseBody = respond(request, body);
    const length = Buffer.byteLength(responseBody);
    response.writeHead(200, { "content-type": "application/json", "content-length": length });
    response.end(responseBody);
  });
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function respond({ method, url = "" }: IncomingMessage, body: Buffer): string {
  if (method === "POST" && url.endsWith("/resources/bulk")) return acceptBulk(body);
  if (method === "POST") return createResource();
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const taskId = pathname.slice(pathname.lastIndexOf("/") + 1);
  const bulk = bulks.get(taskId);
  if (bulk === undefined) return JSON.stringify({ taskId, status: "FAILURE" });
  if (searchParams.get("withReceipts") !== "true") return JSON.stringify({ taskId, status: "SUCCESS" });
  bulks.delete(taskId);
  return JSON.stringify({ taskId, status: "SUCCESS", receipts: createReceipts(taskId, bulk) });
}

function acceptBulk(body: Buffer): string {
  const taskId = `bk_${++bulkCount}`;
  const firstIndex = readIndex(body, body.indexOf(idStart));
  const lastIndex = readIndex(body, body.lastIndexOf(idStart));
  bulks.set(taskId, { firstIndex, count: lastIndex - firstIndex + 1 });
  return JSON.stringify({ taskId, status: "ACCEPTED", bulkId: taskId });
}

function readIndex(body: Buffer, offset: number): number {
  const start = offset + idStart.length;
  return Number(body.toString("latin1", start, body.indexOf('"', start)));
}

function createReceipts(taskId: string, { firstIndex, count }: Bulk): object[] {
  return Array.from({ length: count }, (_, offset) => ({
    taskId,
    action: "UPSERT",
    status: "SUCCESS",
    targetType: "RESOURCE",
    id: resourceId(firstIndex + offset),
    type: "patient",
    receivedAt: "2026-01-01T00:00:00Z",
  }));
}

function createResource(): string {
  const resource = { id: "patient-0", type: "patient", data: {} };
  return JSON.stringify({ taskId: "s_1", status: "PERSISTED", resource });
}
