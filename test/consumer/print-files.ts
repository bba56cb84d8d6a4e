/** A program that also finds the files of the package, as an ES module does. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import packageJson from "clinia-registry-client/package.json" with { type: "json" };
import { printed } from "./print.ts";

await printed;
const contract = await readFile(fileURLToPath(import.meta.resolve("clinia-registry-client/openapi.yaml")), "utf8");
console.log(contract.slice(0, 8), packageJson.name);
