import { cloudOf, type CloudName } from "../core/clouds.js";
import type { Cidr } from "../net/cidr.js";
import { UBUNTU_UPDATES } from "./cluster-rule-sets.js";
import { describeRule, type DerivedRule } from "./derived-rule.js";
import { collectionsOf } from "./rule-collections.js";
import type { RuleCollections } from "./rule-group.js";
import { network, web, type EgressRule } from "./rule-set.js";

/** What determines the destinations that a jump host needs. */
export interface JumpHostRequirements {
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  /** Custom resolvers of its network. @default Azure's */
  readonly dnsServers?: readonly string[] | undefined;
}

/** Rules of a jump host that belong together, why they are there, and who says so. */
interface JumpHostSet {
  readonly name: string;
  readonly reason: string;
  readonly source: string;
  readonly rules: (requirements: JumpHostRequirements) => readonly EgressRule[];
}

/** Who checks the roles of those who sign in to a machine with Entra ID. */
const ACCESS_CHECK: Readonly<Record<CloudName, string>> = {
  public: "pas.windows.net",
  usgovernment: "pasff.usgovcloudapi.net",
  china: "pas.chinacloudapi.cn",
};

/** From where `az aks install-cli` downloads, with what the addresses redirect to. */
const GLOBAL_DOWNLOADS = [
  "dl.k8s.io",
  "cdn.dl.k8s.io",
  "api.github.com",
  "github.com",
  "release-assets.githubusercontent.com",
  "objects.githubusercontent.com",
];
const DOWNLOADS: Readonly<Record<CloudName, readonly string[]>> = {
  public: GLOBAL_DOWNLOADS,
  usgovernment: GLOBAL_DOWNLOADS,
  china: ["mirror.azure.cn"],
};

const JUMP_HOST_SETS: readonly JumpHostSet[] = [
  {
    name: "os-updates",
    reason: "Packages and security updates of Ubuntu.",
    source:
      "AKS documentation, outbound network and FQDN rules, optional recommended FQDN / application rules",
    rules: () => [{ kind: "fqdns", name: "ubuntu-updates", fqdns: UBUNTU_UPDATES, ports: [443, 80] }],
  },
  {
    name: "microsoft-packages",
    reason: "The Azure CLI, and the packages that sign users in with Entra ID.",
    source: "Azure CLI documentation, install on Linux; Entra ID documentation, sign in to a Linux machine",
    rules: () => [web("microsoft-packages", ["packages.microsoft.com"])],
  },
  {
    name: "azure",
    reason: "Azure Resource Manager, and sign-in with Entra ID: of az, of kubelogin and to the machine.",
    source: "Entra ID documentation, sign in to a Linux machine, network requirements",
    rules: ({ location }) => {
      const { name, resourceManager, signIn } = cloudOf(location);
      return [web("azure", [resourceManager, signIn, ACCESS_CHECK[name]])];
    },
  },
  {
    name: "cluster-tools",
    reason: "kubectl and kubelogin, which az aks install-cli downloads.",
    source: "Azure/azure-cli, command module acs, k8s_install_kubectl and k8s_install_kubelogin",
    rules: ({ location }) => [web("cluster-tools", DOWNLOADS[cloudOf(location).name])],
  },
  {
    name: "custom-dns",
    reason: "Custom resolvers, over UDP and, for long answers, TCP.",
    source: "Virtual network documentation, name resolution with a DNS server of one's own",
    rules: ({ dnsServers = [] }) =>
      dnsServers.length === 0
        ? []
        : [network("dns-udp", "UDP", dnsServers, 53), network("dns-tcp", "TCP", dnsServers, 53)],
  },
];

/** What a firewall allows a jump host: the collections of its group, and the same rules as shown to users. */
export function jumpHostRules(
  requirements: JumpHostRequirements,
  source: Cidr,
): { readonly collections: RuleCollections; readonly derived: readonly DerivedRule[] } {
  const sources = [source];
  const rules = JUMP_HOST_SETS.flatMap((set) =>
    set.rules(requirements).map((rule) => ({ set, rule, sources })),
  );
  return {
    collections: collectionsOf(rules),
    derived: rules.map(({ set, rule }) => describeRule(set, rule, sources)),
  };
}
