import axios from "axios";
import { addressOf } from "../address-of.mjs";

export function create({ baseUrl, apiKey }) {
  const client = axios.create({ adapter: "fetch", baseURL: baseUrl, headers: { "x-clinia-api-key": apiKey } });
  return async (path, body) => {
    const { data } = await client.post(addressOf(path), body);
    return data;
  };
}
