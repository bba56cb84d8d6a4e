/**
 * Traces and metrics of the client, with OpenTelemetry.
 *
 * @module clinia-registry-client/opentelemetry
 */
export { countRecords, type CountRecordsOptions, type RecordProgress } from "./count-records.ts";
export { withOpenTelemetry, type OpenTelemetryOptions } from "./with-open-telemetry.ts";
