import { expect, test } from "vitest";
import {
  DNS_PROXY_FOR_RULES_MISSING,
  DNS_PROXY_MISSING,
  RESOLVER_PROXY_OFF,
  RULES_PROXY_OFF,
} from "../../src/firewall/dns-rules.js";
import {
  detectionArguments,
  INTRUSION_DETECTION_OF_PREMIUM,
  THREATS_DENIED_BY_BASIC,
} from "../../src/firewall/tier-rules.js";

const TIERS = ["Basic", "Standard", "Premium"] as const;
const MODES = [undefined, "off", "alert", "deny"] as const;

/** The combinations of tier and mode that are refused. */
function refused(judge: (tier: (typeof TIERS)[number], mode: (typeof MODES)[number]) => unknown): string[] {
  return TIERS.flatMap((tier) =>
    MODES.filter((mode) => judge(tier, mode) !== undefined).map((mode) => `${tier} ${mode ?? "none"}`),
  );
}

test("intrusion detection needs tier Premium, unless it is off", () => {
  const judge = (tier: (typeof TIERS)[number], intrusionDetection: (typeof MODES)[number]): unknown =>
    INTRUSION_DETECTION_OF_PREMIUM.judge({ tier, intrusionDetection }).problem?.prop;
  expect(refused(judge)).toEqual(["Basic alert", "Basic deny", "Standard alert", "Standard deny"]);
  expect(judge("Basic", "deny")).toBe("intrusionDetection");
});

test("tier Basic denies no threats", () => {
  const judge = (tier: (typeof TIERS)[number], threatIntelligence: (typeof MODES)[number]): unknown =>
    THREATS_DENIED_BY_BASIC.judge({ tier, threatIntelligence }).problem?.prop;
  expect(refused(judge)).toEqual(["Basic deny"]);
  expect(judge("Basic", "deny")).toBe("threatIntelligence");
});

test("a mode has Azure's word, and none where nothing is said", () => {
  expect(detectionArguments({})).toEqual({});
  expect(detectionArguments({ intrusionDetection: "deny", threatIntelligence: "off" })).toEqual({
    intrusionDetection: { mode: "Deny" },
    threatIntelligenceMode: "Off",
  });
  expect(detectionArguments({ threatIntelligence: "alert" })).toEqual({ threatIntelligenceMode: "Alert" });
});

test("a DNS proxy that is missing is a problem of what needs it", () => {
  const props = [DNS_PROXY_MISSING, RESOLVER_PROXY_OFF, DNS_PROXY_FOR_RULES_MISSING, RULES_PROXY_OFF].map(
    (rule) => rule.judge(undefined).problem?.prop,
  );
  expect(props).toEqual(["dns", "dns", "egress", "egress"]);
});
