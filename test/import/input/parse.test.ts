import { describe, expect, test } from "vitest";
import { hasLongDigits, parseRecord } from "../../../src/import/input/parse.ts";

function parsed(text: string): unknown {
  const { value, problem } = parseRecord(text);
  return value ?? problem.reason;
}

const tooLarge = "number too large to be kept exactly";
const digits = "12345678901234567890";

describe("numbers", () => {
  test.each<[string, string, unknown]>([
    ["2^53", '{"n":9007199254740992}', { n: 2 ** 53 }],
    ["2^53 + 1", '{"n":9007199254740993}', tooLarge],
    ["-2^53 - 1", '{"n":-9007199254740993}', tooLarge],
    ["16 digits below 2^53", '{"n":9007199254740991}', { n: 2 ** 53 - 1 }],
    ["20 digits", `{"n":[1,{"m":${digits}}]}`, tooLarge],
    ["20 digits in a string", `{"n":"${digits}"}`, { n: digits }],
    ["20 digits in a string with quotes", `{"n":"\\"\\\\\\"${digits}","m":"\\\\"}`, { n: `"\\"${digits}`, m: "\\" }],
    ["20 digits after a string that ends with a backslash", `{"n":"\\\\","m":${digits}}`, tooLarge],
    ["20 digits in a key", `{"${digits}":1}`, { [digits]: 1 }],
    ["20 digits before a fraction", `{"n":${digits}.5}`, tooLarge],
    ["a fraction of 20 digits", `{"n":0.${digits}}`, { n: 0.12345678901234568 }],
    ["an exponent that makes it infinite", '{"n":1e400}', tooLarge],
    ["an exponent with a sign", '{"n":-1E+400}', tooLarge],
    ["a large exponent", '{"n":1e300}', { n: 1e300 }],
    ["a small exponent", '{"n":1e-300}', { n: 1e-300 }],
    ["20 digits with an exponent", `{"n":${digits}e0}`, { n: 12345678901234567000 }],
    ["an exponent in a string", '{"n":"1e400"}', { n: "1e400" }],
  ])("%s", (_, text, expected) => {
    expect(parsed(text)).toEqual(expected);
  });

  test.each(Array.from({ length: 34 }, (_, index) => index))("16 digits are found after %d bytes", (before) => {
    const text = `${"x".repeat(before)}1234567890123456`;
    expect(hasLongDigits(Buffer.from(text))).toBe(true);
    expect(hasLongDigits(Buffer.from(`${text.slice(0, -1)} ${text.slice(before, -1)}`))).toBe(false);
  });
});

describe("keys", () => {
  test.each(['{"__proto__":{"isAdmin":true},"id":"1"}', '{"\\u005f_proto__":{"isAdmin":true},"id":"1"}'])(
    "%s keeps its field, and its prototype",
    (text) => {
      const { value = {} } = parseRecord(text);
      const { id, ...data } = value;
      expect(id).toBe("1");
      expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
      expect(data.isAdmin).toBeUndefined();
      expect(JSON.stringify(data)).toBe('{"__proto__":{"isAdmin":true}}');
    },
  );

  test("of two fields with one key, the last counts", () => {
    expect(parsed('{"id":"1","id":"2"}')).toEqual({ id: "2" });
  });
});

describe("depth", () => {
  const nested = (depth: number): string => `${'{"a":'.repeat(depth - 1)}{}${"}".repeat(depth - 1)}`;

  test("1,000 levels are taken, and can be sent", () => {
    const { value } = parseRecord(nested(1000));
    expect(JSON.stringify(value)).toBe(nested(1000));
  });

  test.each([1001, 100_000])("%d levels are rejected", (depth) => {
    expect(parsed(nested(depth))).toBe("nested too deeply");
  });

  test("a long list of objects is not deep", () => {
    const text = JSON.stringify({ list: Array(2000).fill({ text: "[[[" }) });
    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  test("a long text is not deep", () => {
    expect(parsed(`{"a":"${"x".repeat(3000)}"}`)).toEqual({ a: "x".repeat(3000) });
  });
});
