import { apiKeyHeader } from "../../src/generated/contract.ts";
import type { FormParts } from "../contract/operations.ts";
import { sampledFile, type SampledCall } from "../contract/sampled-calls.ts";

/** The server that a sample calls. */
export interface SampledServer {
  readonly url: string;
  /** The option of the client that names the server, such as `workspaceId: "acme"`. */
  readonly option: string;
  /** A key that may be printed. Without one, the samples read the key from the environment. */
  readonly apiKey?: string;
}

/** An embedded registry, which accepts any key. */
export function embeddedServer(url: string): SampledServer {
  return { url, option: `baseUrl: ${JSON.stringify(url)}`, apiKey: "any" };
}

/** The curl command of a call. The URL is on a line of its own, so that it fits into the panel of samples. */
export function curl(call: SampledCall, { url, apiKey }: SampledServer): string {
  const { method, path, parameters, query, body, form } = call;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return [
    `curl --request ${method}`,
    `'${url}${filled}${search && `?${search}`}'`,
    apiKey === undefined ? `--header "${apiKeyHeader}: $CLINIA_API_KEY"` : `--header '${apiKeyHeader}: ${apiKey}'`,
    ...(body === undefined ? [] : form === undefined ? sentBody(body) : sentForm(body, form)),
  ].join(" \\\n  ");
}

function sentBody(body: unknown): string[] {
  return ["--header 'Content-Type: application/json'", `--data ${quoted(JSON.stringify(body, null, 2))}`];
}

function sentForm(body: unknown, { file, json }: FormParts): string[] {
  const parts = body as Readonly<Record<string, unknown>>;
  const fields = parts[json];
  const { name, type } = sampledFile;
  return [
    ...(fields === undefined ? [] : [`--form-string ${quoted(`${json}=${JSON.stringify(fields, null, 2)}`)}`]),
    `--form ${quoted(`${file}=${String(parts[file])};filename=${name};type=${type}`)}`,
  ];
}

/** Quotes a string for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
