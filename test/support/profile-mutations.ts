import type { ContainedResources, Property, PropertyMap } from "../../src/profiles/definitions.ts";
import { boundsOf, profileOf, type Bounds, type Definitions, type ProfileDocument } from "./profile-documents.ts";
import { changed, type Path } from "./schema-mutations.ts";

/** The kinds of {@link DocumentMutation}. */
export const mutationNames = [
  "a required field removed",
  "a required field null",
  "another JSON type",
  "a value outside the enum",
  "out of bounds",
  "another format",
  "another key",
  "another number of contained resources",
  "another contained type",
] as const;

export type MutationName = (typeof mutationNames)[number];

/** A valid resource with one change that its profile does not allow. */
export interface DocumentMutation {
  readonly name: MutationName;
  /** The path of the problem, such as `data.name[0].family`. */
  readonly path: string;
  readonly resource: ProfileDocument;
}

interface Change {
  readonly name: MutationName;
  readonly at: Path;
  /** Undefined to remove the field. */
  readonly to: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Returns every single change of a valid resource that its profile does not allow. */
export function mutationsOf(definitions: Definitions, type: string, document: ProfileDocument): DocumentMutation[] {
  return resourceChanges(definitions, type, document, []).map(({ name, at, to }) => ({
    name,
    path: at.map((key, index) => formatKey(key, index)).join(""),
    // Lazy: only some mutations are read.
    get resource() {
      return changed(document, at, to) as ProfileDocument;
    },
  }));
}

function formatKey(key: string | number, index: number): string {
  if (typeof key === "number") return `[${key}]`;
  return /^[\w-]+$/.test(key) ? `${index === 0 ? "" : "."}${key}` : `[${JSON.stringify(key)}]`;
}

function resourceChanges(definitions: Definitions, type: string, document: ProfileDocument, at: Path): Change[] {
  const { properties, contained } = profileOf(definitions.profiles, type);
  const inContained = [...at, "contained"];
  return [
    { name: "a required field removed", at: [...at, "data"], to: undefined },
    ...["text", 5, [], null].map((to) => ({ name: "another JSON type" as const, at: [...at, "data"], to })),
    ...objectChanges(properties, document.data, definitions, [...at, "data"]),
    ...(document.contained === undefined
      ? []
      : [
          { name: "another key" as const, at: [...inContained, "unexpectedKey"], to: [] },
          ...Object.entries(contained ?? {}).flatMap(([key, each]) =>
            listChanges(definitions, each, document.contained?.[key], [...inContained, key]),
          ),
        ]),
  ];
}

function listChanges(
  definitions: Definitions,
  { types, cardinality }: ContainedResources,
  list: readonly (ProfileDocument & { readonly type: string })[] | undefined,
  at: Path,
): Change[] {
  const name = "another number of contained resources";
  const [first] = list ?? [];
  return [
    ...(cardinality.startsWith("1:") ? [undefined, []].map((to): Change => ({ name, at, to })) : []),
    ...(cardinality.endsWith(":1") && first !== undefined ? [{ name, at, to: [first, first] } as const] : []),
    ...(list ?? []).flatMap((resource, index): Change[] => [
      { name: "another contained type", at: [...at, index, "type"], to: `${types.join("")}x` },
      ...resourceChanges(definitions, resource.type, resource, [...at, index]),
    ]),
  ];
}

function objectChanges(properties: PropertyMap, value: Fields, definitions: Definitions, at: Path): Change[] {
  return [
    { name: "another key", at: [...at, "unexpectedField"], to: true },
    ...Object.entries(properties).flatMap(([key, property]): Change[] => {
      const { required } = boundsOf(property, definitions.vocabularies);
      const field = Object.hasOwn(value, key) ? value[key] : undefined;
      return [
        ...(required
          ? [
              { name: "a required field removed" as const, at: [...at, key], to: undefined },
              { name: "a required field null" as const, at: [...at, key], to: null },
            ]
          : []),
        ...(field === undefined || field === null ? [] : valueChanges(property, field, definitions, [...at, key])),
      ];
    }),
  ];
}

/** Of each type, or the kind of its complex value. */
const jsonTypes: Readonly<Record<string, string>> = {
  ...{ boolean: "boolean", integer: "number", decimal: "number", array: "array" },
  ...{ object: "object", address: "object", attachment: "object", coding: "object", contactpoint: "object" },
  ...{ geopoint: "object", humanname: "object", identifier: "object", period: "object" },
};

const wrongFields: Readonly<Record<string, readonly (readonly [Path, unknown])[]>> = {
  address: [
    [["line"], "text"],
    [["city"], 5],
    [["period"], "2020"],
  ],
  attachment: [[["size"], 1.5]],
  coding: [[["code"], true]],
  contactpoint: [[["rank"], "1"]],
  geopoint: [
    [["longitude"], 180.5],
    [["latitude"], -91],
    [["latitude"], undefined],
  ],
  humanname: [[["given"], "text"]],
  identifier: [[["value"], 5]],
  period: [[["start"], "yesterday"]],
};

function valueChanges(property: Property, value: unknown, definitions: Definitions, at: Path): Change[] {
  const { type, items, properties } = property;
  if (type === "reference") return [];
  const bounds = boundsOf(property, definitions.vocabularies);
  const own = [...otherTypes(jsonTypes[type] ?? "string", at), ...ruleChanges(type, value, bounds, at)];
  if (type === "array" && items) {
    const list = value as readonly unknown[];
    return [...own, ...list.flatMap((item, index) => valueChanges(items, item, definitions, [...at, index]))];
  }
  if (type === "object" && properties) return [...own, ...objectChanges(properties, value as Fields, definitions, at)];
  const inComplex = (wrongFields[type] ?? []).map(([path, to]): Change => ({
    name:
      to === undefined
        ? "a required field removed"
        : typeof to === "number" && type === "geopoint"
          ? "out of bounds"
          : "another JSON type",
    at: [...at, ...path],
    to,
  }));
  return [...own, ...inComplex];
}

function otherTypes(own: string, at: Path): Change[] {
  const values = { boolean: true, number: 5, string: "text", array: ["text"], object: { a: "text" } };
  return Object.entries(values).flatMap(([name, to]) => (name === own ? [] : [{ name: "another JSON type", at, to }]));
}

const otherFormats: Readonly<Record<string, readonly string[]>> = {
  date: ["2021-02-29", "2020-13", "20", "2020-02-29T08:30:00Z", ""],
  datetime: ["2021-02-29", "2020-02-29 08:30:00Z", "yesterday", ""],
  instant: ["2020-02-29", "2020-02-29T08:30:00", "2021-02-29T08:30:00Z", ""],
  time: ["24:00", "8:30", "08:30:61", ""],
  url: ["example.com", "https://example.com/a b", ""],
};

function ruleChanges(type: string, value: unknown, { min, max, values, patterns }: Bounds, at: Path): Change[] {
  const isNumber = type === "integer" || type === "decimal";
  const outside = isNumber ? 987_654_321 : "no value of the enum";
  const texts = typeof value === "string" ? ["", " ", "é", "no match", `${value} `] : [];
  const misses = texts.filter((text) => patterns.some((pattern) => !pattern.test(text)));
  return [
    ...(values === undefined ? [] : [{ name: "a value outside the enum" as const, at, to: outside }]),
    ...(values === undefined && Number.isFinite(min) ? outOf(type, value, min - 1, at) : []),
    ...(values === undefined && Number.isFinite(max) ? outOf(type, value, max + 1, at) : []),
    ...(otherFormats[type] ?? []).map((to): Change => ({ name: "another format", at, to })),
    ...misses.map((to): Change => ({ name: "another format", at, to })),
  ];
}

/** Returns a change to a number, a length or a number of items. */
function outOf(type: string, value: unknown, limit: number, at: Path): Change[] {
  const name = "out of bounds";
  if (type === "integer" || type === "decimal") return [{ name, at, to: limit }];
  if (limit < 0) return [];
  if (Array.isArray(value)) {
    const first: unknown = value.length === 0 ? null : value[0];
    return [{ name, at, to: Array.from({ length: limit }, () => first) }];
  }
  return type in otherFormats && type !== "url" ? [] : [{ name, at, to: "🙂".repeat(limit) }];
}
