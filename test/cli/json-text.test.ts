import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../../src/cli/profiles/json-text.ts";
import { scaled } from "../support/full-counts.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("JSON is accepted exactly when JSON.parse accepts it, unless two fields have the same key", () => {
  const edits = fc.tuple(
    fc.json(),
    fc.nat(),
    fc.nat(3),
    fc.constantFrom("", ",", "}", "]", '"', "\\", "0", "-", "\n", "e", ":"),
  );
  fc.assert(
    fc.property(edits, ([json, place, removed, added]) => {
      const start = place % (json.length + 1);
      const text = json.slice(0, start) + added + json.slice(start + removed);
      const parsed = parseJson(text);
      if ("problem" in parsed) {
        const { line, column } = parsed.position;
        expect(isJson(text) && parsed.problem !== "Two fields have the same key.").toBe(false);
        expect(text.split("\n")[line - 1]?.length).toBeGreaterThanOrEqual(column - 1);
      } else expect(parsed.value).toEqual(JSON.parse(text));
    }),
    { numRuns: scaled(10_000) },
  );
});
