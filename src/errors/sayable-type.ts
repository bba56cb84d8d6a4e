import { errorTypes } from "../generated/constants.ts";

/** A type of error that is known, for a message or a log: another one could say anything. */
export function sayableType(type: string | undefined): (typeof errorTypes)[number] | undefined {
  return errorTypes.find((known) => known === type);
}
