import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Halves, Outcome } from "./outcome.ts";

/** Gives the outcome of a request to its connection: the answer that is still to be sent. */
export async function overHttp(
  { signal }: Request,
  pending: Promise<Outcome>,
  outgoing: ServerResponse,
): Promise<Response> {
  const outcome = await pending;
  const { socket } = outgoing.req;
  switch (outcome.kind) {
    case "answer":
      return outcome.response;
    case "halves":
      await sendHalves(outcome, signal, outgoing);
      return RESPONSE_ALREADY_SENT;
    case "reset":
      socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case "closed":
      socket.destroy();
      return RESPONSE_ALREADY_SENT;
  }
}

async function sendHalves(
  { status, headers, first, second, secondComes }: Halves,
  left: AbortSignal,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(status, Object.fromEntries(headers));
  // What is not flushed yet is lost with the socket.
  await new Promise<void>((flushed) => {
    outgoing.write(first, () => {
      flushed();
    });
  });
  if (await secondComes([left])) outgoing.end(second);
  else outgoing.req.socket.destroy();
}
