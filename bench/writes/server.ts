/**
 * A process that takes writes over HTTP on loopback and stores nothing, at as little cost as it can. It does not parse a bulk:
 * its ids count up, and so the first of them and how many there are say which receipts there are to be. It tells its address.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { idOf } from "./operations.ts";

interface Bulk {
  readonly first: number;
  readonly count: number;
}

const bulks = new Map<string, Bulk>();
let tasks = 0;

const server = createServer((request, response) => {
  void received(request).then((body) => {
    const answer = answerTo(request, body);
    const length = Buffer.byteLength(answer);
    response.writeHead(200, { "content-type": "application/json", "content-length": length });
    response.end(answer);
  });
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

async function received(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function answerTo({ method, url = "" }: IncomingMessage, body: Buffer): string {
  if (method === "POST" && url.endsWith("/resources/bulk")) return submission(body);
  if (method === "POST") return createdAs("s_1");
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const taskId = pathname.slice(pathname.lastIndexOf("/") + 1);
  const bulk = bulks.get(taskId);
  if (bulk === undefined) return JSON.stringify({ taskId, status: "FAILURE" });
  if (searchParams.get("withReceipts") !== "true") return JSON.stringify({ taskId, status: "SUCCESS" });
  bulks.delete(taskId);
  return JSON.stringify({ taskId, status: "SUCCESS", receipts: receiptsOf(taskId, bulk) });
}

function submission(body: Buffer): string {
  const taskId = `bk_${++tasks}`;
  const first = indexBehind(body, body.indexOf('"index":'));
  const last = indexBehind(body, body.lastIndexOf('"index":'));
  bulks.set(taskId, { first, count: last - first + 1 });
  return JSON.stringify({ taskId, status: "ACCEPTED", bulkId: taskId });
}

function indexBehind(body: Buffer, name: number): number {
  const start = name + '"index":'.length;
  return Number(body.toString("latin1", start, body.indexOf("}", start)));
}

function receiptsOf(taskId: string, { first, count }: Bulk): object[] {
  return Array.from({ length: count }, (_, place) => ({
    taskId,
    action: "UPSERT",
    status: "SUCCESS",
    targetType: "RESOURCE",
    id: idOf(first + place),
    type: "patient",
    receivedAt: "2026-01-01T00:00:00Z",
  }));
}

function createdAs(taskId: string): string {
  return JSON.stringify({ taskId, status: "PERSISTED", resource: { id: "patient-0", type: "patient", data: {} } });
}
