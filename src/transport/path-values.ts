/** The values that stand in a path for the parameters of its template, as they are sent and as they were given. */
export function pathValues(template: string, url: string): string[] {
  const names = template.split("/").reverse();
  const segments = new URL(url).pathname.split("/").reverse();
  const values = segments.filter((_, index) => names[index]?.startsWith("{") === true);
  return values.flatMap((value) => [value, decodeURIComponent(value)]).filter((value) => value !== "");
}
