import { TerraformElement, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { canonical, canonicalArgument } from "./cdktf.js";
import { routedId, type RoutedNetwork } from "./connected-networks.js";
import { namedSubscriptions } from "./subscriptions.js";

const PEERING = "azurerm_virtual_network_peering";
const CONNECTION = "azurerm_virtual_hub_connection";

/** The two networks of every peering and of every connection with a virtual hub in an app, however it was created, each as `networkKey` calls it. */
export function peeredNetworks(root: IConstruct): (readonly [string, string])[] {
  const elements = root.node.findAll().filter((node) => TerraformElement.isTerraformElement(node));
  const subscriptionOf = namedSubscriptions(elements);
  return elements
    .filter((element) => TerraformResource.isTerraformResource(element))
    .filter(({ terraformResourceType: type }) => type === PEERING || type === CONNECTION)
    .flatMap((peering) => {
      if (peering.terraformResourceType === CONNECTION) return connectedTo(peering);
      const [group, name, remote] = ["resourceGroupName", "virtualNetworkName", "remoteVirtualNetworkId"].map(
        (argument) => canonicalArgument(peering, argument),
      );
      if (group === undefined || name === undefined || remote === undefined) return [];
      const near = isReference(name)
        ? name
        : `/subscriptions/${subscriptionOf(peering)}/resourcegroups/${group}/providers/microsoft.network/virtualnetworks/${name}`;
      return [[withoutAttribute(near), withoutAttribute(remote)] as const];
    });
}

function connectedTo(connection: TerraformResource): (readonly [string, string])[] {
  const [hub, network] = ["virtualHubId", "remoteVirtualNetworkId"].map((argument) =>
    canonicalArgument(connection, argument),
  );
  if (hub === undefined || network === undefined) return [];
  return [[withoutAttribute(hub), withoutAttribute(network)]];
}

/** A text that is the same for one network: the stack and address of one that is created here, or an id. */
export function networkKey(scope: IConstruct, network: RoutedNetwork): string {
  return withoutAttribute(canonical(scope, routedId(network)));
}

function isReference(text: string): boolean {
  return text.includes(" ");
}

/** A peering names one network by its name, and the other by its id. */
function withoutAttribute(text: string): string {
  return isReference(text) ? text.replace(/\.(?:id|name)(?=\}?$)/, "") : text;
}
