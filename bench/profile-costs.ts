/**
 * `npx jiti bench/profile-costs.ts [--runs 5]`, after `npm run build` and `node bench/build.mjs`: measures only the part of
 * `npm run bench` about profiles, and prints it as JSON.
 */
import { readOptions, wholeNumber } from "../scripts/options.ts";
import { describeMachine, readMachine } from "./machine.ts";
import { measureProfiles } from "./profiles/measure.ts";
import { fullWorkload } from "./workload.ts";

const options = readOptions({ runs: { type: "string", default: "5" } });
const profileRuns = wholeNumber("runs", options.runs, 1, 100);
console.log(describeMachine(readMachine()));
const costs = await measureProfiles({ ...fullWorkload, profileRuns });
console.log(JSON.stringify(costs, undefined, 2));
