import { hasErrors, privateLinks, type PrivateLink } from "@aks-topology/platform";
import { connectAzure, subscriptionOf } from "../azure/connect.js";
import type { AzureOptions } from "../azure/options.js";
import { approveLink, type LinkState } from "../azure/private-links.js";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { load } from "../load.js";
import { printJson, printProblems } from "../print.js";
import { printable } from "../printable.js";
import { table } from "../table.js";

export interface ApproveOptions extends AzureOptions {
  /** @default all whose Front Door has a private link */
  readonly cluster?: readonly string[];
  readonly dryRun?: true;
  readonly json?: true;
}

const STATES: Readonly<Record<LinkState["state"], { readonly words: string; readonly remedy?: string }>> = {
  approved: { words: "approved" },
  "already-approved": { words: "approved before" },
  "would-approve": { words: "pending, not approved: --dry-run" },
  rejected: {
    words: "rejected or removed by its owner",
    remedy: "Remove the connection, and apply the origin of Front Door again, which asks once more.",
  },
  "no-request": {
    words: "Front Door has not asked yet",
    remedy: "Apply Terraform with the id of the private link service, by the variable of the cluster.",
  },
  "no-service": {
    words: "there is no private link service yet",
    remedy: "Apply the Service of the controller with kubectl; AKS creates it.",
  },
  "no-cluster": { words: "there is no such cluster", remedy: "Apply Terraform first." },
};

/**
 * Approves the connections of Front Door to the private link services of a platform file's clusters.
 * @returns the exit code: 3 where one of them is not approved
 */
export async function approvePrivateLink(file: string, options: ApproveOptions, io: Io): Promise<number> {
  const result = load(file, {}, io);
  const { problems, links } = result.ok
    ? privateLinks(result.loaded)
    : { problems: result.problems, links: [] };
  if (hasErrors(problems)) {
    if (options.json) printJson({ ok: false, problems, links: [] }, io);
    else printProblems(problems, io.stderr, io);
    return 1;
  }
  const chosen = chosenOf(links, options, file);
  const subscription = subscriptionOf(options, io);
  const arm = await connectAzure(options, io);
  const states: LinkState[] = [];
  for (const link of chosen)
    states.push(await approveLink(arm, link, { subscription, dryRun: options.dryRun === true }));
  const ok = states.every(({ state }) => state === "approved" || state === "already-approved");
  if (options.json) printJson({ ok, problems, links: states.map(shown) }, io);
  else print(states, io);
  return ok ? 0 : 3;
}

function chosenOf(
  links: readonly PrivateLink[],
  { cluster: names }: ApproveOptions,
  file: string,
): readonly PrivateLink[] {
  const known = links.map(({ cluster }) => cluster);
  const unknown = (names ?? []).filter((name) => !known.includes(name));
  if (links.length > 0 && unknown.length === 0)
    return links.filter(({ cluster }) => names?.includes(cluster) ?? true);
  throw new UsageError(
    links.length === 0
      ? `${file} has no Front Door whose origin is a private link.`
      : `${file} has no private link of ${unknown.join(", ")}.`,
    links.length === 0
      ? "Nothing is to be approved; it is ingress: { type: front-door, tier: Premium, origin: private-link, originHost: … } that needs it."
      : `Name one of ${known.join(", ")}.`,
    "NOTHING_TO_APPROVE",
  );
}

/** With all keys of the JSON document. */
function shown({ cluster, service, connection, state, others }: LinkState): object {
  return { cluster, service: service ?? null, connection: connection ?? null, state, others };
}

function print(states: readonly LinkState[], io: Io): void {
  const rows = states.map(({ cluster, connection, state }) => [
    cluster,
    connection ?? "",
    STATES[state].words,
  ]);
  const lines = states.flatMap(({ cluster, state, others }) => [
    ...(STATES[state].remedy === undefined ? [] : [`${cluster}: ${STATES[state].remedy}`]),
    ...(others.length === 0
      ? []
      : [`${cluster}: left alone, since something else asks for them: ${others.join(", ")}`]),
  ]);
  const text = table(["cluster", "connection", "state"], rows, { width: io.stdout.columns });
  io.stdout.write(printable(`${[text.trimEnd(), ...lines].join("\n")}\n`));
}
