import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** What a registry received and stores. */
export interface CrashReport {
  /** How many bulks and operations it accepted. */
  readonly bulks: number;
  readonly operations: number;
  /** The id and the version of each stored resource. */
  readonly resources: readonly (readonly [id: string, version: number])[];
}

/** Opens a registry, or asks for its report. */
export interface CrashRequest {
  readonly number: number;
  readonly name: string;
  readonly taskDurationMs?: number;
}

export interface CrashResponse {
  readonly url?: string;
  readonly report?: CrashReport;
}

export interface CrashRegistry {
  readonly url: string;
  report(): Promise<CrashReport>;
}

/** The process of the registries. */
export interface CrashRegistries {
  open(taskDurationMs: number): Promise<CrashRegistry>;
  close(): void;
}

/** Starts the process with the registries. */
export async function startRegistries(): Promise<CrashRegistries> {
  const registries = fork(resolve("scripts/run.mjs"), [resolve("test/import/crash/registry.ts")], { execArgv: [] });
  await once(registries, "message");
  let count = 0;
  const ask = (request: Omit<CrashRequest, "number">) => requestFrom(registries, { ...request, number: ++count });
  return {
    async open(taskDurationMs) {
      const name = `registry ${++count}`;
      const { url = "" } = await ask({ name, taskDurationMs });
      return {
        url,
        async report() {
          const { report } = await ask({ name });
          if (report === undefined) throw new Error("This registry was not opened.");
          return report;
        },
      };
    },
    close: () => registries.kill(),
  };
}

function requestFrom(registries: ChildProcess, request: CrashRequest): Promise<CrashResponse> {
  return new Promise((resolve) => {
    const receive = (response: CrashResponse & { number?: number }) => {
      if (response.number !== request.number) return;
      registries.off("message", receive);
      resolve(response);
    };
    registries.on("message", receive);
    registries.send(request);
  });
}
