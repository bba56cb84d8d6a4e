/** An ES module that also imports package.json, and resolves the contract. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import packageJson from "clinia-registry-client/package.json" with { type: "json" };
import { finished } from "./print.ts";

await finished;
const contract = await readFile(fileURLToPath(import.meta.resolve("clinia-registry-client/openapi.yaml")), "utf8");
console.log(contract.slice(0, 8), packageJson.name);
