import { client } from "../../dist/generated/redocly.ts";

export function create({ baseUrl, apiKey }) {
  client.configure({ serverUrl: baseUrl, auth: { apiKey: { apiKey } } });
  return (path, body) => client.createResource({ path, body });
}
