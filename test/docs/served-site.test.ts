import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createSite } from "../../scripts/docs/site.ts";

test("a site that can't be built is a 500 that says why, without colours, and leaves nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-site-test-"));
  // As Linux and macOS call it, and as Windows does.
  for (const name of ["TMPDIR", "TEMP", "TMP"]) vi.stubEnv(name, folder);
  const fails = "console.error('\u001b[31mno contract\u001b[39m'); process.exit(1)";
  vi.stubEnv("NODE_OPTIONS", `--import=data:text/javascript,${encodeURIComponent(fails)}`);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  const site = createSite(() => "http://127.0.0.1:4010");
  for (const address of ["/", "/api.html"]) {
    const response = await site.fetch(new Request(`http://localhost${address}`));
    expect(response.status).toBe(500);
    expect(await response.text()).toBe("The documentation could not be built.\n\nno contract\n");
    expect(await readdir(folder)).toStrictEqual([]);
  }
  await site.close();
});
