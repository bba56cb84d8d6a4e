import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { variable } from "../../scripts/options.ts";

/** CHROMIUM, or the path of Debian's Chromium. */
const executablePath = variable(process.env, "CHROMIUM") ?? "/usr/bin/chromium";

/** Whether Chromium is installed. In CI a missing browser throws, unless REQUIRE_BROWSER is false: some of GitHub's systems have none. */
export function hasBrowser(): boolean {
  if (existsSync(executablePath)) return true;
  const message = `There is no Chromium at ${executablePath}: THE TESTS IN A BROWSER WERE NOT RUN.`;
  const { REQUIRE_BROWSER } = process.env;
  if (variable(process.env, "CI") !== undefined && REQUIRE_BROWSER !== "false") throw new Error(message);
  console.warn(`\n${message} Install it, or name it in CHROMIUM.\n`);
  return false;
}

export function launch(): Promise<Browser> {
  // Chromium shares localStorage between processes with a delay, on a busy machine of seconds. So the tests do not cover this delay.
  const oneProcess = "--renderer-process-limit=1";
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", oneProcess];
  return chromium.launch({ executablePath, args });
}
