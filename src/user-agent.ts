/** This package's version, as package.json has it. */
const version = "0.1.0";

/** How the client names itself to the registry; undefined in a browser, which names itself. */
export function userAgent(): string | undefined {
  return "document" in globalThis ? undefined : `clinia-registry-client/${version}`;
}
