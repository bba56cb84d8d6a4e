const messages = {
  ECONNREFUSED: "connect ECONNREFUSED",
  ECONNRESET: "read ECONNRESET",
  UND_ERR_SOCKET: "other side closed",
} as const;

/** What Node's fetch rejects with when there is no answer. */
export function fetchFailed(code: keyof typeof messages): TypeError {
  return new TypeError("fetch failed", { cause: causeOf(code) });
}

/** What Node's fetch errors a body with when the connection ends before it. */
export function bodyTerminated(): TypeError {
  return new TypeError("terminated", { cause: causeOf("UND_ERR_SOCKET") });
}

function causeOf(code: keyof typeof messages): Error {
  return Object.assign(new Error(messages[code]), { code });
}
