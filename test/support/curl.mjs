/*
 * The options of curl that `npm run serve` prints, for machines without curl. The command itself runs in a real shell, and sends a real
 * request.
 */
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    request: { type: "string" },
    header: { type: "string", multiple: true, default: [] },
    data: { type: "string" },
  },
});
const headers = values.header.map((header) => header.split(/: (.*)/s, 2));
const response = await fetch(positionals[0], { method: values.request, headers, body: values.data });
process.stdout.write(await response.text());
