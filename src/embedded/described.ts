/** What a message shows of a wrong argument: a number as it is, and otherwise only its type, because a text could be data. */
export function described(value: unknown): string {
  return typeof value === "number" || value === undefined ? String(value) : `of type ${typeof value}`;
}
