import { vi } from "vitest";

export const browserPage = { window: {}, document: {}, navigator: {} };

export const browserWorker = {
  WorkerGlobalScope: {},
  navigator: { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0" },
};

/** Sets globals of another platform, until `vi.unstubAllGlobals()`. */
export function emulate(globals: Readonly<Record<string, object>>): void {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
}
