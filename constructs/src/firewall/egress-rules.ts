import {
  FirewallPolicyRuleCollectionGroup,
  type FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule,
  type FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule,
} from "@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group/index.js";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Cidr } from "../net/cidr.js";
import type { IFirewallPolicy } from "./azure-firewall.js";
import { describeRule, WEB_PORTS, type DerivedRule } from "./derived-rule.js";
import type { EgressRequirements } from "./egress-requirements.js";
import { deriveEgress, type EgressRule } from "./rule-sets.js";

export interface EgressRulesProps {
  readonly policy: IFirewallPolicy;
  readonly requirements: EgressRequirements;
  /** Source ranges of the rules: the addresses of nodes and pods when their traffic leaves the spoke. */
  readonly sources: readonly Cidr[];
  /** Priority of the group in the policy, 100 to 65000; unique in it. */
  readonly priority: number;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** Provider of the policy's subscription. @default the scope's */
  readonly provider?: TerraformProvider | undefined;
}

const APPLICATION_PRIORITY = 200;
const NETWORK_PRIORITY = 100;
/** Offset of the priority of the second group, whose rule needs an attribute of the cluster. */
const AFTER_CLUSTER = 20_000;

/** The firewall's rules for one cluster: exactly those that its configuration needs. */
export class EgressRules extends Construct {
  readonly resource: FirewallPolicyRuleCollectionGroup;
  /** Whether a rule holds names that the firewall must resolve itself, through its DNS proxy. */
  readonly resolvesNames: boolean;
  readonly #props: EgressRulesProps;
  readonly #derived: DerivedRule[];

  constructor(scope: Construct, id: string, props: EgressRulesProps) {
    super(scope, id);
    this.#props = props;
    const sets = deriveEgress(props.requirements);
    const rules = sets.flatMap((derived) => derived.rules);
    const sources = props.sources.map(String);
    const application = rules.flatMap((rule) => applicationRule(rule, sources));
    const network = rules.flatMap((rule) => networkRule(rule, sources));
    this.resolvesNames = rules.some(({ kind }) => kind === "names");
    this.#derived = sets.flatMap(({ set, rules: own }) =>
      own.map((rule) => describeRule(set, rule, props.sources)),
    );
    this.resource = this.#group("~rule_collection_group", props.nameParts, props.priority, {
      ...(network.length === 0
        ? {}
        : {
            networkRuleCollection: [
              { name: "allow-network", priority: NETWORK_PRIORITY, action: "Allow", rule: network },
            ],
          }),
      ...(application.length === 0
        ? {}
        : {
            applicationRuleCollection: [
              {
                name: "allow-application",
                priority: APPLICATION_PRIORITY,
                action: "Allow",
                rule: application,
              },
            ],
          }),
    });
  }

  /** The rules, as shown to users. */
  get derived(): readonly DerivedRule[] {
    return this.#derived;
  }

  /**
   * Allows pods to call a public API server by its address, which exists only once the cluster does. The firewall resolves
   * the server's name, so its DNS proxy must be on.
   */
  allowApiServer(fqdn: string): void {
    const { nameParts, priority, sources } = this.#props;
    this.#group("api_server", [...nameParts, "api-server"], priority + AFTER_CLUSTER, {
      networkRuleCollection: [
        {
          name: "allow-api-server",
          priority: NETWORK_PRIORITY,
          action: "Allow",
          rule: [
            {
              name: "api-server",
              protocols: ["TCP"],
              sourceAddresses: sources.map(String),
              destinationFqdns: [fqdn],
              destinationPorts: ["443"],
            },
          ],
        },
      ],
    });
    this.#derived.push({
      ruleSet: "api-server",
      name: "api-server",
      protocol: "TCP",
      destinations: ["the API server's name"],
      ports: [443],
      sources: sources.map((range) => range.literal),
      reason: "Public API server: pods that call it by its address.",
      source: "AKS documentation, outbound network and FQDN rules, required network rules",
    });
  }

  #group(
    id: string,
    nameParts: readonly string[],
    priority: number,
    collections: Pick<
      ConstructorParameters<typeof FirewallPolicyRuleCollectionGroup>[2],
      "networkRuleCollection" | "applicationRuleCollection"
    >,
  ): FirewallPolicyRuleCollectionGroup {
    const { policy, provider } = this.#props;
    return new FirewallPolicyRuleCollectionGroup(
      this,
      id,
      omitUndefined({
        name: Naming.of(this).name(this, "firewallRuleGroup", ...nameParts),
        firewallPolicyId: policy.policyId,
        priority,
        provider,
        ...collections,
      }),
    );
  }
}

function applicationRule(
  rule: EgressRule,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupApplicationRuleCollectionRule[] {
  const { name } = rule;
  switch (rule.kind) {
    case "fqdnTag": {
      const destinationFqdnTags = [rule.fqdnTag];
      return [{ name, sourceAddresses, destinationFqdnTags, protocols: webProtocols(WEB_PORTS) }];
    }
    case "fqdns": {
      const destinationFqdns = [...rule.fqdns];
      return [{ name, sourceAddresses, destinationFqdns, protocols: webProtocols(rule.ports) }];
    }
    case "names":
    case "network":
      return [];
  }
}

function networkRule(
  rule: EgressRule,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupNetworkRuleCollectionRule[] {
  if (rule.kind === "fqdnTag" || rule.kind === "fqdns") return [];
  const { name, protocol, ports } = rule;
  const destinations =
    rule.kind === "names"
      ? { destinationFqdns: [...rule.fqdns] }
      : { destinationAddresses: [...rule.destinations] };
  return [
    {
      name,
      protocols: [protocol],
      sourceAddresses,
      ...destinations,
      destinationPorts: ports.map(String),
    },
  ];
}

function webProtocols(ports: readonly number[]): { type: string; port: number }[] {
  return ports.map((port) => ({ type: port === 80 ? "Http" : "Https", port }));
}
