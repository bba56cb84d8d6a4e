/** A process that answers creates over HTTP on loopback, at as little cost as it can. It tells its address. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { address, answerHeaders, answerText, apiKey, body, status } from "./exchange.ts";

const bodyText = JSON.stringify(body);

const server = createServer((request, response) => {
  let received = "";
  request.setEncoding("utf8");
  request.on("data", (piece: string) => (received += piece));
  request.on("end", () => {
    const isRight =
      request.method === "POST" &&
      request.url === address &&
      request.headers["x-clinia-api-key"] === apiKey &&
      received === bodyText;
    response.writeHead(isRight ? status : 400, { ...answerHeaders, "content-length": Buffer.byteLength(answerText) });
    response.end(answerText);
  });
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
