import { retryAfterHeader } from "../generated/constants.ts";

/** The three forms of a date that HTTP knows all begin with the day's name. @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/** What a `Retry-After` asks to wait, in milliseconds; undefined when there is none, or it is neither seconds nor a date. */
export function retryAfterMs({ headers }: Pick<Response, "headers">, now: number): number | undefined {
  const value = headers.get(retryAfterHeader)?.trim() ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const time = httpDate.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
