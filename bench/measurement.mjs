import { cpus, loadavg } from "node:os";

/** Returns the median of an odd number of values. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[(values.length - 1) / 2];
}

/** Returns one line with the processor, the version of Node.js and the load, to print above measurements. */
export function machineLine() {
  const [{ model }] = cpus();
  return `${model}, ${cpus().length} cores, Node.js ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`;
}
