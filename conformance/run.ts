import { Kit, type Place, type Ports } from "./kit.ts";
import type { Recording } from "./recording.ts";
import { remains, Replacements, type Names } from "./replace.ts";
import type { Step } from "./step.ts";

export interface Run {
  readonly place: Place;
  readonly steps: readonly Step[];
  readonly ports: Ports;
  /** Aborted by an interruption. */
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
  /** What else names the owner: the tenant, the signed-in identity. */
  readonly names: Names;
}

const PUBLIC = [
  "https://management.azure.com",
  "https://management.usgovcloudapi.net",
  "https://management.chinacloudapi.cn",
];

/** True for the addresses of Azure's own Resource Managers. */
export function isAzure(endpoint: string): boolean {
  return PUBLIC.includes(new URL(endpoint).origin);
}

const DELETION_MINUTES = 30;
const ISO_DAY = 10;

/** Makes the group, runs the steps, and deletes the group whatever happens. @returns what was answered, ids replaced */
export async function run(job: Run): Promise<Recording> {
  const { place, log } = job;
  const kit = new Kit(place, job.ports, job.signal);
  const unfinished: Record<string, string> = {};
  const made = await kit.quietly("GET", kit.in());
  if (made.status !== 404)
    throw new Error(
      `resource group ${place.group} cannot be made: reading it answers ${made.status} instead of 404.`,
    );
  try {
    const group = await kit.quietly("PUT", kit.in(), {
      body: { location: place.location, tags: { purpose: "aks-topology conformance kit; can be deleted" } },
    });
    if (group.status >= 300)
      throw new Error(`resource group ${place.group} cannot be made: Azure answers ${group.status}.`);
    for (const step of job.steps) {
      log(`${step.name}: ${step.does} (about ${step.minutes} min).`);
      try {
        await step.run(kit);
      } catch (error) {
        if (job.signal.aborted) throw error;
        unfinished[step.name] = error instanceof Error ? error.message : String(error);
        log(`${step.name} did not come to its end: ${unfinished[step.name] ?? ""}`);
      }
    }
  } finally {
    await deleted(job, kit.locks);
  }
  return recordingOf(job, kit, unfinished);
}

/** Not bound to the interruption that may have ended the run: the group must go. */
async function deleted({ place, ports, log }: Run, locks: readonly string[]): Promise<void> {
  const kit = new Kit(place, ports, new AbortController().signal);
  const byHand = `Delete it by hand: az group delete --name ${place.group}`;
  log(`Deleting resource group ${place.group}.`);
  try {
    await unlocked(kit, locks);
    const answer = await kit.quietly("DELETE", kit.in());
    if (answer.status >= 300 && answer.status !== 404) {
      log(`Deleting resource group ${place.group} answers ${answer.status}. ${byHand}`);
      return;
    }
    for (let waited = 0; waited < DELETION_MINUTES * 60_000; waited += 5_000) {
      if ((await kit.quietly("GET", kit.in())).status === 404) {
        log(`Resource group ${place.group} is deleted.`);
        return;
      }
      await kit.wait(5_000);
    }
    log(`Resource group ${place.group} is still there after ${DELETION_MINUTES} minutes. ${byHand}`);
  } catch (error) {
    log(`Deleting resource group ${place.group} failed: ${String(error)} ${byHand}`);
  }
}

/** A lock that a step left behind would keep the group. */
async function unlocked(kit: Kit, locks: readonly string[]): Promise<void> {
  for (const lock of locks) await kit.quietly("DELETE", lock);
}

function recordingOf({ place, names, ports }: Run, kit: Kit, unfinished: Record<string, string>): Recording {
  const known: Names = { ...names, [place.subscription]: "<subscription>", [place.group]: "<group>" };
  const replacements = new Replacements(known);
  const azure = isAzure(place.endpoint);
  const day = new Date(ports.now()).toISOString().slice(0, ISO_DAY);
  const recording: Recording = {
    _source: [
      `conformance kit, ${day}, ${azure ? `${new URL(place.endpoint).host}, ${place.location}` : "not Azure"}`,
    ],
    _note: "Ids replaced; equal ids have equal placeholders.",
    recordedFrom: azure ? "azure" : "another endpoint",
    exchanges: kit.exchanges.map((exchange) => ({ ...exchange, ...replaced(exchange, replacements) })),
    unfinished: Object.fromEntries(
      Object.entries(unfinished).map(([step, reason]) => [step, replacements.text(reason)]),
    ),
  };
  const left = remains(JSON.stringify(recording), known);
  if (left.length > 0)
    throw new Error(`the recording is not written: ${left.length} ids in it could not be replaced.`);
  return recording;
}

function replaced(
  exchange: Recording["exchanges"][number],
  replacements: Replacements,
): Recording["exchanges"][number] {
  return JSON.parse(replacements.text(JSON.stringify(exchange))) as Recording["exchanges"][number];
}
