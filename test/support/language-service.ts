/** The language service of TypeScript as editors use it: a server that speaks a protocol. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import type ts from "typescript";

const tsserver = createRequire(import.meta.url).resolve("typescript/lib/tsserver.js");

interface Message {
  readonly type: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

interface QuickInfo {
  readonly displayString: string;
  readonly documentation: string;
}

/** A position, as the protocol counts: from 1. */
interface Location {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
}

export interface LanguageService {
  open(file: string): void;
  /** Returns the signature and the documentation that an editor shows for the name at a position. */
  hover(at: Location): Promise<string>;
  /** Returns the names that an editor offers. */
  completions(at: Location): Promise<string[]>;
  errors(file: string): Promise<ts.server.protocol.Diagnostic[]>;
  close(): void;
}

export function startLanguageService(): LanguageService {
  const server = spawn(process.execPath, [tsserver, "--disableAutomaticTypingAcquisition"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = new Map<number, (message: Message) => void>();
  let buffered = "";
  server.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    // Each message is one line of JSON, after headers.
    const lines = (buffered + chunk).split("\n");
    buffered = lines.pop() ?? "";
    for (const line of lines.filter((each) => each.startsWith("{"))) {
      const message = JSON.parse(line) as Message;
      if (message.type === "response") waiting.get(message.request_seq ?? 0)?.(message);
    }
  });
  let seq = 0;
  const send = (command: string, parameters: object) => {
    seq += 1;
    server.stdin.write(`${JSON.stringify({ seq, type: "request", command, arguments: parameters })}\n`);
    return seq;
  };
  const request = async (command: string, parameters: object): Promise<unknown> => {
    const { success, message, body } = await new Promise<Message>((resolve) => {
      waiting.set(send(command, parameters), resolve);
    });
    if (success !== true) throw new Error(`${command}: ${message ?? ""}`);
    return body;
  };
  return {
    open(file) {
      send("open", { file });
    },
    async hover(at) {
      const { displayString, documentation } = (await request("quickinfo", at)) as QuickInfo;
      return `${displayString}\n${documentation}`;
    },
    async completions(at) {
      const { entries } = (await request("completionInfo", at)) as ts.server.protocol.CompletionInfo;
      return entries.map(({ name }) => name);
    },
    async errors(file) {
      return (await request("semanticDiagnosticsSync", { file })) as ts.server.protocol.Diagnostic[];
    },
    close() {
      server.kill();
    },
  };
}
