/*
 * The options of curl that `npm run serve` prints, for machines without curl. The command itself runs in a real shell, and sends a real
 * request.
 */
import { parseArgs } from "node:util";

const { values, positionals, tokens } = parseArgs({
  allowPositionals: true,
  tokens: true,
  options: {
    request: { type: "string" },
    header: { type: "string", multiple: true, default: [] },
    data: { type: "string" },
    form: { type: "string", multiple: true },
    "form-string": { type: "string", multiple: true },
  },
});
const headers = values.header.map((header) => header.split(/: (.*)/s, 2));
const parts = tokens.filter(({ name }) => name === "form" || name === "form-string");
const body = parts.length === 0 ? values.data : new FormData();
for (const { name: option, value } of parts) {
  const [name, content] = value.split(/=(.*)/s, 2);
  const [, text, filename, type] = /^(.*);filename=(.*);type=(.*)$/s.exec(option === "form" ? content : "") ?? [];
  if (filename === undefined) body.append(name, content);
  else body.append(name, new File([text], filename, { type }));
}
const response = await fetch(positionals[0], { method: values.request, headers, body });
process.stdout.write(await response.text());
