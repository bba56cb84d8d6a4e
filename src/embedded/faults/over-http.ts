import type { ServerResponse } from "node:http";
import type { Halves, Handling } from "./handling.ts";

/** Gives the handling of a request to its connection: the answer that is still to be sent. */
export async function overHttp(
  { signal }: Request,
  pending: Promise<Handling>,
  outgoing: ServerResponse,
): Promise<Response> {
  const handling = await pending;
  const { socket } = outgoing.req;
  switch (handling.kind) {
    case "answer":
      return handling.response;
    case "halves":
      await sendHalves(handling, signal, outgoing);
      break;
    case "reset":
      socket.resetAndDestroy();
      break;
    case "closed":
      socket.destroy();
      break;
  }
  // Not at import: it is a Response of the platform, which a test with jsdom may not have.
  const { RESPONSE_ALREADY_SENT } = await import("@hono/node-server/utils/response");
  return RESPONSE_ALREADY_SENT;
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
