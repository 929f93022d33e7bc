import type { FirewallPolicyConfig } from "@cdktf/provider-azurerm/lib/firewall-policy/index.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { defineRule } from "../core/rule.js";
import type { FirewallTier } from "./firewall.js";

/** What a firewall does with traffic that it recognizes: nothing, a log entry, or a log entry and no delivery. */
type DetectionMode = "off" | "alert" | "deny";

/** What a firewall recognizes. */
export interface FirewallDetection {
  /** Signatures of attacks that traffic is compared with, on tier Premium. @default that of Azure, off */
  readonly intrusionDetection?: DetectionMode | undefined;
  /** What becomes of traffic with addresses and names that Microsoft knows as threats. @default that of Azure, alert */
  readonly threatIntelligence?: DetectionMode | undefined;
}

interface DetectionOfTier extends FirewallDetection {
  readonly tier: FirewallTier;
}

/** The arguments of a policy that follow from what its firewall recognizes. */
export function detectionArguments({
  intrusionDetection,
  threatIntelligence,
}: FirewallDetection): Pick<FirewallPolicyConfig, "intrusionDetection" | "threatIntelligenceMode"> {
  return omitUndefined({
    intrusionDetection: intrusionDetection && { mode: MODES[intrusionDetection] },
    threatIntelligenceMode: threatIntelligence && MODES[threatIntelligence],
  });
}

const MODES: Readonly<Record<DetectionMode, string>> = { off: "Off", alert: "Alert", deny: "Deny" };

export const FIREWALL_TIER_LACKS = defineRule({
  code: "FIREWALL_TIER_LACKS",
  title: "Firewall setting that its tier does not have",
  explanation:
    "Signatures of intrusion detection and the inspection of TLS connections are parts of tier Premium. Basic only logs traffic with addresses and names of threat intelligence, and does not drop it; it has no forced tunnelling.",
  remedy: "Choose the tier that has it, or remove the setting.",
  source: "Azure Firewall documentation, features by SKU",
  terraform: "structure",
});

export const INTRUSION_DETECTION_OF_PREMIUM = FIREWALL_TIER_LACKS.case({
  title: "intrusionDetection × a tier below Premium",
  matches: ({ tier, intrusionDetection = "off" }: DetectionOfTier) =>
    tier !== "Premium" && intrusionDetection !== "off",
  prop: "intrusionDetection",
  message: ({ tier }) => `Tier ${tier} of Azure Firewall has no intrusion detection.`,
  remedy: "Use tier: Premium, or remove intrusionDetection.",
});

export const TLS_INSPECTION_OF_PREMIUM = FIREWALL_TIER_LACKS.case({
  title: "tlsInspection × a tier below Premium",
  matches: ({ tier, tlsInspection }: { readonly tier: FirewallTier; readonly tlsInspection?: unknown }) =>
    tier !== "Premium" && tlsInspection !== undefined,
  prop: "tlsInspection",
  message: ({ tier }) => `Tier ${tier} of Azure Firewall does not inspect TLS connections.`,
  remedy: "Use tier: Premium, or remove tlsInspection.",
});

export const THREATS_DENIED_BY_BASIC = FIREWALL_TIER_LACKS.case({
  title: "threatIntelligence: deny × tier Basic",
  matches: ({ tier, threatIntelligence }: DetectionOfTier) =>
    tier === "Basic" && threatIntelligence === "deny",
  prop: "threatIntelligence",
  message: () => "Tier Basic of Azure Firewall logs what threat intelligence knows, and does not drop it.",
  remedy: "Use tier: Standard, or threatIntelligence: alert.",
});
