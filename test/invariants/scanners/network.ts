import { at, fields, list, optional, texts, type Fields } from "../subject.js";
import { given, has, securityRules, type ScannerRule } from "./rule.js";

const RULES = ["azurerm_network_security_group", "azurerm_network_security_rule"] as const;

/** Sources that are all of the Internet. */
const ANYWHERE: readonly unknown[] = ["*", "0.0.0.0", "0.0.0.0/0", "::/0", "/0", "internet", "any"];

function isFromAnywhere(rule: Fields): boolean {
  const sources = [rule["source_address_prefix"], ...list(rule["source_address_prefixes"])];
  return sources.some((source) => ANYWHERE.includes(String(source).toLowerCase()));
}

function allows(rule: Fields, direction: string): boolean {
  return rule["access"] === "Allow" && rule["direction"] === direction;
}

function hasPort(rule: Fields, port: number): boolean {
  const ranges = [rule["destination_port_range"], ...list(rule["destination_port_ranges"])].map(String);
  return ranges.some((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return range === "*" || (first !== undefined && last !== undefined && first <= port && port <= last);
  });
}

/** No rule lets the Internet in on a port. */
function closed(port: number, ...protocols: readonly string[]): ScannerRule["holds"] {
  return (_, __, element) =>
    !securityRules(element).some(
      (rule) =>
        allows(rule, "Inbound") &&
        protocols.includes(String(rule["protocol"])) &&
        isFromAnywhere(rule) &&
        hasPort(rule, port),
    );
}

/** Whether a rule of a direction names every address at its other end. */
function isOpen(rule: Fields, direction: "Inbound" | "Outbound"): boolean {
  const end = direction === "Inbound" ? "source_address_prefix" : "destination_address_prefix";
  const others = [rule[end], ...list(rule[`${end}es`])];
  return allows(rule, direction) && others.some((each) => each === "*" || each === "0.0.0.0/0");
}

/** Rules on networks, gateways and firewalls. */
export const NETWORK: readonly ScannerRule[] = [
  {
    ids: ["CKV_AZURE_9", "AVD-AZU-0048"],
    title: "no RDP from the Internet",
    types: RULES,
    holds: closed(3389, "Tcp", "*"),
  },
  {
    ids: ["CKV_AZURE_10", "AVD-AZU-0050"],
    title: "no SSH from the Internet",
    types: RULES,
    holds: closed(22, "Tcp", "*"),
  },
  {
    ids: ["AVD-AZU-0074"],
    title: "no Telnet, FTP or POP3 from the Internet",
    types: RULES,
    holds: (body, subject, element) =>
      [20, 21, 23, 110].every((port) => closed(port, "Tcp", "*")(body, subject, element)),
  },
  {
    ids: ["CKV_AZURE_160"],
    title: "no HTTP from the Internet",
    types: RULES,
    holds: closed(80, "Tcp", "*"),
    except: {
      reason: "A public gateway serves port 80 where `ports` has it; `ports: [443]` closes it.",
    },
  },
  {
    ids: ["CKV_AZURE_77"],
    title: "no UDP from the Internet",
    types: RULES,
    holds: (_, __, element) =>
      !securityRules(element).some(
        (rule) => allows(rule, "Inbound") && rule["protocol"] === "Udp" && isFromAnywhere(rule),
      ),
  },
  {
    ids: ["AVD-AZU-0047"],
    title: "no ingress from every address",
    types: RULES,
    holds: (_, __, element) => !securityRules(element).some((rule) => isOpen(rule, "Inbound")),
  },
  {
    ids: ["AVD-AZU-0051"],
    title: "no egress to every address",
    types: RULES,
    holds: (_, __, element) => !securityRules(element).some((rule) => isOpen(rule, "Outbound")),
  },
  {
    ids: ["CKV2_AZURE_31"],
    title: "a security group on every subnet",
    types: ["azurerm_subnet"],
    holds: (body, subject, { address }) =>
      ["GatewaySubnet", "AzureFirewallSubnet"].includes(String(body["name"])) ||
      list(body["network_security_group_id"]).length > 0 ||
      subject
        .of("azurerm_subnet_network_security_group_association")
        .some(
          (association) =>
            subject.target(association.body["subnet_id"], "azurerm_subnet")?.address === address,
        ),
    except: {
      reason:
        "Azure accepts no group on the firewall's management subnet; subnets that are delegated to AKS, to container instances and to DNS resolvers, and the runtime's, only hold what their service protects.",
    },
  },
  {
    ids: ["CKV_AZURE_182"],
    title: "two DNS servers, or none of one's own",
    types: ["azurerm_virtual_network"],
    holds: (body) => texts(body["dns_servers"]).length !== 1,
    except: {
      reason:
        "The hub's firewall, or the inbound endpoint of its resolver, is one address in front of all of its instances.",
    },
  },
  {
    ids: ["CKV_AZURE_183"],
    title: "DNS servers inside the network",
    types: ["azurerm_virtual_network"],
    holds: (body) => texts(body["dns_servers"]).length === 0,
    except: { reason: "Spokes use the resolvers of the hub, whose network is another one." },
  },
  {
    ids: ["CKV_AZURE_120"],
    title: "a web application firewall on gateways",
    types: ["azurerm_application_gateway"],
    holds: given("firewall_policy_id"),
    except: { reason: "A team chooses `tier: Standard_v2`; WAF_v2 is the default." },
  },
  {
    ids: ["CKV_AZURE_217"],
    title: "listeners with HTTPS",
    types: ["azurerm_application_gateway"],
    holds: has("http_listener.protocol", "Https"),
    except: {
      reason:
        "The first listener of a gateway that AGIC configures is a placeholder; elsewhere HTTPS follows from `certificate` of the ingress.",
    },
  },
  {
    ids: ["CKV_AZURE_218"],
    title: "TLS 1.2 or newer on gateways",
    types: ["azurerm_application_gateway"],
    holds: has(
      "ssl_policy.policy_name",
      "AppGwSslPolicy20170401S",
      "AppGwSslPolicy20220101",
      "AppGwSslPolicy20220101S",
    ),
  },
  {
    ids: ["CKV_AZURE_122"],
    title: "a web application firewall that is on",
    types: ["azurerm_web_application_firewall_policy"],
    holds: (body) => fields(body["policy_settings"])["enabled"] !== false,
  },
  {
    ids: ["CKV_AZURE_135"],
    title: "rules against Log4j",
    types: ["azurerm_web_application_firewall_policy"],
    holds: (body) =>
      list(fields(body["managed_rules"])["managed_rule_set"])
        .map(fields)
        .some(({ type, version }) =>
          type === "OWASP" ? version !== "2.2.9" : String(optional(type)).includes("DefaultRuleSet"),
        ),
  },
  {
    ids: ["CKV_AZURE_219"],
    title: "a policy of the firewall",
    types: ["azurerm_firewall"],
    holds: given("firewall_policy_id"),
  },
  {
    ids: ["CKV_AZURE_216"],
    title: "threat intelligence that denies",
    types: ["azurerm_firewall"],
    holds: has("threat_intel_mode", "Deny"),
    except: {
      reason: "The rule reads the firewall without a policy; with one, threat intelligence is the policy's.",
    },
  },
  {
    ids: ["CKV_AZURE_220"],
    title: "intrusion detection that denies",
    types: ["azurerm_firewall_policy"],
    holds: (body) => at(body, "intrusion_detection.mode") === "Deny",
    except: {
      reason: "Only tier Premium has intrusion detection; a tier that costs more is never a default.",
    },
  },
];
