import { afterEach, expect, test, vi } from "vitest";

const message = "There is no Chromium at /nowhere/chromium: THE TESTS IN A BROWSER WERE NOT RUN.";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test.each([
  { where: "on a developer's machine", CI: undefined, REQUIRE_BROWSER: undefined, isRequired: false },
  { where: "on a developer's machine, D7: where CI is empty", CI: "", REQUIRE_BROWSER: undefined, isRequired: false },
  { where: "in CI", CI: "true", REQUIRE_BROWSER: undefined, isRequired: true },
  { where: "in CI, on a system that has one", CI: "true", REQUIRE_BROWSER: "true", isRequired: true },
  { where: "in CI, on a system that may have none", CI: "true", REQUIRE_BROWSER: "false", isRequired: false },
])("a missing browser is reported $where; it fails the tests: $isRequired", async (row) => {
  const { CI, REQUIRE_BROWSER, isRequired } = row;
  for (const [name, value] of Object.entries({ CI, REQUIRE_BROWSER, CHROMIUM: "/nowhere/chromium" })) {
    vi.stubEnv(name, value);
  }
  vi.resetModules();
  const { hasBrowser } = await import("./browser.ts");
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  if (isRequired) expect(hasBrowser).toThrow(message);
  else {
    expect(hasBrowser()).toBe(false);
    expect(warn.mock.calls).toStrictEqual([[`\n${message} Install it, or name it in CHROMIUM.\n`]]);
  }
});

test("D7: an empty CHROMIUM counts as unset", async () => {
  const hasBrowserAt = async (path: string | undefined) => {
    vi.stubEnv("CHROMIUM", path);
    vi.stubEnv("REQUIRE_BROWSER", "false");
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    vi.resetModules();
    return (await import("./browser.ts")).hasBrowser();
  };
  expect(await hasBrowserAt("")).toBe(await hasBrowserAt(undefined));
});
