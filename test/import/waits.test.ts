import { describe, expect, test } from "vitest";
import type { ImportProgress } from "../../src/import/index.ts";
import { importing, patients } from "../support/imports.ts";

/** A window of an hour that starts in two hours. */
function closedWindow(): string {
  const hour = (hours: number) => String((new Date().getHours() + hours) % 24).padStart(2, "0");
  return `${hour(2)}:00-${hour(3)}:00`;
}

describe("importFiles waits", () => {
  test("for its rate, without reporting it", async () => {
    const { run } = await importing(patients(3));
    const waits = new Set<unknown>();
    const onProgress = ({ waitingFor }: ImportProgress) => waits.add(waitingFor);
    expect(await run({ rate: 50, onProgress })).toMatchObject({ read: 3, written: 3 });
    expect(waits).toStrictEqual(new Set([undefined]));
  });

  test("for nothing when it was aborted before", async () => {
    const { stopped, sent } = await importing(patients(3));
    expect(await stopped({ signal: AbortSignal.abort() })).toMatchObject({ reason: "aborted" });
    expect(sent).toStrictEqual([]);
  });

  test("for its window, until it is aborted", async () => {
    const { stopped, sent } = await importing(patients(3));
    const controller = new AbortController();
    const onProgress = ({ waitingFor }: ImportProgress) => {
      if (waitingFor === "window") controller.abort();
    };
    const options = { window: closedWindow(), signal: controller.signal, onProgress };
    expect(await stopped(options)).toMatchObject({ reason: "aborted", summary: { read: 0 } });
    expect(sent).toStrictEqual([]);
  });

  test("for a registry that can't be reached, until it is aborted", async () => {
    const { stopped, embedded } = await importing(patients(3));
    await embedded.faults.refuseConnections();
    const controller = new AbortController();
    const onProgress = ({ waitingFor }: ImportProgress) => {
      if (waitingFor === "registry")
        setTimeout(() => {
          controller.abort();
        });
    };
    expect(await stopped({ signal: controller.signal, onProgress })).toMatchObject({ reason: "aborted" });
  });

  test("for a registry that is overloaded", async () => {
    const { run, embedded } = await importing(patients(3));
    embedded.faults.nextRequests(1_000, { kind: "status", status: 503 });
    const waits = new Set<unknown>();
    const onProgress = ({ waitingFor, pausedMs }: ImportProgress) => {
      waits.add(waitingFor);
      if (pausedMs > 0) embedded.faults.clear();
    };
    expect(await run({ onProgress })).toMatchObject({ written: 3, rejected: 0 });
    expect(waits).toStrictEqual(new Set([undefined, "registry"]));
  });

  test("for a registry that is overloaded, until it is aborted", async () => {
    const { stopped, run, embedded } = await importing(patients(3));
    embedded.faults.nextRequests(1_000, { kind: "status", status: 503 });
    const controller = new AbortController();
    const onProgress = ({ pausedMs }: ImportProgress) => {
      if (pausedMs > 0) controller.abort();
    };
    const error = await stopped({ signal: controller.signal, onProgress });
    expect(error).toMatchObject({ reason: "aborted", summary: { read: 3, open: 3, rejected: 0 } });
    embedded.faults.clear();
    expect(await run()).toMatchObject({ written: 3 });
  });
});
