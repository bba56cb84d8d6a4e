import type { Fetch } from "../../src/index.ts";

/** The result of one request of a scripted fetch. */
export type Scripted = () => Response | Error | "stuck";

/** A fetch with these results in order, and the last one repeatedly. */
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

/** An error of Node's fetch, with the code in its cause. */
export function fetchFailed(code: string, message = `connect ${code}`): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}

/** An error response of the registry. */
export function errorResponse(status: number, headers: Record<string, string> = {}): Response {
  const body = { code: status, type: status < 500 ? "FAILED_PRECONDITION" : "INTERNAL", message: "no" };
  return Response.json(body, { status, headers });
}
