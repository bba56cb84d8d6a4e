import { isDeepStrictEqual } from "node:util";
import type { Resource } from "../../generated/client.ts";
import { ErrorResponse } from "../error-response.ts";
import type { Settings } from "../options.ts";

/** How long a cursor is valid after the request that returned it. */
const cursorMinutes = 5;
const cursorMs = cursorMinutes * 60_000;

/** The part of a request that must not change within a session. */
export interface BrowseQuery {
  readonly sourceKey: string;
  readonly collectionKeys: readonly string[];
  readonly filter: unknown;
}

/** One page, and the number of records of its session. */
export interface BrowseSlice {
  readonly resources: readonly Resource[];
  readonly total: number;
  /** Undefined on the last page. */
  readonly cursor: string | undefined;
}

/** The browse sessions of a registry, in memory. */
export interface BrowseSessions {
  /** Starts a session with these resources, and returns its first page. The stored resources can change later. */
  start(query: BrowseQuery, resources: readonly Resource[], perPage: number): BrowseSlice;
  /** Returns the page of a cursor. The same cursor returns the same page. Throws an {@link ErrorResponse}. */
  continue(query: BrowseQuery, cursor: string, perPage: number): BrowseSlice;
  clear(): void;
}

interface Session {
  readonly query: BrowseQuery;
  readonly resources: readonly Resource[];
  /** When the cursor of each position expires. */
  readonly expiresAt: Map<number, number>;
}

export function createBrowseSessions({ now }: Settings): BrowseSessions {
  const sessions = new Map<string, Session>();

  /** Removes the cursors that have expired, and the sessions without a valid cursor. */
  const removeExpired = (time: number) => {
    for (const [id, { expiresAt }] of sessions) {
      for (const [position, expiry] of expiresAt) if (expiry <= time) expiresAt.delete(position);
      if (expiresAt.size === 0) sessions.delete(id);
    }
  };

  const slice = (id: string, session: Session, from: number, perPage: number, time: number): BrowseSlice => {
    const { resources, expiresAt } = session;
    const next = from + perPage;
    const hasMore = next < resources.length;
    if (hasMore) {
      expiresAt.set(next, time + cursorMs);
      sessions.set(id, session);
    }
    return {
      resources: resources.slice(from, next),
      total: resources.length,
      cursor: hasMore ? `${id}.${next}` : undefined,
    };
  };

  return {
    start(query, resources, perPage) {
      const time = now().getTime();
      removeExpired(time);
      return slice(crypto.randomUUID(), { query, resources, expiresAt: new Map() }, 0, perPage, time);
    },
    continue(query, cursor, perPage) {
      const time = now().getTime();
      removeExpired(time);
      const [id = "", position] = cursor.split(".");
      const session = sessions.get(id);
      const from = Number(position);
      const isKnown = session?.expiresAt.has(from) === true && cursor === `${id}.${from}`;
      if (!isKnown || session.query.sourceKey !== query.sourceKey) {
        throw new ErrorResponse(404, "NOT_FOUND", `Cursor not found. A cursor expires after ${cursorMinutes} minutes.`);
      }
      if (!isDeepStrictEqual(session.query, query)) {
        throw new ErrorResponse(
          501,
          "UNIMPLEMENTED",
          "The embedded registry does not implement a cursor with other collectionKeys or another filter: no page shows it.",
        );
      }
      return slice(id, session, from, perPage, time);
    },
    clear() {
      sessions.clear();
    },
  };
}
