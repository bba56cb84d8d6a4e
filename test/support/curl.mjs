/*
 * What of curl the line that `npm run serve` prints needs, for machines without it. The shell that runs the line is real,
 * and so are its quotes and the request.
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
