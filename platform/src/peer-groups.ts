import { FirewallRuleGroup, PeerRules, type IHub } from "@aks-topology/constructs/internal";

/** Rule collection groups for calls between the peers of a hub and spokes of the hubs that it is connected with. */
export function peerGroupsOf(hub: IHub): readonly FirewallRuleGroup[] {
  return hub.node.root.node
    .findAll()
    .filter((construct) => construct instanceof PeerRules)
    .filter((rules) => rules.hub === hub)
    .flatMap(({ node }) => node.findAll())
    .filter((construct) => construct instanceof FirewallRuleGroup);
}
