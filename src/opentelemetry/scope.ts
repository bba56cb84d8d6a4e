/*
 * The instrumentation scope: what OpenTelemetry records as the source of each span and counter.
 */

/** Its name. */
export const scopeName = "clinia-registry-client";

/** The version of this package in package.json. */
export const version = "0.1.0";
