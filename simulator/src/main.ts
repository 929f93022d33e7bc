import { Command, InvalidArgumentError } from "commander";
import { readFileSync } from "node:fs";
import { exportLines } from "./server/environment.js";
import { Simulator } from "./simulator.js";

interface Options {
  readonly port: number;
  readonly host: string;
  readonly exposed?: boolean;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_534)
    throw new InvalidArgumentError("a port lies between 0 and 65534");
  return value;
}

async function run(options: Options): Promise<void> {
  const simulator = new Simulator();
  const extra = [process.env["SSL_CERT_FILE"], process.env["NODE_EXTRA_CA_CERTS"]].flatMap((file) =>
    readable(file),
  );
  const server = await simulator.listen({
    port: options.port,
    host: options.host,
    exposed: options.exposed === true,
    extraRoots: extra.join("\n"),
    onRequest: ({ method, url, status, ms }) => {
      process.stderr.write(`${method} ${url} ${status === 0 ? "reset" : String(status)} ${ms} ms\n`);
    },
  });
  process.stdout.write(`# listening on ${server.url}; its CA certificate lies at ${server.caFile}\n`);
  process.stdout.write(`${exportLines(server.env).join("\n")}\n`);
  const stop = (): void => {
    void server.close().then(() => {
      process.exitCode = 0;
    });
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function readable(file: string | undefined): string[] {
  if (file === undefined || file === "") return [];
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    return [];
  }
}

const program = new Command("simulator")
  .description("An Azure Resource Manager on this machine's loopback.")
  .option("--port <number>", "TLS port; the CONNECT proxy takes the next one", port, 8443)
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--exposed", "allow an address that other machines can reach")
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
