import { RULES, type RuleText } from "@aks-topology/constructs/internal";
import type { PlatformProblem } from "../problem.js";
import type { Platform } from "../schema/platform.js";
import { isOnKubenet, nameOf, type Subject } from "./subject.js";

/** One condition of the move. */
export interface PreflightCheck {
  /** Spoke and cluster, such as `shop/main`. */
  readonly cluster: string;
  readonly check: string;
  /** `phase`: a phase takes care of it. `warn`: the file does not show it, or it has a price. */
  readonly status: "pass" | "phase" | "warn" | "fail";
  readonly message: string;
  /** What to do; null where nothing is to be done. */
  readonly hint: string | null;
  /** Whether Azure shows it. @default false: it follows from the file */
  readonly live?: true;
}

type Judgement = Omit<PreflightCheck, "cluster" | "check">;

interface Context {
  readonly platform: Platform;
  readonly subject: Subject;
  /** Errors of the file as it is after the move. */
  readonly problems: readonly PlatformProblem[];
}

/** Source: AKS documentation, update Azure CNI IPAM mode, as of August 2026. */
const OLDEST_MINOR = 27;

/** The rules that have a check of their own here. */
const { GATEWAY_SUBNET_TOO_LARGE, AGIC_TOO_OLD, ADDRESS_OVERLAP, ADDRESS_RESERVED, POD_RANGE_TOO_SMALL } =
  RULES;
const POD_RANGE = [ADDRESS_OVERLAP, ADDRESS_RESERVED, POD_RANGE_TOO_SMALL];
const CHECKED = [GATEWAY_SUBNET_TOO_LARGE, AGIC_TOO_OLD, ...POD_RANGE];

/** Every condition by its name, in the order in which they are listed. */
const CHECKS: Readonly<Record<string, (context: Context) => Judgement>> = {
  "user-assigned identity": () => pass("The cluster has one: the constructs create no other."),
  "network policy": ({ subject }) => {
    const { policy } = subject.spec.network;
    return policy === undefined
      ? pass("No network policy engine is installed.")
      : inPhase(
          `AKS moves no cluster with the network policy engine ${policy}.`,
          "The phase network-policy removes it. Pods are not filtered from then on.",
        );
  },
  "Kubernetes version": ({ subject }) => {
    const { kubernetesVersion: version } = subject.spec;
    if (version === undefined)
      return warn(
        "The file names no version, so AKS has chosen one.",
        `Look with az aks show --query currentKubernetesVersion: it must be 1.${OLDEST_MINOR} or later.`,
      );
    return Number(version.split(".")[1]) >= OLDEST_MINOR
      ? pass(`Kubernetes ${version} supports the move.`)
      : fail(
          `Kubernetes ${version} does not support the move.`,
          `Upgrade to 1.${OLDEST_MINOR} or later first.`,
        );
  },
  provider: ({ platform }) =>
    platform.azurerm === 5
      ? pass("azurerm 5 changes the plugin in place.")
      : inPhase(
          "The file is for azurerm 4, whose versions before 4.66 replace the cluster.",
          "The phase provider sets azurerm: 5, which changes it in place.",
        ),
  "own table of the gateway": ({ subject: { gateway } }) => {
    if (gateway === undefined) return pass("No gateway addresses the cluster's pods.");
    return gateway.spec.routeTable === "shared"
      ? inPhase(
          `Gateway ${gateway.key} shares the cluster's table, which AKS writes and, where it manages it, deletes.`,
          "The phase own-table gives it a table of its own.",
        )
      : pass(`Gateway ${gateway.key} has a table of its own.`);
  },
  "gateway subnet": byRules([GATEWAY_SUBNET_TOO_LARGE], "The gateway's subnet is a /24 or smaller."),
  "AGIC version": byRules([AGIC_TOO_OLD], "AGIC supports overlay networking."),
  "Government regions": ({ platform, subject }) => {
    const location = platform.spokes[subject.spoke]?.location ?? platform.location;
    return subject.gateway !== undefined && /^us(gov|dod|sec|nat)/.test(location)
      ? fail(`AGIC does not support overlay networking in ${location}.`, "Move to another ingress first.")
      : pass("The region is one of the public cloud, or no gateway addresses pods.");
  },
  "pod range": byRules(POD_RANGE, "The pod range overlaps nothing and has a block for every node."),
  "node pools": ({ subject }) => {
    const taken = Object.entries(subject.spec.nodePools).filter(
      ([, pool]) => pool.nodes !== "auto" && /^Standard_DC\d+s_v2$/i.test(pool.vmSize),
    );
    return taken.length === 0
      ? pass("Overlay supports the machines of all pools.")
      : fail(
          `Overlay does not support DCsv2 machines (${taken.map(([name]) => name).join(", ")}).`,
          "Move their pods to another pool, and delete these pools first.",
        );
  },
  "dual stack": ({ subject: { spec } }) =>
    "ipv6" in spec.network && spec.network.ipv6 !== undefined
      ? warn(
          "IPv6 is down while the nodes are re-imaged.",
          "Plan for it, or move at a time when nothing needs IPv6.",
        )
      : pass("The cluster has IPv4 only."),
  "masquerading agent": () =>
    warn(
      "A ConfigMap azure-ip-masq-agent-config that exempts ranges breaks connections to them: overlay addresses exist inside the cluster only.",
      "Look with kubectl -n kube-system get configmap azure-ip-masq-agent-config, and delete it unless it is wanted.",
    ),
};

/** What the moves of all clusters need. A problem that belongs to no other check is one of its own. */
export function preflight(
  platform: Platform,
  subjects: readonly Subject[],
  problems: readonly PlatformProblem[],
): PreflightCheck[] {
  const named = new Set(CHECKED.map((rule) => rule?.code));
  const moving = subjects.filter(isOnKubenet);
  return moving.flatMap((subject) => {
    const cluster = nameOf(subject);
    const rest = moving.filter((other) => other !== subject);
    const mine = problems.filter(
      (problem) => isAt(problem, subject) || !rest.some((other) => isAt(problem, other)),
    );
    const others = mine.filter(({ code }) => !named.has(code));
    return [
      ...Object.entries(CHECKS).map(([check, judge]) => ({
        cluster,
        check,
        ...judge({ platform, subject, problems: mine }),
      })),
      ...others.map(({ code, message, hint }) => ({ cluster, check: code, ...fail(message, hint) })),
    ];
  });
}

/** Whether a problem is located at the cluster or its gateway. One that is at none that moves concerns each of them. */
function isAt({ path }: PlatformProblem, { path: cluster, gateway }: Subject): boolean {
  const places = [cluster, ...(gateway === undefined ? [] : [gateway.path])].map((keys) => keys.join("."));
  return places.some((place) => path === place || path.startsWith(`${place}.`));
}

function byRules(rules: readonly (RuleText | undefined)[], good: string): (context: Context) => Judgement {
  return ({ problems }) => {
    const found = problems.find(({ code }) => rules.some((rule) => rule?.code === code));
    return found === undefined ? pass(good) : fail(found.message, found.hint);
  };
}

function pass(message: string): Judgement {
  return { status: "pass", message, hint: null };
}
function inPhase(message: string, hint: string): Judgement {
  return { status: "phase", message, hint };
}
function warn(message: string, hint: string): Judgement {
  return { status: "warn", message, hint };
}
function fail(message: string, hint: string): Judgement {
  return { status: "fail", message, hint };
}
