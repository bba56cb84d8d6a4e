import { describe, expect, test } from "vitest";
import { identifierNotation, InvalidRequestError, type IdentifierParts } from "../src/index.ts";
import { printed } from "./support/printed.ts";
import { thrownBy } from "./support/thrown.ts";

const identifier = { system: "hospital", value: "TREA80010112", use: "official" };

describe("identifierNotation", () => {
  test.each([
    { parts: identifier, notation: "hospital:TREA80010112:official" },
    { parts: { ...identifier, system: "urn:oid:1.2.3" }, notation: "urn:oid:1.2.3:TREA80010112:official" },
    { parts: { ...identifier, value: "système 1.2%?" }, notation: "hospital:système 1.2%?:official" },
    { parts: { ...identifier, id: "a", period: {} }, notation: "hospital:TREA80010112:official" },
  ])("of $parts is $notation", ({ parts, notation }) => {
    expect(identifierNotation(parts)).toBe(notation);
  });

  test.each<{ change: Partial<Record<keyof IdentifierParts, unknown>>; field: string; problem: string }>([
    { change: { system: undefined }, field: "system", problem: "it is missing" },
    { change: { value: "" }, field: "value", problem: "it is empty" },
    { change: { use: 5 }, field: "use", problem: "it is of type number" },
    {
      change: { system: "https://TREA80010112.example" },
      field: "system",
      problem: "character 7 of 28 is not allowed",
    },
    { change: { system: "TREA80010112\\" }, field: "system", problem: "character 13 of 13 is not allowed" },
    { change: { value: "TREA80010112/1" }, field: "value", problem: "character 13 of 14 is not allowed" },
    { change: { value: "TREA80010112:1" }, field: "value", problem: "character 13 of 14 is not allowed" },
    { change: { use: "official\n" }, field: "use", problem: "character 9 of 9 is not allowed" },
    { change: { use: "a:TREA80010112" }, field: "use", problem: "character 2 of 14 is not allowed" },
    { change: { use: "\ud800" }, field: "use", problem: "character 1 of 1 is not allowed" },
  ])("refuses $change, and names the part but not its value", async ({ change, field, problem }) => {
    const parts = { ...identifier, ...change } as IdentifierParts;
    const error = await thrownBy(InvalidRequestError, () => identifierNotation(parts));
    expect(error).toMatchObject({ field, outcome: "not-done", attempts: 0 });
    const characters = field === "system" ? "slash" : "colon, slash";
    expect(error.reason).toBe(`${problem}. Expected a string without a ${characters}, backslash or control character.`);
    expect(printed(error)).not.toMatch(/80010112/);
  });

  test.each([undefined, null, "hospital:1:official"])("refuses %s in place of the parts", async (parts) => {
    const error = await thrownBy(InvalidRequestError, () => identifierNotation(parts as unknown as IdentifierParts));
    expect(error.field).toBe("system");
  });
});
