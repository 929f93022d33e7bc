import { NetworkDdosProtectionPlan } from "@cdktf/provider-azurerm/lib/network-ddos-protection-plan/index.js";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { placed } from "../core/placement.js";
import { setPath } from "../core/places.js";
import { ResourceGroup } from "./resource-group.js";

export interface DdosPlanProps {
  /** Azure region of the plan, which protects networks of every region and subscription of the tenant. */
  readonly location: string;
  /** @default no tags */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * A DDoS protection plan, in a resource group of its own: networks of several regions and subscriptions share it. It has a
 * standing charge for up to 100 public addresses, so that a tenant has one. Source: Azure DDoS Protection pricing.
 */
export class DdosPlan extends Construct {
  /** Azure Resource Manager id, which networks name. */
  readonly planId: string;

  constructor(scope: Construct, id: string, { location, tags }: DdosPlanProps) {
    super(scope, id);
    setPath(this, "ddos");
    const { placement } = new ResourceGroup(this, "~group", { location, tags, nameParts: ["ddos"] });
    const plan = new NetworkDdosProtectionPlan(this, "~plan", {
      name: Naming.of(this).name(this, "ddosPlan"),
      ...placed(placement),
    });
    this.planId = plan.id;
  }
}
