import type { Fetch } from "../../src/index.ts";

/** What a scripted fetch does with one request. */
export type Scripted = () => Response | Error | "stuck";

/** A fetch that does one thing after the other, and the last one again and again. */
export function scriptedFetch(...script: Scripted[]): { fetch: Fetch; readonly requests: Request[] } {
  const requests: Request[] = [];
  return {
    requests,
    fetch(url, init) {
      const step = script[Math.min(requests.length, script.length - 1)];
      requests.push(new Request(url, { ...init, signal: null }));
      const result = step?.() ?? new Error("The script is empty.");
      if (result === "stuck") return stuckUntil(init.signal);
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  };
}

function stuckUntil(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener("abort", () => {
      reject(signal.reason as Error);
    });
  });
}

/** The error of Node's fetch: what went wrong is in its cause. */
export function fetchFailed(code: string, message = `connect ${code}`): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

/** An answer that is the registry's error. */
export function refusal(status: number, headers: Record<string, string> = {}): Response {
  const body = { code: status, type: status < 500 ? "FAILED_PRECONDITION" : "INTERNAL", message: "no" };
  return Response.json(body, { status, headers });
}
