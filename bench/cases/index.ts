/** What a case is told. The last two are for the cases with limits. */
export interface Connection {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly timeoutMs: number;
  readonly retries: number;
}

/** Creates a resource and gives the answer, read and parsed. */
export type CreateResource = (
  path: { readonly sourceKey: string; readonly resourceType: string },
  body: object,
) => Promise<object>;

/** What each file of the folders beside this one is. */
export interface Case {
  readonly create: (connection: Connection) => CreateResource;
}

/** Each client as it comes, and each with a timeout and retries, where it has them. */
export const columns = ["as-it-comes", "with-limits"] as const;
export type Column = (typeof columns)[number];

/** The clients: the files' names, and what they are called. The package is whose version is named. */
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
