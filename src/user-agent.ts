import { isBrowser } from "./browser.ts";

/** This package's version, as package.json has it. */
const version = "0.1.0";

/** How the client names itself to the registry; undefined in a browser, which names itself. */
export function userAgent(): string | undefined {
  return isBrowser() ? undefined : `clinia-registry-client/${version}`;
}
