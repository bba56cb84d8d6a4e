/**
 * The clients: the names of the files beside this one, and what they are called. The package is whose version is named. Each file
 * exports `create`, which takes `{ baseUrl, apiKey, timeoutMs, retries }` and returns a function that creates a resource, of a path
 * and a body, and resolves with the response's body, parsed.
 */
export const clients = [
  { file: "bare-fetch", name: "bare fetch", packageName: undefined },
  { file: "ours", name: "clinia-registry-client", packageName: "clinia-registry-client" },
  { file: "openapi-fetch", name: "openapi-fetch", packageName: "openapi-fetch" },
  { file: "ky", name: "ky", packageName: "ky" },
  { file: "axios", name: "axios", packageName: "axios" },
  { file: "ofetch", name: "ofetch", packageName: "ofetch" },
  { file: "wretch", name: "wretch", packageName: "wretch" },
  { file: "hey-api", name: "made by @hey-api/openapi-ts", packageName: "@hey-api/openapi-ts" },
  { file: "redocly", name: "made by redocly generate-client", packageName: "@redocly/cli" },
] as const;

export type ClientFile = (typeof clients)[number]["file"];
