import { Token } from "cdktf";
import { knownText } from "../../core/known.js";
import { defineRule } from "../../core/rule.js";
import { poolProp, type ClusterChoices } from "../cluster-choices.js";
import type { NodePoolSpec } from "../node-pool.js";

/** Name of a label, its value, or the key of a taint. Source: Kubernetes documentation, labels and selectors. */
const NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;

/** The part of a key before its slash. */
const PREFIX = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Prefixes of labels that AKS and Kubernetes set. Source: AKS documentation, use labels, reserved prefixes. */
const RESERVED_PREFIXES = ["kubernetes.azure.com", "kubernetes.io", "k8s.io"];

/** What nodes may have of them. Source: Kubernetes documentation, kubelet, option node-labels. */
const FREE_PREFIXES = ["kubelet.kubernetes.io", "node.kubernetes.io"];

/** … and what AKS sets among these. Source: AKS documentation, use labels, reserved system labels. */
const RESERVED_KEYS = ["node.kubernetes.io/instance-type"];

/** Prefixes of labels that Karpenter sets. Source: karpenter.sh/v1, restricted label domains. */
const KARPENTER_PREFIXES = ["karpenter.sh", "karpenter.azure.com"];

const RESERVED = `${RESERVED_PREFIXES.slice(0, -1).join(", ")} and ${RESERVED_PREFIXES.at(-1) ?? ""}`;

const NODE_LABEL_NOT_ALLOWED = defineRule({
  code: "NODE_LABEL_NOT_ALLOWED",
  title: "Node label or taint that Kubernetes or AKS rejects",
  explanation: `Keys and values of labels and taints have at most 63 letters, digits, dashes, underscores and dots, and begin and end with a letter or digit; a key may have a DNS name as its prefix, before a slash. Labels with the prefixes ${RESERVED} are those of AKS and Kubernetes.`,
  remedy: "Use a key such as contoso.com/team and a value such as payments.",
  source: "Kubernetes documentation, labels and selectors, kubelet; AKS documentation, use labels",
  terraform: "structure",
});

/** What is wrong with the labels and taints of a cluster's pools. */
export const LABEL_COMBINATIONS = [
  NODE_LABEL_NOT_ALLOWED.case({
    title: "a label × a prefix of AKS or Kubernetes",
    matches: (choices: ClusterChoices) => reserved(choices).length > 0,
    prop: (choices) => `${poolProp(reserved(choices))}.labels`,
    message: (choices) =>
      `AKS and Kubernetes keep labels with the prefixes ${RESERVED} for themselves: ${offending(reserved(choices), reservedIn)}.`,
    remedy: "Use a prefix of your own, such as contoso.com/team.",
  }),
  NODE_LABEL_NOT_ALLOWED.case({
    title: "nodes: auto × a label of Karpenter",
    source: "Karpenter documentation, NodePools; karpenter.sh/v1, restricted domains",
    matches: (choices: ClusterChoices) => ofKarpenter(choices).length > 0,
    prop: (choices) => `${poolProp(ofKarpenter(choices))}.labels`,
    message: (choices) =>
      `Karpenter keeps labels with its own prefixes for itself: ${offending(ofKarpenter(choices), karpenterIn)}.`,
    remedy: "Use a prefix of your own, such as contoso.com/team.",
  }),
  NODE_LABEL_NOT_ALLOWED.case({
    title: "a label × characters that Kubernetes rejects",
    matches: (choices: ClusterChoices) => misspelled(choices).length > 0,
    prop: (choices) => `${poolProp(misspelled(choices))}.labels`,
    message: (choices) => `Kubernetes rejects the labels ${offending(misspelled(choices), misspelledIn)}.`,
  }),
  NODE_LABEL_NOT_ALLOWED.case({
    title: "a taint × characters that Kubernetes rejects",
    matches: (choices: ClusterChoices) => tainted(choices).length > 0,
    prop: (choices) => `${poolProp(tainted(choices))}.taints`,
    message: (choices) => `Kubernetes rejects the taints ${offending(tainted(choices), badTaintsIn)}.`,
    remedy: "Use a taint such as contoso.com/gpu=true:NoSchedule.",
  }),
  NODE_LABEL_NOT_ALLOWED.case({
    title: "two taints × one key and effect",
    source: "Kubernetes documentation, taints and tolerations; Azure/AKS #1412",
    matches: (choices: ClusterChoices) => taintedTwice(choices).length > 0,
    prop: (choices) => `${poolProp(taintedTwice(choices))}.taints`,
    message: (choices) =>
      `A node has one taint of a key and an effect; there are two of ${offending(taintedTwice(choices), taintsTwiceIn)}.`,
    remedy: "Remove one of the two.",
  }),
] as const;

