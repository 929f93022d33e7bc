import type { Construct } from "constructs";
import type { Cluster } from "../../../aks/cluster.js";
import { inStackOf } from "../../../core/dependencies.js";
import { report } from "../../../core/problem.js";
import { judgeAllowedGroups } from "../../../firewall/allow-list.js";
import type { IFirewall } from "../../../firewall/firewall.js";
import { EgressRules } from "../../../firewall/egress-rules.js";
import { ruleTarget } from "../../../firewall/rule-group.js";
import { sourcesByFeature, type CustomDestinations } from "./egress-requirements.js";
import { checkDestinations } from "./filter.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import { routeSubnets } from "./routes.js";
import { DNS_PROXY_FOR_RULES_MISSING, RULES_PROXY_OFF } from "../../../firewall/dns-rules.js";
import { addressesOf } from "./known-addresses.js";
import {
  API_SERVER_BY_ADDRESS,
  API_SERVER_PROXY_OFF,
  DNS_ANSWERS_MAY_DIFFER,
  SOURCE_WITHOUT_DEFAULT_ROUTE,
} from "./kind-rules.js";

/** Through the hub's firewall, with exactly the rules that the cluster needs. */
export interface FirewallEgressOptions extends CustomDestinations {
  readonly type: "firewall";
}

/** Routes everything to the hub's firewall and adds the cluster's rules to its policy. */
export class FirewallEgress extends EgressProvider {
  readonly #options: FirewallEgressOptions;

  constructor(options: FirewallEgressOptions) {
    super();
    this.#options = options;
  }

  override get destinations(): CustomDestinations {
    return this.#options;
  }

  bind(scope: Construct, context: EgressContext): BoundEgress {
    const { firewall } = context.spoke.hub;
    checkDestinations(scope, context, this.#options, firewall?.inspectsTls);
    report(scope, ...judgeAllowedGroups(this.#options.allow ?? {}, firewall?.ipGroups));
    if (firewall === undefined) {
      report(scope, SOURCE_WITHOUT_DEFAULT_ROUTE.judge(context));
    }
    const rules = firewall === undefined ? undefined : addRules(scope, context, firewall);
    const { routeTable, routes } = routeSubnets(scope, context, firewall);
    return {
      outbound: { type: "route-table" },
      addresses:
        firewall === undefined ? { type: "known", ranges: [] } : addressesOf(firewall.publicIpAddresses),
      routeTable,
      firewallRules: rules?.resource,
      dependables: [
        ...(rules?.resource === undefined ? [] : [rules.resource]),
        ...routes,
        ...inStackOf(scope, firewall?.dependables ?? []),
      ],
      complete: (cluster) => {
        if (firewall !== undefined && rules !== undefined)
          allowApiServer(scope, context, firewall, rules, cluster);
      },
    };
  }
}

function addRules(scope: Construct, context: EgressContext, firewall: IFirewall): EgressRules {
  const { spoke, subnets, requirements, priority, apiServerPriority, nameParts, maxNodes } = context;
  firewall.addSnatClients(maxNodes);
  for (const target of Object.values(requirements.allow ?? {}))
    if (target.type === "ip-groups") firewall.ipGroups?.use(target.groups);
  const rules = new EgressRules(scope, "~rules", {
    target: ruleTarget(firewall, spoke.hubProvider),
    requirements: {
      ...requirements,
      dnsServers: behindFirewall(spoke, requirements),
      ipGroups: firewall.ipGroups?.groups,
    },
    sources: subnets.map(({ prefix }) => prefix),
    sourcesBySet: sourcesByFeature(context.pools),
    priorities: { rules: priority, apiServer: apiServerPriority },
    nameParts,
  });
  if (!rules.resolvesNames) return rules;
  switch (firewall.enableDnsProxy()) {
    case "unsupported":
      report(scope, DNS_PROXY_FOR_RULES_MISSING.judge(rules));
      break;
    case "off":
      report(scope, RULES_PROXY_OFF.judge(rules));
      break;
    case "on":
      if (spoke.dns.type !== "firewall") warnOfResolvers(scope);
  }
  return rules;
}

/** Resolvers that nodes reach through the firewall: the one that is created in the hub's network they reach by the peering. */
function behindFirewall(
  { hub }: EgressContext["spoke"],
  { dnsServers }: EgressContext["requirements"],
): readonly string[] | undefined {
  const isInHub = hub.dnsDependables.length > 0;
  return isInHub ? dnsServers?.filter((server) => !hub.dnsServers.includes(server)) : dnsServers;
}

/** Allows pods to call a public API server by its address, which the firewall resolves from the server's name. */
function allowApiServer(
  scope: Construct,
  { spoke, requirements }: EgressContext,
  firewall: IFirewall,
  rules: EgressRules,
  cluster: Cluster,
): void {
  if (!requirements.apiServerTunnel) return;
  switch (firewall.enableDnsProxy()) {
    case "unsupported":
      report(scope, API_SERVER_BY_ADDRESS.judge(cluster));
      break;
    case "off":
      report(scope, API_SERVER_PROXY_OFF.judge(cluster));
      break;
    case "on":
      rules.allowApiServer(cluster.resource.fqdn);
      // Azure's resolvers return one address of the server; others may return another one.
      if (spoke.dns.type === "servers" && !rules.resolvesNames) warnOfResolvers(scope);
  }
}

function warnOfResolvers(scope: Construct): void {
  report(scope, DNS_ANSWERS_MAY_DIFFER.judge(scope));
}
