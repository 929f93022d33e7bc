import type { Construct } from "constructs";
import type { Cluster } from "../../../aks/cluster.js";
import { report } from "../../../core/problem.js";
import type { IFirewall } from "../../../firewall/azure-firewall.js";
import { EgressRules } from "../../../firewall/egress-rules.js";
import type { CustomDestinations } from "./egress-requirements.js";
import { checkDestinations } from "./filter.js";
import { EgressProvider, type BoundEgress, type EgressContext } from "./provider.js";
import { routeSubnets } from "./routes.js";

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
    checkDestinations(scope, context, this.#options);
    const { firewall } = context.spoke.hub;
    if (firewall === undefined) {
      report(scope, {
        code: "SOURCE_WITHOUT_DEFAULT_ROUTE",
        message: 'Egress "firewall" needs a firewall in the hub, and the hub has none.',
        hint: "Give the hub a firewall, or choose another egress.",
        prop: "egress",
      });
    }
    const rules = firewall === undefined ? undefined : addRules(scope, context, firewall);
    const { routeTable, routes } = routeSubnets(scope, context, firewall);
    return {
      outbound: { type: "userDefinedRouting" },
      addresses: {
        type: "known",
        ranges: (firewall?.publicIpAddresses ?? []).map((address) => `${address}/32`),
      },
      routeTable,
      firewallRules: rules?.resource,
      dependables: [...(rules === undefined ? [] : [rules.resource]), ...routes],
      complete: (cluster) => {
        if (firewall !== undefined && rules !== undefined)
          allowApiServer(scope, context, firewall, rules, cluster);
      },
    };
  }
}

function addRules(scope: Construct, context: EgressContext, firewall: IFirewall): EgressRules {
  const { spoke, subnets, requirements, priority, nameParts, maxNodes } = context;
  firewall.addSnatClients(maxNodes);
  const rules = new EgressRules(scope, "~rules", {
    policy: firewall,
    requirements,
    sources: subnets.map(({ prefix }) => prefix),
    priority,
    nameParts,
    provider: spoke.hubProvider,
  });
  if (!rules.resolvesNames) return rules;
  if (!firewall.enableDnsProxy()) {
    report(scope, {
      code: "FIREWALL_BASIC_NO_DNS_PROXY",
      message:
        "A rule allows host names over a protocol other than HTTP, which needs the firewall's DNS proxy; tier Basic has none.",
      hint: "Use tier Standard or Premium, or allow addresses instead of names.",
      prop: "egress",
    });
  } else if (spoke.dns.type !== "firewall") {
    warnOfResolvers(scope);
  }
  return rules;
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
  if (firewall.enableDnsProxy()) {
    rules.allowApiServer(cluster.resource.fqdn);
    // Azure's resolvers return one address of the server; others may return another one.
    if (spoke.dns.type === "servers" && !rules.resolvesNames) warnOfResolvers(scope);
    return;
  }
  report(scope, {
    code: "API_SERVER_BY_ADDRESS",
    severity: "warning",
    message:
      "Pods cannot call the public API server by its address: the rule contains the server's name, which a firewall of tier Basic does not resolve.",
    hint: "Annotate such pods with kubernetes.azure.com/set-kube-service-host-fqdn, or use tier Standard.",
    prop: "egress",
  });
}

function warnOfResolvers(scope: Construct): void {
  report(scope, {
    code: "DNS_ANSWERS_MAY_DIFFER",
    severity: "warning",
    message:
      "The firewall resolves the names in its network rules itself, and the spoke uses another resolver: where their answers differ, the firewall refuses the connection.",
    hint: "Use the firewall as resolver of the spoke: dns: { type: firewall }.",
    prop: "egress",
  });
}
