import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Ports } from "./kit.ts";
import { planText } from "./plan.ts";
import { isAzure, run } from "./run.ts";
import { STEPS } from "./steps.ts";

const USAGE = `npm run conformance -- --subscription ID [--location westeurope] [--endpoint URL] [--only STEP]… [--out FILE] [--plan]`;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

class UsageError extends Error {}

const interruption = new AbortController();

function options(): {
  subscription: string;
  location: string;
  endpoint: string;
  only: readonly string[];
  out: string;
  plan: boolean;
} {
  const { values } = parseArgs({
    options: {
      subscription: { type: "string" },
      location: { type: "string", default: "westeurope" },
      endpoint: { type: "string", default: "https://management.azure.com" },
      only: { type: "string", multiple: true, default: [] },
      out: { type: "string" },
      plan: { type: "boolean", default: false },
    },
  });
  const { location, endpoint, only, plan, subscription = "" } = values;
  if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== "https:")
    throw new UsageError("--endpoint is no https URL: tokens travel there.");
  const unknown = only.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined)
    throw new UsageError(
      `no step is named "${unknown}". Choose from: ${STEPS.map(({ name }) => name).join(", ")}.`,
    );
  if (!plan && !GUID.test(subscription)) throw new UsageError("--subscription is no subscription id.");
  const day = new Date().toISOString().slice(0, 10);
  const name = isAzure(endpoint) ? `azure-${day}.json` : `not-azure-${day}.json`;
  const out = values.out ?? join(import.meta.dirname, "recordings", name);
  return { subscription, location, endpoint, only, out, plan };
}

async function portsTo(endpoint: string): Promise<Ports> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  const credential = new DefaultAzureCredential();
  const scope = `${isAzure(endpoint) ? new URL(endpoint).origin : "https://management.azure.com"}/.default`;
  return {
    token: async () => (await credential.getToken(scope)).token,
    now: () => Date.now(),
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    send: async ({ method, url, headers, body }, signal) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(60_000)]);
      const response = await fetch(url, {
        method,
        headers,
        redirect: "manual",
        signal: limit,
        ...(body === undefined ? {} : { body }),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: await response.text(),
      };
    },
  };
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function main(): Promise<number> {
  const { subscription, location, endpoint, only, out, plan } = options();
  const chosen = STEPS.filter(({ name }) => only.length === 0 || only.includes(name));
  process.stdout.write(planText(chosen));
  if (plan) return 0;
  const azure = isAzure(endpoint);
  if (!azure)
    log(
      `${new URL(endpoint).host} is not Azure. This run tries the kit out; what it records says nothing about Azure.`,
    );
  let signals = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.on(name, () => {
      signals += 1;
      if (signals === 1)
        log("Interrupted: the resource group is being deleted. Interrupt again to leave it.");
      if (signals > 1) process.exit(1);
      interruption.abort(new Error("interrupted"));
    });
  const group = `rg-conformance-${randomBytes(4).toString("hex")}`;
  const ports = await portsTo(endpoint);
  const names = namesIn(await ports.token());
  const recording = await run({
    place: { endpoint, subscription, location, group },
    steps: chosen,
    ports,
    signal: interruption.signal,
    log,
    names,
  });
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(recording, null, 1)}\n`);
  const unfinished = Object.keys(recording.unfinished ?? {});
  process.stdout.write(
    `${recording.exchanges.length} answers of ${azure ? "Azure" : "an endpoint that is not Azure"} are in ${out}.\n`,
  );
  if (unfinished.length > 0) log(`Steps that did not come to their end: ${unfinished.join(", ")}.`);
  return unfinished.length > 0 ? 1 : 0;
}

/** Who the token names: none of it may be in a recording. */
function namesIn(token: string): Record<string, string> {
  const payload: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString() || "{}");
  if (typeof payload !== "object" || payload === null) return {};
  const told = Object.entries(payload).filter(([claim]) =>
    ["tid", "oid", "appid", "upn", "unique_name"].includes(claim),
  );
  return Object.fromEntries(told.map(([claim, value]) => [String(value), `<${claim}>`]));
}

try {
  process.exitCode = await main();
} catch (error) {
  const usage =
    error instanceof UsageError || (error instanceof TypeError && error.message.includes("option"));
  log(error instanceof Error ? error.message : String(error));
  if (usage) log(USAGE);
  process.exitCode = interruption.signal.aborted ? 130 : 1;
}
