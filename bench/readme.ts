import { format } from "prettier";

const start = "<!-- The tables up to the next line like this one are written by npm run bench. -->";
const end = "<!-- The end of the tables that are written by npm run bench. -->";

/** The README with these tables in the place of those that it has. */
export async function withTables(readme: string, tables: string): Promise<string> {
  const [before, rest] = split(readme, start);
  const [, after] = split(rest, end);
  const written = `${before}${start}\n\n${tables}\n\n${end}${after}`;
  return format(written, { parser: "markdown", printWidth: 120 });
}

function split(text: string, mark: string): [string, string] {
  const place = text.indexOf(mark);
  if (place === -1) throw new Error(`README.md has no line ${mark}`);
  return [text.slice(0, place), text.slice(place + mark.length)];
}
