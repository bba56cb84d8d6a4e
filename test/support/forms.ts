import { getString, get, type Operation, type Pointer } from "./contract-data.ts";

/** The media type of a form. */
export const formType = "multipart/form-data";

/** The names of the parts of a form of the contract: its file, and its JSON. */
export function partNames(content: Pointer): { readonly file: string; readonly json: string } {
  const properties = [
    ...getString([...content, formType, "schema", "$ref"])
      .replace("#/", "")
      .split("/"),
    "properties",
  ];
  const names = Object.keys(get(properties) as object);
  const [file = ""] = names.filter((name) => get([...properties, name, "format"]) === "binary");
  const [json = ""] = names.filter((name) => name !== file);
  return { file, json };
}

/** The pointer of the content of an operation's body. */
export function contentOf({ pointer }: Pick<Operation, "pointer">): Pointer {
  return [...pointer, "requestBody", "content"];
}

/** Parses the bytes of a form, such as those that are sent with a middleware. Undefined for any other body. */
export async function parseForm(body: unknown, headers: Headers): Promise<FormData | undefined> {
  const type = headers.get("content-type") ?? "";
  if (!(body instanceof ArrayBuffer) || !type.startsWith(formType)) return undefined;
  return new Response(body, { headers: { "content-type": type } }).formData();
}

/** A form as the contract's schema describes it. A file is an empty string, and JSON that can't be parsed is a string. */
export function valueOfForm(form: FormData, json: string): Record<string, unknown> {
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, typeof value !== "string" ? "" : name === json ? parsed(value) : value]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
