import { badRequest } from "../core/arm-error.js";
import { at, isList, objects, textAt, textOf, type JsonObject } from "../core/json.js";
import type { Refusal } from "../core/type-row.js";

/** What Azure wants the group of AzureBastionSubnet to allow: direction, the other end, ports. */
const REQUIRED = [
  ["Inbound", "Internet", ["443"]],
  ["Inbound", "GatewayManager", ["443"]],
  ["Inbound", "AzureLoadBalancer", ["443"]],
  ["Inbound", "VirtualNetwork", ["8080", "5701"]],
  ["Outbound", "VirtualNetwork", ["22", "3389"]],
  ["Outbound", "AzureCloud", ["443"]],
  ["Outbound", "VirtualNetwork", ["8080", "5701"]],
  ["Outbound", "Internet", ["80"]],
] as const;

/** Azure takes a group on AzureBastionSubnet only with all rules of Bastion. */
export const groupOfBastion: Refusal = ({ name, body, world }) => {
  const group = textAt(body, "properties.networkSecurityGroup.id");
  const stored = world.lookup(group);
  if (name.toLowerCase() !== "azurebastionsubnet" || stored === undefined) return undefined;
  const rules = objects(at(stored, "properties.securityRules"));
  const isMet = ([direction, peer, ports]: (typeof REQUIRED)[number]): boolean =>
    ports.every((port) => rules.some((rule) => allows(rule, direction, peer, port)));
  return REQUIRED.every(isMet)
    ? undefined
    : badRequest(
        "NetworkSecurityGroupNotCompliantForAzureBastionSubnet",
        `Network security group ${group} does not have necessary rules for Azure Bastion Subnet ${name}.`,
        [],
      );
};

function allows(rule: JsonObject, direction: string, peer: string, port: string): boolean {
  const side = direction === "Inbound" ? "source" : "destination";
  const many = at(rule, "properties.destinationPortRanges");
  const ports = [textAt(rule, "properties.destinationPortRange"), ...(isList(many) ? many.map(textOf) : [])];
  return (
    textAt(rule, "properties.access") === "Allow" &&
    textAt(rule, "properties.direction") === direction &&
    [peer, "*"].includes(textAt(rule, `properties.${side}AddressPrefix`)) &&
    (ports.includes(port) || ports.includes("*"))
  );
}
