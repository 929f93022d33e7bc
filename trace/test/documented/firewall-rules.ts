import {
  applicationRule,
  collection,
  firewall,
  FIREWALL,
  HUB_AND_SPOKE,
  natRule,
  networkRule,
  peering,
  routeTable,
  rules,
} from "../support/azure.js";
import { id, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const PROCESSING = "firewall/rule-processing";
const POLICY = `${PROCESSING}#rule-processing-using-firewall-policy`;

/** A spoke whose only egress is the firewall. */
const SPOKE: Resources = {
  ...HUB_AND_SPOKE,
  ...firewall(),
  ...peering("hub", "spoke", {}, { allow_forwarded_traffic: true }),
  ...routeTable("vms", ["vms"], [["default", "0.0.0.0/0", "VirtualAppliance", FIREWALL.private]]),
};

function withRules(collections: Parameters<typeof rules>[2], policy: object = {}): Resources {
  return { ...SPOKE, ...rules("group", 200, collections), "azurerm_firewall_policy.own": { ...policy } };
}

const WEB = collection("web", 300, "Allow", networkRule("Allow-web", ["80", "443"]));
const OUT = { from: "azurerm_subnet.vms", to: "internet" } as const;
const GOOGLE = { from: "azurerm_subnet.vms", to: "google.com" } as const;

/** Rules of a parent policy and of its child, as on the page. */
const BASE: Resources = {
  ...SPOKE,
  "azurerm_firewall_policy.base": {},
  "azurerm_firewall_policy.own": { base_policy_id: id("azurerm_firewall_policy.base") },
};

export const FIREWALL_RULES: readonly DocumentedCase[] = [
  {
    title: "Example 1: a network rule allows before an application rule could deny",
    source: `${PROCESSING}#example-1`,
    resources: withRules({
      network: [WEB],
      application: [collection("no", 100, "Deny", applicationRule("Deny-google", ["google.com"]))],
    }),
    ...GOOGLE,
    verdict: "delivered",
    passes: ["rule network/web/Allow-web"],
  },
  {
    title: "Example 2: a deny collection with a higher priority blocks SSH",
    source: `${PROCESSING}#example-2`,
    resources: withRules({
      network: [
        collection("Allow-collection", 200, "Allow", networkRule("Allow-SSH", ["22"])),
        collection("Deny-collection", 100, "Deny", networkRule("Deny-SSH", ["22"])),
      ],
    }),
    ...OUT,
    port: 22,
    verdict: "dropped",
    decidedBy: "network/Deny-collection/Deny-SSH",
  },
  {
    title: "Without a rule everything is denied",
    source: PROCESSING,
    resources: SPOKE,
    ...OUT,
    verdict: "dropped",
    decidedBy: "no rule matches the packet",
  },
  {
    title: "Application rules have what no network rule has",
    source: `${PROCESSING}#network-rules-and-applications-rules`,
    resources: withRules({
      network: [collection("dns", 100, "Deny", networkRule("Deny-DNS", ["53"]))],
      application: [collection("yes", 900, "Allow", applicationRule("Allow-google", ["google.com"]))],
    }),
    ...GOOGLE,
    verdict: "delivered",
    passes: ["rule application/yes/Allow-google"],
  },
  {
    title: "Application rules are for HTTP, HTTPS and MSSQL",
    source: `${PROCESSING}#network-rules-and-applications-rules`,
    resources: withRules({
      application: [collection("yes", 100, "Allow", applicationRule("all", ["*"]))],
    }),
    ...GOOGLE,
    protocol: "UDP",
    verdict: "dropped",
  },
  {
    title: "Application rules have their own ports",
    source: `${PROCESSING}#network-rules-and-applications-rules`,
    resources: withRules({
      application: [collection("yes", 100, "Allow", applicationRule("all", ["*"]))],
    }),
    ...GOOGLE,
    port: 22,
    verdict: "dropped",
  },
  {
    title: "A wildcard has every name below a domain",
    source:
      "firewall/firewall-faq#how-do-wildcards-work-in-target-urls-and-target-fqdns-in-application-rules",
    resources: withRules({
      application: [collection("yes", 100, "Allow", applicationRule("contoso", ["*.contoso.com"]))],
    }),
    from: "azurerm_subnet.vms",
    to: "a.b.contoso.com",
    verdict: "delivered",
  },
  {
    title: "A wildcard does not have the domain itself",
    source:
      "firewall/firewall-faq#how-do-wildcards-work-in-target-urls-and-target-fqdns-in-application-rules-",
    resources: withRules({
      application: [collection("yes", 100, "Allow", applicationRule("contoso", ["*.contoso.com"]))],
    }),
    from: "azurerm_subnet.vms",
    to: "contoso.com",
    verdict: "dropped",
  },
  {
    title: "Whether a name is in a web category is not known",
    source: "firewall/web-categories",
    resources: withRules({
      application: [
        collection("no", 100, "Deny", applicationRule("games", [], { web_categories: ["Games"] })),
        collection("yes", 200, "Allow", applicationRule("all", ["*"])),
      ],
    }),
    ...GOOGLE,
    verdict: "unknown",
  },
  {
    title: "The FQDN tag of AKS has the registry of Microsoft",
    source: "firewall/fqdn-tags",
    resources: withRules({
      application: [
        collection(
          "aks",
          100,
          "Allow",
          applicationRule("tag", [], { destination_fqdn_tags: ["AzureKubernetesService"] }),
        ),
      ],
    }),
    from: "azurerm_subnet.vms",
    to: "mcr.microsoft.com",
    verdict: "delivered",
  },
  {
    title: "A name in a network rule needs the DNS proxy",
    source: "firewall/fqdn-filtering-network-rules",
    resources: withRules(
      {
        network: [
          collection(
            "ntp",
            100,
            "Allow",
            networkRule("ntp", ["123"], {
              protocols: ["UDP"],
              destination_addresses: [],
              destination_fqdns: ["ntp.ubuntu.com"],
            }),
          ),
        ],
      },
      { dns: [{ proxy_enabled: true }] },
    ),
    from: "azurerm_subnet.vms",
    to: "ntp.ubuntu.com",
    protocol: "UDP",
    port: 123,
    verdict: "delivered",
  },
  {
    title: "Without the DNS proxy a name in a network rule may be another address",
    source: "firewall/fqdn-filtering-network-rules",
    resources: withRules({
      network: [
        collection(
          "ntp",
          100,
          "Allow",
          networkRule("ntp", ["123"], {
            protocols: ["UDP"],
            destination_addresses: [],
            destination_fqdns: ["ntp.ubuntu.com"],
          }),
        ),
      ],
    }),
    from: "azurerm_subnet.vms",
    to: "ntp.ubuntu.com",
    protocol: "UDP",
    port: 123,
    verdict: "unknown",
  },
  {
    title: "The group with the lower number comes first",
    source: POLICY,
    resources: {
      ...SPOKE,
      ...rules("late", 300, { network: [collection("deny", 100, "Deny", networkRule("deny", ["443"]))] }),
      ...rules("early", 200, { network: [collection("allow", 900, "Allow", networkRule("allow", ["443"]))] }),
    },
    ...OUT,
    verdict: "delivered",
    passes: ["rule network/allow/allow"],
  },
  {
    title: "The parent's groups come first, whatever the priorities of the child's",
    source: POLICY,
    resources: {
      ...BASE,
      ...rules(
        "base",
        6000,
        { network: [collection("deny", 6000, "Deny", networkRule("deny", ["443"]))] },
        "base",
      ),
      ...rules("child", 100, { network: [collection("allow", 100, "Allow", networkRule("allow", ["443"]))] }),
    },
    ...OUT,
    verdict: "dropped",
    decidedBy: "network/deny/deny",
  },
  {
    title: "Network rules of the child come before application rules of the parent",
    source: POLICY,
    resources: {
      ...BASE,
      ...rules(
        "base",
        100,
        { application: [collection("deny", 100, "Deny", applicationRule("deny", ["google.com"]))] },
        "base",
      ),
      ...rules("child", 6000, { network: [WEB] }),
    },
    ...GOOGLE,
    verdict: "delivered",
    passes: ["rule network/web/Allow-web"],
  },
  {
    title: "A NAT rule allows what it translates",
    source: `${PROCESSING}#nat-rules`,
    resources: withRules({ nat: [collection("in", 100, "Dnat", natRule("web", "443", "10.1.0.10", 8443))] }),
    from: "internet",
    to: "azurerm_public_ip.firewall",
    verdict: "delivered",
    passes: ["rule nat/in/web"],
    arrives: { destination: "10.1.0.10", source: FIREWALL.private },
  },
  {
    title: "A network rule may deny what a NAT rule translates",
    source: `${PROCESSING}#nat-rules`,
    resources: withRules({
      nat: [collection("in", 100, "Dnat", natRule("web", "443", "10.1.0.10", 8443))],
      network: [
        collection(
          "no",
          100,
          "Deny",
          networkRule("no-web", ["8443"], { destination_addresses: ["10.1.0.10"] }),
        ),
      ],
    }),
    from: "internet",
    to: "azurerm_public_ip.firewall",
    verdict: "dropped",
    decidedBy: "network/no/no-web",
  },
  {
    title: "What no NAT rule has is dropped",
    source: "firewall/tutorial-firewall-dnat",
    resources: withRules({ nat: [collection("in", 100, "Dnat", natRule("web", "443", "10.1.0.10", 8443))] }),
    from: "internet",
    to: "azurerm_public_ip.firewall",
    port: 22,
    verdict: "dropped",
    decidedBy: "no NAT rule matches the packet",
  },
];
