import { access } from "node:fs/promises";
import { join } from "node:path";
import { startRegistries } from "../../test/import/crash/registries.ts";
import { runProof } from "../../test/cluster/proof/run.ts";
import type { Engine } from "../../test/cluster/proof/stage.ts";
import { judge } from "../../test/cluster/proof/verdict.ts";
import { requireServers } from "../../test/cluster/servers.ts";
import { root } from "../redocly.ts";

/** What is imported, and by which queue. */
export interface ClusterSoak {
  readonly engine: Engine;
  readonly lines: number;
  readonly seed: number;
}

/** The command locks a job for 30 s: a worker that is frozen for longer loses its partition. */
const frozenMs = 40_000;
const killsEveryMs = 5_000;
const killMs = 60_000;
const maxMs = 1_800_000;
const batchSize = 1_000;

/**
 * Imports a file by three workers with the built command, on real servers: workers are killed every 5 s for a minute, one is frozen for
 * 40 s, the servers are restarted, and the queue loses every job. Resolves with whether nothing was lost.
 */
export async function soakCluster({ engine, lines, seed }: ClusterSoak): Promise<boolean> {
  requireServers();
  await access(join(root, "dist/bullmq/index.js")).catch(() => {
    throw new Error("The built package is missing. Run: npm run build");
  });
  console.log(`${lines} lines by three workers with a queue in ${engine}, seed ${seed}`);
  const registries = await startRegistries();
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6);
  try {
    const result = await runProof(registries, {
      ...{ engine, journalsIn: "postgres", lineCount: lines, seed, workerCount: 3 },
      ...{ batchSize, taskDurationMs: 100, kills: { count: killMs / killsEveryMs, everyMs: killsEveryMs } },
      ...{ restartsAt: [0.4, 0.8], wipesAt: [0.6], freezes: [{ at: 0.2, forMs: frozenMs }], maxMs },
      log: (text) => {
        console.log(`${seconds()} s  ${text}`);
      },
    });
    const { stored, lost, stale, extra, resent, problems } = judge(result);
    const rate = Math.round(lines / result.seconds);
    console.log(
      `${result.seconds.toFixed(1)} s, ${rate} lines/s, ${result.kills} kills, ${resent} operations sent again`,
    );
    console.log(`${stored} stored: ${lost} lost, ${extra} extra, ${stale} stale; ${result.report.rejected} rejected`);
    for (const problem of problems) console.error(problem);
    // Only the frozen worker may have sent a bulk too late.
    return lost + extra === 0 && stale <= batchSize && problems.length === 0;
  } finally {
    registries.close();
  }
}
