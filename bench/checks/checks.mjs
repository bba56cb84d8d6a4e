/**
 * Measures checks of patients with the example profiles, by the CPU time: `node checks.js <warm-up rounds> <rounds>`. It sends the
 * number of documents per second to the parent process: of the profiles, of `JSON.parse`, and of ajv with the JSON Schema of the same
 * profiles. They take turns.
 */
import { profiles } from "../dist/generated/clinia.gen.ts";
import { median } from "../measurement.mjs";
import { validate } from "./ajv.mjs";
import { patientData } from "./patients.mjs";

const documentCount = 2_000;
const [warmUpRounds, rounds] = process.argv.slice(2).map(Number);

const documents = Array.from({ length: documentCount }, (_, index) => patientData(index));
const texts = documents.map((document) => JSON.stringify(document));

const ways = {
  check: () => documents.every((data) => profiles.check("patient", { data }).length === 0),
  parse: () => texts.every((text) => JSON.parse(text).active),
  ajv: () => documents.every((data) => validate(data)),
};

const microseconds = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
for (let round = 0; round < warmUpRounds + rounds; round++) {
  for (const [name, run] of Object.entries(ways)) {
    const before = process.cpuUsage();
    if (!run()) throw new Error(`${name} refused a document.`);
    const { user, system } = process.cpuUsage(before);
    if (round >= warmUpRounds) microseconds[name].push((user + system) / documentCount);
  }
}
const rates = Object.entries(microseconds).map(([name, values]) => [name, 1e6 / median(values)]);
process.send({ ...Object.fromEntries(rates), documentBytes: Buffer.byteLength(texts[0]) });
