/** A page of the site; the link of a page of docs/ is its name. */
export interface Entry {
  readonly text: string;
  readonly link: string;
}

export interface Section {
  readonly text: string;
  readonly items: readonly Entry[];
}

/** The sections of the site. Every page of docs/ is in one. */
export const SECTIONS: readonly Section[] = [
  {
    text: "Start",
    items: [page("Ten minutes to a plan", "start"), page("Route sync for what you have", "route-sync-alone")],
  },
  {
    text: "Concepts",
    items: [
      page("How the pieces fit", "concepts"),
      page("Why kubenet, AGIC and a firewall do not meet", "kubenet-agic-and-a-firewall"),
      page("The lock file", "concepts#the-lock-file"),
      page("Paths", "concepts#paths"),
    ],
  },
  {
    text: "Choose",
    items: [
      page("Choosing", "choosing"),
      page("What goes together", "reference/choices"),
      page("Where a WAF can be", "web-application-firewalls"),
      page("Sizes of subnets", "subnet-sizes"),
    ],
  },
  {
    text: "How-to",
    items: [
      page("A spoke on an existing hub", "existing-hub"),
      page("A spoke in a landing zone", "existing-spoke"),
      page("Existing clusters and gateways", "existing-cluster-and-gateway"),
      page("Adopt a running platform", "adopting"),
      page("Development and production", "environments"),
      page("Pipelines", "pipelines"),
      page("Change a platform", "changing-a-platform"),
      page("Custom names", "names"),
      page("Why can't my pod be reached?", "why-cant-my-pod-be-reached"),
      page("Trace any Terraform", "trace-any-terraform"),
      page("From kubenet to overlay", "from-kubenet-to-overlay"),
      page("AKS Automatic", "aks-automatic"),
      page("Node auto-provisioning", "node-auto-provisioning"),
      page("Ingress and Front Door", "ingress"),
      page("TLS certificates", "ingress#certificates"),
      page("Application Gateway for Containers", "application-gateway-for-containers"),
      page("Several hubs and regions", "several-hubs"),
      page("A secured Virtual WAN", "virtual-wan"),
      page("VPN and ExpressRoute", "on-premises"),
      page("Private DNS", "private-dns-resolver"),
      page("The firewall", "firewall"),
      page("Azure Bastion", "bastion"),
      page("Reach a private cluster", "reaching-clusters"),
      page("Sovereign clouds", "reference/clouds"),
      page("Recipes in TypeScript", "typescript"),
    ],
  },
  {
    text: "Operate",
    items: [
      page("Baseline", "baseline"),
      page("Reliability of route sync", "reliability"),
      page("Route sync: the runbook", "reference/route-sync-wiring"),
      page("Upgrades", "upgrades"),
      page("Cost", "cost"),
      page("Scanners", "scanners"),
    ],
  },
  {
    text: "Reference",
    items: [
      page("Platform file", "reference/platform"),
      page("Features", "reference/features"),
      page("Combinations", "reference/combinations"),
      page("Firewall rules", "reference/egress-rules"),
      page("Problem codes", "reference/problem-codes"),
      page("Commands", "reference/cli"),
      page("route-sync", "reference/route-sync"),
      page("Codes of route-sync", "reference/route-sync-codes"),
      page("Terraform module", "reference/module"),
      page("TypeScript", "api/"),
      page("Names", "reference/names"),
      page("Regions", "reference/regions"),
      page("Machine sizes", "reference/sizes"),
      page("Simulator", "simulator/SPEC"),
      page("Architecture", "architecture"),
      page("CDKTF and CDK Terrain", "cdktf-and-cdk-terrain"),
      page("Changelog", "CHANGELOG"),
    ],
  },
  { text: "Compare", items: [page("Compared with others", "comparison")] },
  { text: "Troubleshoot", items: [page("By symptom", "troubleshooting")] },
];

interface Item {
  readonly link?: string;
  readonly items?: readonly Item[];
}

/** The pages that items of a sidebar link to, at any depth. */
export function listedIn(items: readonly Item[]): ReadonlySet<string> {
  return new Set(
    items.flatMap(({ link, items: inner = [] }) => [
      ...(link === undefined ? [] : [link.replace(/#.*/, "")]),
      ...listedIn(inner),
    ]),
  );
}

function page(text: string, link: string): Entry {
  return { text, link: `/${link}` };
}
