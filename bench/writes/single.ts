/** Creates so many resources one after the other by bare fetch, as is written where there is no client. */
import { apiKey, operations, sourceKey } from "./operations.ts";
import { report } from "./report.ts";

const [baseUrl = "", operationCount] = process.argv.slice(2);
const count = Number(operationCount);
const headers = { "content-type": "application/json", "x-clinia-api-key": apiKey };

await report(count, async () => {
  let written = 0;
  for (const operation of operations(count)) {
    if (operation.action !== "UPSERT") continue;
    const { type, id, data } = operation.upsert;
    const body = JSON.stringify({ id, data });
    const response = await fetch(`${baseUrl}/sources/${sourceKey}/v1/resources/${type}`, {
      method: "POST",
      headers,
      body,
    });
    const { status } = (await response.json()) as { status: string };
    written += status === "PERSISTED" ? 1 : 0;
  }
  return written;
});
