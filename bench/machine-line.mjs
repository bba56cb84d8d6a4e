import { cpus, loadavg } from "node:os";

/** The machine in one line, for the programs that print what they measure. */
export function machineLine() {
  const [{ model }] = cpus();
  return `${model}, ${cpus().length} cores, Node.js ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`;
}
