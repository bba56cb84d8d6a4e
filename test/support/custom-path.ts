import type { RegistryHttp } from "../../src/index.ts";
import { againstTheContract } from "./exchange-check.ts";

type Call = (path: string, init?: object | null) => Promise<unknown>;

/** Calls a path outside the contract through http, as JavaScript can. */
export function callCustomPath(
  http: RegistryHttp,
  method: "GET" | "PUT" | "POST" | "DELETE",
  path: string,
  init?: object | null,
): Promise<unknown> {
  const call = http[method] as unknown as Call;
  return againstTheContract(() => call(path, init));
}
