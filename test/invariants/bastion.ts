/** The security group of Azure Bastion. */
import { allowed, rule } from "./security-rules.js";
import { differences, fields, type Invariant, type Subject } from "./subject.js";

/** Hubs with a Bastion that has a subnet, by the name of their group. */
export function bastionGroups(subject: Subject): readonly string[] {
  return subject.hubs.flatMap(([hub, { bastion }]) =>
    bastion === undefined || fields(bastion)["tier"] === "Developer" ? [] : [`${hub}_bastion_group`],
  );
}

/** Source: Azure Bastion documentation, configure NSG rules. */
export const BASTION = {
  inbound: [
    rule("Tcp", ["Internet"], ["*"], ["443"]),
    rule("Tcp", ["GatewayManager"], ["*"], ["443"]),
    rule("Tcp", ["AzureLoadBalancer"], ["*"], ["443"]),
    rule("*", ["VirtualNetwork"], ["VirtualNetwork"], ["8080", "5701"]),
  ],
  outbound: [
    rule("*", ["*"], ["VirtualNetwork"], ["22", "3389"]),
    rule("Tcp", ["*"], ["AzureCloud"], ["443"]),
    rule("*", ["VirtualNetwork"], ["VirtualNetwork"], ["8080", "5701"]),
    rule("*", ["*"], ["Internet"], ["80"]),
  ],
};

export const bastions: Invariant = {
  name: "the group of Bastion has exactly the outbound rules that Azure requires",
  broken: (subject) =>
    bastionGroups(subject).flatMap((group) =>
      differences(group, allowed(subject, group, "Outbound"), BASTION.outbound),
    ),
};
