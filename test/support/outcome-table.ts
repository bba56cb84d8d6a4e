import { endOfStatus, isRetryable, outcomeAfter, type AttemptEnd } from "../../src/errors/outcome.ts";

/** How an attempt can end without success, in the words of the guide. */
const descriptions: Readonly<Record<AttemptEnd, string>> = {
  invalid: "`apiKey` returned an invalid key",
  notConnected: "No connection was made: refused, or the host was not found (reported by Node.js and Bun)",
  untrusted: "The certificate is not trusted (reported by Node.js and Bun)",
  notSentInTime: "`timeoutMs` passed before the request was sent",
  notSentBeforeDeadline: "`deadlineMs` passed before the request was sent",
  rateLimited: statuses("rateLimited"),
  rejected: statuses("rejected"),
  noResponse: "The connection failed, or `timeoutMs` passed, before the whole response arrived",
  unavailable: statuses("unavailable"),
  deadline: "`deadlineMs` passed, or the caller aborted, after the request was sent",
  unexpectedStatus: "Any other status, such as a redirect; or a status above with an error type such as `INTERNAL`",
  malformed: "2xx with an invalid body, or one longer than `maxResponseBytes`",
};

/** Returns the table of the guide's page on errors: what follows from each end of an attempt, by `src/errors/outcome.ts`. */
export function outcomeTable(): string {
  const ends = Object.keys(descriptions) as AttemptEnd[];
  const rows = ends.map((end) => {
    const retried = (kind: "repeatable" | "once") => (isRetryable(end, kind) ? "yes" : "no");
    return [descriptions[end], `\`"${outcomeAfter(end, "once")}"\``, retried("repeatable"), retried("once")];
  });
  const header = [
    "end of the attempt",
    "`outcome` of a write",
    "reads, upserts, definitions, deletes: retried",
    "other writes: retried",
  ];
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Lists the statuses with which an attempt ends so, such as "400, 403 to 407". */
function statuses(end: AttemptEnd): string {
  const ranges: { from: number; to: number }[] = [];
  for (let status = 300; status < 600; status++) {
    if (endOfStatus(status) !== end) continue;
    const last = ranges.at(-1);
    if (last?.to === status - 1) last.to = status;
    else ranges.push({ from: status, to: status });
  }
  const texts = ranges.map(({ from, to }) => {
    if (from === to) return String(from);
    return to === from + 1 ? `${from}, ${to}` : `${from} to ${to}`;
  });
  return texts.join(", ");
}
