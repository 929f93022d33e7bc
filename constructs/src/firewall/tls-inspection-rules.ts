import { knownText } from "../core/known.js";
import { defineRule, type Judgement } from "../core/rule.js";
import type { AllowedTarget, EgressRequirements } from "./egress-requirements.js";
import { deriveEgress } from "./rule-sets.js";

/** Rules on destinations whose TLS connections a firewall inspects. */

/** Source: Azure Firewall documentation, known issues of Premium. */
const KNOWN_ISSUES = "Azure Firewall documentation, Premium features and known issues";

export const TLS_NOT_INSPECTED = defineRule({
  code: "TLS_NOT_INSPECTED",
  title: "Destination whose TLS connections the firewall cannot inspect",
  explanation:
    "The firewall ends the connection of a pod and opens one of its own, for which it signs the server's name with its authority. That needs an authority, and HTTPS. What AKS itself requires is never inspected: nodes prove who they are by client certificates, which the firewall does not have, and trust Microsoft's authorities alone before they have started.",
  remedy: "Remove inspectTls.",
  source: KNOWN_ISSUES,
  terraform: "structure",
});

interface Inspected {
  readonly name: string;
}

function prop({ name }: Inspected): string {
  return `egress.allow.${name}.inspectTls`;
}

export const TLS_WITHOUT_AUTHORITY = TLS_NOT_INSPECTED.case({
  title: "inspectTls × a firewall without tlsInspection",
  prop,
  message: ({ name }: Inspected) => `"${name}" is inspected, and the firewall has no authority to sign with.`,
  remedy:
    "Add tlsInspection to the hub's firewall, which is created here with tier: Premium, or remove inspectTls.",
});

export const TLS_OF_HTTP = TLS_NOT_INSPECTED.case({
  title: "inspectTls × HTTP",
  prop,
  message: ({ name }: Inspected) => `"${name}" is inspected, and port 80 is HTTP, which has no TLS.`,
  remedy: "Give port 80 a destination of its own without inspectTls.",
});

export const TLS_OF_AKS = TLS_NOT_INSPECTED.case({
  title: "inspectTls × a name that AKS or an add-on requires",
  source: `AKS documentation, outbound network and FQDN rules; ${KNOWN_ISSUES}`,
  prop,
  message: ({ name, fqdn, required }: Inspected & { readonly fqdn: string; readonly required: string }) =>
    `"${name}" inspects ${fqdn}, and the cluster itself requires ${required}.`,
  remedy: ({ fqdn }) => `Leave ${fqdn} out: the cluster's own rules allow what it requires.`,
});

/** What is wrong with the destinations of an allow list that are inspected. */
export function judgeInspected(requirements: EgressRequirements, inspectsTls: boolean): Judgement[] {
  return Object.entries(requirements.allow ?? {}).flatMap(([name, target]) => {
    if (target.type !== "web" || target.inspectTls !== true) return [];
    if (!inspectsTls) return [TLS_WITHOUT_AUTHORITY.judge({ name })];
    return [
      ...(target.ports.includes(80) ? [TLS_OF_HTTP.judge({ name })] : []),
      ...requiredAmong(target, requirements).map((each) => TLS_OF_AKS.judge({ name, ...each })),
    ];
  });
}

/** Names of a destination that the cluster itself requires: each with the name that it has in common. */
function requiredAmong(
  { fqdns }: Extract<AllowedTarget, { readonly type: "web" }>,
  requirements: EgressRequirements,
): readonly { readonly fqdn: string; readonly required: string }[] {
  const derived = deriveEgress({ ...requirements, allow: undefined })
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => (rule.kind === "fqdns" ? rule.fqdns : []));
  const all = [...namesOfNodes(requirements.location), ...derived];
  return fqdns.flatMap((fqdn) => {
    const known = knownText(fqdn);
    const required = known === undefined ? undefined : all.find((other) => haveOneName(known, other));
    return known === undefined || required === undefined ? [] : [{ fqdn: known, required }];
  });
}

/** What the firewall's tag for AKS contains in the public cloud. Source: AKS documentation, outbound network and FQDN rules. */
function namesOfNodes(region: string): readonly string[] {
  return [
    `*.hcp.${knownText(region) ?? "*"}.azmk8s.io`,
    "mcr.microsoft.com",
    "*.data.mcr.microsoft.com",
    "management.azure.com",
    "login.microsoftonline.com",
    "packages.microsoft.com",
    "acs-mirror.azureedge.net",
    "packages.aks.azure.com",
  ];
}

/** Whether a name matches two patterns, each a name or one that begins with a wildcard. */
function haveOneName(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const [endA, endB] = [a.replace(/^\*/, ""), b.replace(/^\*/, "")];
  if (!a.startsWith("*") && !b.startsWith("*")) return a === b;
  if (!a.startsWith("*")) return a.endsWith(endB);
  return b.startsWith("*") ? endA.endsWith(endB) || endB.endsWith(endA) : b.endsWith(endA);
}
