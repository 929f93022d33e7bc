import { Hub, Subnet, type IExtensibleHub } from "@aks-topology/constructs/internal";
import { fileKeyOf } from "../renames/file-keys.js";
import { AZURE_HOST } from "./callers.js";
import { path, type DeclaredPath } from "./declared-path.js";
import { keyOfHub } from "./named-things.js";

const [SSH, RDP, HTTPS, HTTP] = [22, 3389, 443, 80];
/** Ports of the instances among each other. Source: Azure Bastion documentation, configure NSG rules. */
const HOST_PORTS = [8080, 5701];

/** Users reach Azure Bastion by HTTPS alone; so do Azure's control plane and probes, and it reaches what it depends on. */
export function bastionPaths(hub: IExtensibleHub): readonly DeclaredPath[] {
  if (!(hub instanceof Hub) || hub.bastion?.publicIp === undefined) return [];
  const own = fileKeyOf(hub);
  const [key, bastion] = [[...keyOfHub(own), "bastion"], `${own}/bastion`];
  const way = (
    from: string,
    to: string,
    port: number,
    expect: DeclaredPath["expect"] = "delivered",
  ): DeclaredPath => path(`${own}: ${from} -> ${to}`, key, expect, { from, to, port });
  return [
    way("internet", `${bastion}/1`, HTTPS),
    ...[SSH, RDP].map((port) => way("internet", `${bastion}/1`, port, "dropped")),
    way("tag:GatewayManager", `${bastion}/1`, HTTPS),
    way(AZURE_HOST, bastion, HTTPS),
    ...HOST_PORTS.map((port) => way(bastion, bastion, port)),
    way(bastion, bastion, SSH, "dropped"),
    way(bastion, "tag:AzureCloud", HTTPS),
    way(bastion, "internet", HTTPS, "dropped"),
    way(bastion, "internet", HTTP),
    ...machinesOf(hub).flatMap((to) => [SSH, RDP].map((port) => way(bastion, to, port))),
  ];
}

/** A range of the hub in which machines could be: one that no service of Azure has for itself. */
function machinesOf(hub: Hub): readonly string[] {
  return hub.node.children
    .filter((child) => child instanceof Subnet)
    .filter(({ node }) => !/^(Azure|Gateway)/.test(node.id))
    .slice(0, 1)
    .map(({ prefix }) => prefix.literal);
}
