/** Responds to creates over HTTP on loopback, at minimal cost. Sends its URL to the parent process, and exits with it. */
import { createServer } from "node:http";
import { address, responseHeaders, responseText, apiKey, body, status } from "./exchange.mjs";

const bodyText = JSON.stringify(body);

const server = createServer((request, response) => {
  let received = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => (received += chunk));
  request.on("end", () => {
    const isExpected =
      request.method === "POST" &&
      request.url === address &&
      request.headers["x-clinia-api-key"] === apiKey &&
      request.headers["content-type"]?.startsWith("application/json") &&
      received === bodyText;
    response.writeHead(isExpected ? status : 400, {
      ...responseHeaders,
      "content-length": Buffer.byteLength(responseText),
    });
    response.end(responseText);
  });
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
process.on("disconnect", () => process.exit());
