import wretch from "wretch";
import { addressOf } from "../address-of.mjs";

export function create({ baseUrl, apiKey }) {
  const client = wretch(baseUrl).headers({ "x-clinia-api-key": apiKey });
  return (path, body) =>
    client
      .url(`/${addressOf(path)}`)
      .post(body)
      .json();
}
