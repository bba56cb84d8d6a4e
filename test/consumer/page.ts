/** A page, which calls the registry through a proxy that adds the key. */
import { createRegistryClient } from "clinia-registry-client";
import { steps } from "./program.ts";

Object.assign(globalThis, { run: (baseUrl: string) => steps(createRegistryClient({ baseUrl, apiKey: null })) });
