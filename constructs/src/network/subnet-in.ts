import type { Construct, IConstruct } from "constructs";
import { knownText } from "../core/known.js";
import { nameInPlatform } from "../core/name-in-platform.js";
import { report } from "../core/problem.js";
import { treeState } from "../core/tree-state.js";
import { ExistingSubnet, type SubnetAttributes } from "./existing-subnet.js";
import { SUBNET_SHARED } from "./rules.js";
import { Subnet, type IExtensibleSubnet, type SubnetProps } from "./subnet.js";

interface SubnetInProps extends SubnetProps {
  /** The subnet that exists already. @default one is created */
  readonly existing?: SubnetAttributes | undefined;
  /** The cluster or gateway that the subnet is for: its parts may share a subnet that exists already. */
  readonly tenant: IConstruct;
  /** The prop of `scope` that holds the existing subnet. */
  readonly prop: string;
}

interface Used {
  readonly subnet: ExistingSubnet;
  readonly tenant: IConstruct;
}

/** Subnets that exist already, by their id in lower case. */
const used = treeState("existing-subnets", () => new Map<string, Used>());

/** The subnet of a cluster or gateway: the given one that exists already, or a new one. */
export function subnetIn(scope: Construct, id: string, props: SubnetInProps): IExtensibleSubnet {
  const { existing, tenant, prop, ...created } = props;
  if (existing === undefined) return new Subnet(scope, id, created);
  const key = (knownText(existing.subnetId) ?? existing.subnetId).toLowerCase();
  const subnets = used.of(tenant.node.root);
  const known = subnets.get(key);
  if (known !== undefined) {
    if (known.tenant !== tenant)
      report(
        scope,
        SUBNET_SHARED.judge({ id: existing.subnetId, holder: nameInPlatform(known.tenant), prop }),
      );
    else if (created.demand !== undefined) known.subnet.addDemand(created.demand);
    return known.subnet;
  }
  const { network, delegation, demand, serviceEndpoints = [], privateLinkServicePolicies = true } = created;
  const subnet = new ExistingSubnet(scope, id, { ...existing, network, delegation, demand });
  if (serviceEndpoints.length > 0)
    subnet.request("service_endpoints", { type: "service-endpoints", services: serviceEndpoints });
  if (!privateLinkServicePolicies)
    subnet.request("private_link", { type: "no-private-link-service-policies" });
  subnets.set(key, { subnet, tenant });
  return subnet;
}
