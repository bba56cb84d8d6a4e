import { describe, expect, test, vi } from "vitest";
import { serverMessages } from "../../scripts/quickstart/server-messages.ts";
import { show } from "../../scripts/step.ts";
import { ApiError } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { patientPath } from "../support/patient.ts";
import { thrownBy } from "../support/thrown.ts";

const cases = [
  { name: "an escape sequence", text: "\u001b[31mred", want: "\\u001b[31mred" },
  { name: "line breaks", text: "a\r\nb", want: "a\\u000d\\u000ab" },
  { name: "DEL", text: "a\u007f", want: "a\\u007f" },
  { name: "C1", text: "\u009b2J", want: "\\u009b2J" },
  { name: "Unicode line breaks", text: "a\u2028b\u2029", want: "a\\u2028b\\u2029" },
  { name: "bidi controls", text: "\u202ea\u2066b\u200f\u061c", want: "\\u202ea\\u2066b\\u200f\\u061c" },
  { name: "letters of any language", text: "Côté 李 ש", want: "Côté 李 ש" },
];

describe("scripts escape control characters", () => {
  test.each(cases)("$name in a message of the registry", async ({ text, want }) => {
    const error = { code: 400, type: "INVALID_ARGUMENT", message: text };
    const registry = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "key-of-this-test",
      fetch: () => Promise.resolve(Response.json({ ...error, details: [error] }, { status: 400 })),
    });
    const thrown = await thrownBy(ApiError, () => registry.createResource(patientPath, { data: {} }));
    expect(serverMessages(thrown)).toStrictEqual([want, want]);
  });

  test("in a printed value", () => {
    const log = vi.spyOn(console, "log").mockReturnValue();
    show("the task", { message: "a\u202eb\u2028c\u001b" });
    expect(log).toHaveBeenCalledWith("  the task:\n    { message: 'a\\u202eb\\u2028c\\x1B' }");
    log.mockRestore();
  });
});
