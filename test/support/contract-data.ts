/*
 * The contract as plain data. Parsing its YAML takes half a second: vitest does it once for all test files
 * (`provide-contract.ts`).
 */
export type Pointer = readonly (string | number)[];

export interface Operation {
  readonly operationId: string;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly pointer: Pointer;
}

let contract: unknown;

/** Sets the contract that the functions of this file read. */
export function useContract(data: unknown): void {
  contract = data;
}

/** The value at `pointer`. References on the way are followed, but not that of the value itself. */
export function get(pointer: Pointer): unknown {
  if (contract === undefined) throw new Error("The contract is missing: call useContract first.");
  return pointer.reduce<unknown>((value, key) => child(key === "$ref" ? value : follow(value), key), contract);
}

/** The string at `pointer`. Throws if it is missing. */
export function getString(pointer: Pointer): string {
  const value = get(pointer);
  if (typeof value !== "string") throw new Error(`The contract has no string at ${pointer.join(".")}.`);
  return value;
}

/** Every operation of the contract. */
export function operationsOf(): Operation[] {
  return Object.keys(get(["paths"]) as object).flatMap((path) =>
    ["get", "put", "post", "delete", "patch"].flatMap((method) => {
      const pointer = ["paths", path, method];
      if (get(pointer) === undefined) return [];
      return [{ operationId: getString([...pointer, "operationId"]), method: method.toUpperCase(), path, pointer }];
    }),
  );
}

/** The pointers of the parameters in the path or query of an operation, by name. */
export function parametersOf({ path, pointer }: Operation, place: "path" | "query"): Map<string, Pointer> {
  const lists = [
    ["paths", path, "parameters"],
    [...pointer, "parameters"],
  ];
  const pointers = lists.flatMap((list) => ((get(list) ?? []) as unknown[]).map((_, index) => [...list, index]));
  const placed = pointers.filter((parameter) => get([...parameter, "in"]) === place);
  return new Map(placed.map((parameter) => [getString([...parameter, "name"]), parameter]));
}

function child(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

function follow(value: unknown): unknown {
  const reference = child(value, "$ref");
  return typeof reference === "string"
    ? reference.replace("#/", "").split("/").reduce<unknown>(child, contract)
    : value;
}
