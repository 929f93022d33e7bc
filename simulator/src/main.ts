import manifest from "@aks-topology/simulator/package.json" with { type: "json" };
import { Command, InvalidArgumentError } from "commander";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { SUBNETS_NEED_SECURITY_GROUP, type DenyPolicy } from "./admission/policies.js";
import { JsonFlaw, readJson } from "./core/json-text.js";
import { isTarget, TARGET_SHAPE } from "./hosts.js";
import { parseFaults } from "./server/control.js";
import { exportLines } from "./server/environment.js";
import { logLine } from "./server/request-log.js";
import { Simulator, type StoredState } from "./simulator.js";

interface Options {
  readonly port: number;
  readonly host: string;
  readonly exposed?: boolean;
  readonly state?: string;
  readonly faults?: string;
  readonly map: readonly string[];
  readonly throttle?: boolean;
  readonly permissions?: boolean;
  readonly alertDelay: number;
  readonly operation: number;
  readonly subnetUpdating: number;
  readonly policy: readonly string[];
  readonly unregistered: readonly string[];
  readonly pageSize?: number;
}

/** How often a changed state is written, in milliseconds. */
const SAVE_MS = 2_000;

const stored = z.strictObject({
  version: z.literal(1),
  resources: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      body: z.record(z.string(), z.unknown()),
    }),
  ),
});

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`a whole number between ${least} and ${most} is expected`);
    return value;
  };
}

function collect(text: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, text];
}

/** Reads a JSON file; the error names the file, the place and what is wrong with it. */
function readFile<T>(file: string, parse: (value: unknown) => T): T {
  try {
    return parse(readJson(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof JsonFlaw)
      throw new Error(`${file}:${error.line}:${error.column}: ${error.what}.`, { cause: error });
    const reason =
      error instanceof z.ZodError
        ? z.prettifyError(error)
        : error instanceof Error
          ? error.message
          : String(error);
    throw new Error(`${file}: ${reason}`, { cause: error });
  }
}

function simulatorOf(options: Options): Simulator {
  const simulator = new Simulator({
    faults: options.faults === undefined ? [] : readFile(options.faults, parseFaults),
    throttling: options.throttle === true,
    permissions: options.permissions === true,
    events: { alertDelayMs: options.alertDelay },
    latencies: { operationMs: options.operation, subnetUpdatingMs: options.subnetUpdating },
    policies: options.policy.map(policyNamed),
    unregistered: options.unregistered,
    ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
  });
  for (const mapping of options.map) {
    const equals = mapping.indexOf("=");
    const host = mapping.slice(0, Math.max(equals, 0));
    // The URL is not printed: it may hold a password.
    const named = /^[*\w.-]{1,253}$/.test(host) ? `--map ${host}=…` : "--map";
    if (named === "--map" || !isTarget(mapping.slice(equals + 1)))
      throw new Error(`${named}: expected HOST=URL, ${TARGET_SHAPE}`);
    simulator.hosts.map(host, mapping.slice(equals + 1));
  }
  return simulator;
}

/** `subnets-need-security-group`, or a type (`Microsoft.Network/routeTables`) of which every write is denied. */
function policyNamed(text: string): DenyPolicy {
  if (text === "subnets-need-security-group") return SUBNETS_NEED_SECURITY_GROUP;
  if (!text.includes("/"))
    throw new Error(`--policy ${text}: subnets-need-security-group or a resource type is expected`);
  return { name: `deny-${text.slice(text.lastIndexOf("/") + 1)}`, type: text };
}

/** Keeps the state in a file; returns what writes it a last time. */
function keepState(simulator: Simulator, file: string): () => void {
  if (existsSync(file)) simulator.restore(readFile<StoredState>(file, (value) => stored.parse(value)));
  let changed = false;
  const save = (): void => {
    // Renaming makes the new state appear whole or not at all.
    writeFileSync(`${file}.new`, JSON.stringify(simulator.snapshot()));
    renameSync(`${file}.new`, file);
    changed = false;
  };
  simulator.onRequest(({ kind, status }) => {
    changed ||= kind === "writes" && status < 400;
  });
  const timer = setInterval(() => {
    if (!changed) return;
    try {
      save();
    } catch (error) {
      // The next turn tries again; what runs against the simulator goes on.
      process.stderr.write(`warning: ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }, SAVE_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    save();
  };
}

async function run(options: Options): Promise<void> {
  const simulator = simulatorOf(options);
  const save = options.state === undefined ? undefined : keepState(simulator, options.state);
  const server = await simulator.listen({
    port: options.port,
    host: options.host,
    exposed: options.exposed === true,
    extraRoots: [process.env["SSL_CERT_FILE"], process.env["NODE_EXTRA_CA_CERTS"]]
      .flatMap(readable)
      .join("\n"),
    onRequest: (line) => {
      process.stderr.write(`${logLine(line)}\n`);
    },
  });
  process.stdout.write(`# listening on ${server.url}; its CA certificate is at ${server.caFile}\n`);
  process.stdout.write(`${exportLines(server.env).join("\n")}\n`);
  process.stdout.write(
    `# curl -H "Authorization: Bearer laptop" "${server.url}/subscriptions/$ARM_SUBSCRIPTION_ID?api-version=2022-12-01"\n`,
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    save?.();
    void server.close();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
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
  .version(manifest.version, "--version", "print the version")
  .option(
    "--port <number>",
    "TLS port; the CONNECT proxy takes the next one; 0: any two",
    whole(0, 65_534),
    8443,
  )
  .option("--state <file>", "keep the state in this file, and begin with it")
  .option("--faults <file>", "JSON list of fault rules")
  .option(
    "--map <host=url>",
    "where calls to a host really go, such as *.azurewebsites.net=http://127.0.0.1:8080",
    collect,
    [],
  )
  .option("--throttle", "answer 429 beyond Azure's token buckets")
  .option("--permissions", "let role assignments decide")
  .option("--alert-delay <ms>", "from an activity-log entry to its alert", whole(0, 3_600_000), 0)
  .option("--operation <ms>", "length of long-running operations", whole(0, 3_600_000), 0)
  .option(
    "--subnet-updating <ms>",
    "how long a subnet stays Updating after its write is done, such as 30000",
    whole(0, 3_600_000),
    0,
  )
  .option(
    "--policy <name>",
    "deny subnets without a security group (subnets-need-security-group), or every write of a type",
    collect,
    [],
  )
  .option("--unregistered <namespace>", "a resource provider that is not registered", collect, [])
  .option("--page-size <number>", "entries per page of a list", whole(1, 100_000))
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--exposed", "allow an address that other machines can reach")
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
