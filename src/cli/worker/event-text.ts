import type { ImportWorkerEvent, PartitionName } from "../../bullmq/index.ts";
import { formatNumber, recordsText } from "../import/progress-text.ts";

/** Returns the line that a worker prints for an event. */
export function eventText(event: ImportWorkerEvent, queue: string): string {
  switch (event.event) {
    case "ready":
      return `Waiting for jobs of the queue ${queue}. Ctrl-C or SIGTERM ends the worker, and another one continues its job.\n`;
    case "warning":
    case "error":
      return `${event.message}\n`;
    case "finished": {
      const { read, written, rejected } = event.summary;
      return `${placeOf(event)} has finished. ${recordsText(read)}: ${formatNumber(written)} written, ${formatNumber(rejected)} rejected.\n`;
    }
    case "failed":
      return `${placeOf(event)} ${event.retried ? "stopped, and will be retried" : "has failed"}. ${event.message}\n`;
    case "started":
      return `${placeOf(event)} has started.\n`;
    case "released":
      return `${placeOf(event)} was stopped. Another worker can continue it.\n`;
    case "lost":
      return `${placeOf(event)} was taken over by another worker.\n`;
  }
}

function placeOf(event: PartitionName): string {
  return `Partition ${event.partition} of ${event.partitions} of ${event.import}`;
}
