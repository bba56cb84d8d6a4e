/** A page: it calls a registry through a proxy, which has the key. */
import { createRegistryClient } from "clinia-registry-client";
import { steps } from "./program.ts";

Object.assign(globalThis, { look: (baseUrl: string) => steps(createRegistryClient({ baseUrl, apiKey: null })) });
