import { setImmediate } from "node:timers/promises";
import { answerOf } from "./answers.ts";
import type { MetFault } from "./queue.ts";
import { wait } from "./wait.ts";

/** What becomes of a request, whichever way it came. */
export type Handling =
  | { readonly kind: "answer"; readonly response: Response }
  | ({ readonly kind: "halves" } & Halves)
  | { readonly kind: "reset" }
  | { readonly kind: "closed" };

/** An answer of which the second half comes later, or never. */
export interface Halves {
  readonly status: number;
  /** With the length of the whole. */
  readonly headers: Headers;
  readonly first: Uint8Array<ArrayBuffer>;
  readonly second: Uint8Array<ArrayBuffer>;
  /** Resolves when the second half is due, or is known not to come: with whether it comes. `left`: the caller has gone. */
  readonly secondComes: (left: readonly AbortSignal[]) => Promise<boolean>;
}

/** Handles a request as the fault that it has met says. */
export async function handlingOf(
  request: Request,
  handle: (request: Request) => Response | Promise<Response>,
  { fault, cleared }: MetFault,
): Promise<Handling> {
  const handled = async () => {
    await arrived(request);
    return handle(request);
  };
  switch (fault.kind) {
    case "status":
    case "redirect":
      await arrived(request);
      return { kind: "answer", response: answerOf(fault) };
    case "html":
    case "empty":
      await (fault.status < 300 ? handled() : arrived(request));
      return { kind: "answer", response: answerOf(fault) };
    case "latency": {
      const [passed] = await Promise.all([wait([cleared], fault.ms, request.signal), arrived(request)]);
      return passed ? { kind: "answer", response: await handle(request) } : { kind: "closed" };
    }
    case "slowBody":
      return inHalves(await handled(), (left) => wait([cleared, ...left], fault.ms));
    case "cutBody":
      return inHalves(await handled(), () => setImmediate(false));
    case "resetAfter":
      await handled();
      return { kind: "reset" };
    case "resetBefore":
      return { kind: "reset" };
    case "noResponse":
      await wait([cleared, request.signal]);
      return { kind: "closed" };
  }
}

/** Waits until the request is there as a whole: with it, it can be carried out though its caller has gone. */
async function arrived(request: Request): Promise<void> {
  await request.clone().arrayBuffer();
}

async function inHalves(response: Response, secondComes: Halves["secondComes"]): Promise<Handling> {
  const whole = new Uint8Array(await response.arrayBuffer());
  const middle = Math.floor(whole.length / 2);
  const headers = new Headers(response.headers);
  headers.set("content-length", String(whole.length));
  const [first, second] = [whole.subarray(0, middle), whole.subarray(middle)];
  return { kind: "halves", status: response.status, headers, first, second, secondComes };
}
