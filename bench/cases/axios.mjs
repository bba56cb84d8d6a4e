import axios from "axios";
import { addressOf } from "../address-of.mjs";

/** It has no retries of its own. */
export function create({ baseUrl, apiKey, timeoutMs }) {
  const headers = { "x-clinia-api-key": apiKey };
  const client = axios.create({ adapter: "fetch", baseURL: baseUrl, headers, timeout: timeoutMs });
  return async (path, body) => {
    const { data } = await client.post(addressOf(path), body);
    return data;
  };
}