function isKey(text: string): boolean {
  const [name = "", prefix, ...rest] = text.split("/").reverse();
  return NAME.test(name) && (prefix === undefined || PREFIX.test(prefix)) && rest.length === 0;
}

function isValue(text: string): boolean {
  return text === "" || NAME.test(text);
}

/** The labels whose text is known here: a module's caller gives others. */
function labelsOf({ labels = {} }: NodePoolSpec): readonly (readonly [key: string, value: string])[] {
  if (Token.isUnresolved(labels)) return [];
  return Object.entries(labels).flatMap(([given, text]) => {
    const [key, value] = [knownText(given), knownText(text)];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
}

function reservedIn(pool: NodePoolSpec): readonly string[] {
  return keysBelow(pool, RESERVED_PREFIXES).filter(
    (key) => RESERVED_KEYS.includes(key) || !isBelow(prefixOf(key), FREE_PREFIXES),
  );
}

/** Labels of a pool whose nodes AKS creates; on others they are ordinary ones. */
function karpenterIn(pool: NodePoolSpec): readonly string[] {
  return pool.provisioning === undefined ? [] : keysBelow(pool, KARPENTER_PREFIXES);
}

function keysBelow(pool: NodePoolSpec, domains: readonly string[]): readonly string[] {
  return labelsOf(pool)
    .map(([key]) => key)
    .filter((key) => isBelow(prefixOf(key), domains));
}

function prefixOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf("/")));
}

function isBelow(prefix: string, domains: readonly string[]): boolean {
  return domains.some((domain) => prefix === domain || prefix.endsWith(`.${domain}`));
}

function misspelledIn(pool: NodePoolSpec): readonly string[] {
  return labelsOf(pool)
    .filter(([key, value]) => !isKey(key) || !isValue(value))
    .map(([key, value]) => `${key}: "${value}"`);
}

function badTaintsIn({ taints = [] }: NodePoolSpec): readonly string[] {
  if (Token.isUnresolved(taints)) return [];
  const known = taints.flatMap((taint) => knownText(taint) ?? []);
  return known.filter((taint) => {
    const [, key = "", value = ""] = /^([^=]*)=(.*):[A-Za-z]+$/.exec(taint) ?? [];
    return !isKey(key) || !isValue(value);
  });
}

function reserved({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => reservedIn(pool).length > 0);
}

function ofKarpenter({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => karpenterIn(pool).length > 0);
}

function misspelled({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => misspelledIn(pool).length > 0);
}

function tainted({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => badTaintsIn(pool).length > 0);
}

/** "a, b (pool work)", of the first pool. */
function offending([first]: readonly NodePoolSpec[], of: (pool: NodePoolSpec) => readonly string[]): string {
  return first === undefined ? "" : `${of(first).join(", ")} (pool ${first.name})`;
}

/** The keys and effects of which a pool has several taints, such as `gpu:NoSchedule`. */
function taintsTwiceIn({ taints = [] }: NodePoolSpec): readonly string[] {
  if (Token.isUnresolved(taints)) return [];
  const known = taints.flatMap((taint) => knownText(taint)?.replace(/=.*:/, ":") ?? []);
  return [...new Set(known.filter((taint, i) => known.indexOf(taint) !== i))];
}

function taintedTwice({ pools }: ClusterChoices): readonly NodePoolSpec[] {
  return pools.filter((pool) => taintsTwiceIn(pool).length > 0);
}
