import { client } from "../../dist/generated/hey-api/client.gen.ts";
import { createResource } from "../../dist/generated/hey-api/sdk.gen.ts";

export function create({ baseUrl, apiKey }) {
  client.setConfig({ baseUrl, auth: apiKey, throwOnError: true });
  return async (path, body) => {
    const { data } = await createResource({ path, body });
    return data;
  };
}
