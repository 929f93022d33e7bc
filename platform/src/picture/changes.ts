import type { PlannedChange } from "../diff/planned-changes.js";
import type { ChangeMark, Picture, PictureBox, PictureItem } from "./picture.js";

/** The id of the box of what a change removes. */
const REMOVED_BOX = "removed";

/** What is said of removed resources that pictures show; others are in `diff`. */
const REMOVED: Readonly<Record<string, string>> = {
  azurerm_application_gateway: "Application Gateway",
  azurerm_bastion_host: "Azure Bastion",
  azurerm_cdn_frontdoor_profile: "Azure Front Door",
  azurerm_firewall: "Azure Firewall",
  azurerm_function_app_flex_consumption: "Route sync",
  azurerm_kubernetes_automatic_cluster: "AKS Automatic cluster",
  azurerm_kubernetes_cluster: "AKS cluster",
  azurerm_kubernetes_cluster_node_pool: "Node pool",
  azurerm_linux_virtual_machine: "Jump host",
  azurerm_nat_gateway: "NAT gateway",
  azurerm_network_security_group: "Network security group",
  azurerm_private_dns_resolver: "Private DNS resolver",
  azurerm_private_dns_zone: "Private DNS zone",
  azurerm_private_endpoint: "Private endpoint",
  azurerm_route_table: "Route table",
  azurerm_subnet: "Subnet",
  azurerm_virtual_network: "Virtual network",
  azurerm_virtual_network_gateway: "Network gateway",
  azurerm_virtual_network_peering: "Peering",
};

/** The picture of a change: what is added, changed or replaced is marked, and what is removed is in a box of its own. */
export function withChanges(picture: Picture, changes: readonly PlannedChange[]): Picture {
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  const markOf = (address: string): ChangeMark | undefined => {
    const [resource = "", part] = address.split("#");
    const change = byAddress.get(resource);
    if (change === undefined || (part !== undefined && !concerns(change, part))) return undefined;
    return markOfAction(change.action);
  };
  const marked = <T extends { readonly address: string }>(thing: T): T => ({
    ...thing,
    change: markOf(thing.address),
  });
  return {
    ...picture,
    boxes: [
      ...picture.boxes.map((box) => ({
        ...marked(box),
        items: box.items.map(marked),
        labels: box.labels.map(marked),
      })),
      ...removedBox(changes),
    ],
    links: picture.links.map((link) => ({
      ...link,
      change: link.addresses.map(markOf).find((mark) => mark !== undefined),
    })),
  };
}

/** Whether a change of a cluster is one of its first pool: other parts are of no resource. */
function concerns({ action, attributes }: PlannedChange, part: string): boolean {
  if (action !== "update") return true;
  return part.startsWith("pool/") && attributes.some(({ path }) => path.startsWith("default_node_pool"));
}

function markOfAction(action: PlannedChange["action"]): ChangeMark | undefined {
  switch (action) {
    case "create":
      return "added";
    case "update":
      return "changed";
    case "replace":
      return "replaced";
    case "delete":
      return "removed";
    case "move":
      return undefined;
  }
}

function removedBox(changes: readonly PlannedChange[]): readonly PictureBox[] {
  const items = changes.flatMap(({ address, action }): PictureItem[] => {
    const [type = "", name = ""] = address.split(".");
    const title = REMOVED[type];
    if (action !== "delete" || title === undefined) return [];
    const known = { address, name, isExisting: false, place: undefined, change: "removed" } as const;
    return [{ ...known, kind: "service", title, detail: name }];
  });
  if (items.length === 0) return [];
  return [
    {
      id: REMOVED_BOX,
      kind: "services",
      parent: undefined,
      title: "Removed",
      address: "",
      name: "",
      isExisting: false,
      place: undefined,
      change: "removed",
      details: [],
      labels: [],
      items,
      usage: undefined,
    },
  ];
}
