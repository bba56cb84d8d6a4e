import type { Report } from "./inside/look.ts";
import type { ServedRegistry } from "./registry.ts";

/** Somewhere that the client runs. */
export interface Runtime {
  readonly name: string;
  readonly version: string;
  /** Whether the version is this repository's choice, and not that of the machine. */
  readonly isPinned: boolean;
  /** Looks at the client there, against a registry of its own. */
  look(registry: ServedRegistry): Promise<Report>;
}
