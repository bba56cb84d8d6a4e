import { addressOf } from "../address-of.mjs";

export const create =
  ({ baseUrl, apiKey }) =>
  async (path, body) => {
    const response = await fetch(`${baseUrl}/${addressOf(path)}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-clinia-api-key": apiKey },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  };
