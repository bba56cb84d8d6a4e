import wretch from "wretch";
import AbortAddon from "wretch/addons/abort";
import { retry } from "wretch/middlewares";
import { resourcePath } from "../calls/resource-path.mjs";

export function create({ baseUrl, apiKey, timeoutMs, retries }) {
  const client = wretch(baseUrl)
    .addon(AbortAddon())
    .middlewares([retry({ maxAttempts: retries })])
    .headers({ "x-clinia-api-key": apiKey });
  return (path, body) =>
    client
      .url(`/${resourcePath(path)}`)
      .post(body)
      .setTimeout(timeoutMs)
      .json();
}
