import ky from "ky";
import { addressOf } from "../address-of.mjs";

export function create({ baseUrl, apiKey }) {
  const client = ky.create({ prefixUrl: baseUrl, headers: { "x-clinia-api-key": apiKey } });
  return (path, body) => client.post(addressOf(path), { json: body }).json();
}
