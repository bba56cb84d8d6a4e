import { truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { runScript } from "../support/run.ts";

const size = 300_000_000;

test("an upload of 300 MB from disk needs less than 100 MB of memory", async () => {
  let received = 0;
  const server = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => (received += chunk.length));
    request.on("end", () => response.end('{"taskId":"s_1","status":"ACCEPTED"}'));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await inNewFolder(async (folder) => {
    const file = join(folder, "scan.bin");
    await writeFile(file, "");
    // A sparse file, which takes no space on the disk.
    await truncate(file, size);
    const { code, stdout, stderr } = await runScript(["test/support/upload-file.ts", `http://127.0.0.1:${port}`, file]);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    const { status, growth } = JSON.parse(stdout) as { status: string; growth: number };
    expect(status).toBe("ACCEPTED");
    expect(growth).toBeLessThan(100_000_000);
  });
  expect(received).toBeGreaterThan(size);
});
