import { behaviours, type Behaviour } from "./behaviours.ts";
import { text } from "./check.ts";
import { connectionFacts, type ConnectionFacts } from "./connections.ts";
import { lookAtEmbeddedEntry } from "./embedded-entry.ts";
import { createWorld, type ClientEntry, type EmbeddedEntry, type Settings } from "./world.ts";

/** The name of what is looked at only where the embedded entry runs. */
export const embeddedLook = "runs the embedded registry";
/** How many looks there are elsewhere: the behaviours, and the connections. */
export const clientLooks = behaviours.length + 1;

/** What was seen in one runtime, as JSON. */
export interface Report {
  readonly looks: readonly { readonly name: string; readonly error?: string }[];
  /** Undefined where they could not be found out. */
  readonly connections: ConnectionFacts | undefined;
}

const longestLookMs = 20_000;

/** Looks at everything, in the runtime that this runs in. */
export async function lookAtAll(
  client: ClientEntry,
  embedded: EmbeddedEntry | undefined,
  settings: Settings,
): Promise<Report> {
  const world = createWorld(client, embedded, settings);
  let connections: ConnectionFacts | undefined;
  const all: Behaviour[] = [
    ...behaviours,
    {
      name: "tells a connection that failed, and no more of it than is known",
      async look(world) {
        connections = await connectionFacts(world);
      },
    },
  ];
  if (embedded !== undefined) {
    all.push({ name: embeddedLook, look: () => lookAtEmbeddedEntry(client, embedded) });
  }
  const looks: { name: string; error?: string }[] = [];
  for (const { name, look } of all) {
    try {
      await world.order("reset", {});
      await inTime(look(world));
      looks.push({ name });
    } catch (error) {
      looks.push({ name, error: text(error) });
    }
  }
  return { looks, connections };
}

/** So that one look that hangs hides none of the others. */
async function inTime(look: Promise<void>): Promise<void> {
  let timer: unknown;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it took over ${longestLookMs} ms`));
    }, longestLookMs);
  });
  try {
    await Promise.race([look, late]);
  } finally {
    clearTimeout(timer as number);
  }
}
