import { ofetch } from "ofetch";
import { addressOf } from "../address-of.mjs";

export function create({ baseUrl, apiKey }) {
  const client = ofetch.create({ baseURL: baseUrl, headers: { "x-clinia-api-key": apiKey } });
  return (path, body) => client(addressOf(path), { method: "POST", body });
}
