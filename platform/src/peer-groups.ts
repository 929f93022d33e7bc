import { FirewallRuleGroup, Hub, PeerRules, type IHub } from "@aks-topology/constructs/internal";

/** The rules that the team of the appliance behind a hub's firewall is asked for. */
export function tunnelGroupsOf(hub: IHub): readonly FirewallRuleGroup[] {
  return hub instanceof Hub && hub.firewall?.tunnelled !== undefined ? [hub.firewall.tunnelled.rules] : [];
}

/** Rule collection groups for calls between the peers of a hub and spokes of the hubs that it is connected with. */
export function peerGroupsOf(hub: IHub): readonly FirewallRuleGroup[] {
  return hub.node.root.node
    .findAll()
    .filter((construct) => construct instanceof PeerRules)
    .filter((rules) => rules.hub === hub)
    .flatMap(({ node }) => node.findAll())
    .filter((construct) => construct instanceof FirewallRuleGroup);
}
