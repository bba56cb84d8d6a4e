import { retryAfterHeader } from "../generated/constants.ts";

/** The three forms of a date that HTTP knows; the last one is in GMT without saying so. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const dateForms = [
  /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

/**
 * What a `Retry-After` asks to wait, in milliseconds; undefined when there is none, or it is neither seconds nor a date. A date
 * is reckoned from the answer's own, so that it does not matter whether the two machines agree on the time; or from `now`.
 */
export function retryAfterMs({ headers }: Pick<Response, "headers">, now: number): number | undefined {
  const value = headers.get(retryAfterHeader)?.trim() ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const time = timeOf(value);
  return time === undefined ? undefined : Math.max(0, time - (timeOf(headers.get("date") ?? "") ?? now));
}

function timeOf(value: string): number | undefined {
  if (!dateForms.some((form) => form.test(value))) return undefined;
  const time = Date.parse(value.endsWith("GMT") ? value : `${value} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
