import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { QueueClient } from "@azure/storage-queue";

const require = createRequire(import.meta.url);

/** Azurite's published development account: a constant of the emulator, no secret. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

export interface Azurite {
  readonly connectionString: string;
  queue(name: string): QueueClient;
  stop(): Promise<void>;
}

/** Starts one of Azurite's services on a free port. */
export async function startAzurite(service: "queue" | "blob" = "queue"): Promise<Azurite> {
  const main = require.resolve(`azurite/dist/src/${service}/main.js`);
  const args = [
    `--${service}Port`,
    "0",
    "--inMemoryPersistence",
    "--disableTelemetry",
    "--skipApiVersionCheck",
  ];
  const child = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const url = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const [, found] = /(http:\/\/[\d.]+:\d+)/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", () => {
      reject(new Error(`Azurite ended: ${text}`));
    });
  });
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};${service === "queue" ? "Queue" : "Blob"}Endpoint=${url}/${ACCOUNT};`;
  return {
    connectionString,
    queue: (name) => new QueueClient(connectionString, name),
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => {
          resolve();
        });
        child.kill("SIGTERM");
      }),
  };
}
