/** `node bench/source-lines.mjs`: counts the lines of the committed src/, without generated/ and embedded/, as Prettier formats them at width 120. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { machineLine } from "./measurement.mjs";

const root = new URL("../", import.meta.url);
const listed = execFileSync("git", ["ls-files", "src"], { cwd: fileURLToPath(root), encoding: "utf8" });
const files = listed.split("\n").filter((file) => file !== "" && !/^src\/(generated|embedded)\//.test(file));

let lines = 0;
for (const file of files) {
  const code = await format(readFileSync(new URL(file, root), "utf8"), { filepath: file, printWidth: 120 });
  lines += code.split("\n").length - 1;
}
console.log(machineLine());
console.log(`lines of src/ without generated/ and embedded/: ${lines}, in ${files.length} files`);
