import { apiKeyHeader } from "../../src/generated/contract.ts";
import type { SampledCall } from "../contract/sampled-calls.ts";

/** The registry that a sample calls, for curl and for the client. */
export interface SampledServer {
  readonly url: string;
  /** The client's option, such as `workspaceId: "acme"`. */
  readonly option: string;
  /** A key that is no secret. Without one, the samples take it from the environment. */
  readonly apiKey?: string;
}

/** An embedded registry, as the samples call it: any key will do. */
export function embeddedServer(url: string): SampledServer {
  return { url, option: `baseUrl: ${JSON.stringify(url)}`, apiKey: "any" };
}

/** The call for a shell. Its address is on a line of its own, where the button that copies does not hide the end of it. */
export function curl({ method, path, parameters, query, body }: SampledCall, { url, apiKey }: SampledServer): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameters[name] ?? "");
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return [
    `curl --request ${method}`,
    `'${url}${filled}${search && `?${search}`}'`,
    apiKey === undefined ? `--header "${apiKeyHeader}: $CLINIA_API_KEY"` : `--header '${apiKeyHeader}: ${apiKey}'`,
    ...(body === undefined ? [] : sentBody(body)),
  ].join(" \\\n  ");
}

function sentBody(body: unknown): string[] {
  const json = JSON.stringify(body, null, 2).replaceAll("'", String.raw`'\''`);
  return ["--header 'Content-Type: application/json'", `--data '${json}'`];
}
