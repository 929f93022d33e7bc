import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association/index.js";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association/index.js";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { claim } from "../core/address-claims.js";
import { isSameArmId, parseArmIdOf } from "../core/arm-id.js";
import { waitFor } from "../core/dependencies.js";
import { knownText } from "../core/known.js";
import { check, report, TopologyError } from "../core/problem.js";
import type { Judgement } from "../core/rule.js";
import type { Cidr } from "../net/cidr.js";
import { ExistingRouteTable } from "./existing-route-table.js";
import { ExistingVirtualNetwork } from "./existing-virtual-network.js";
import type { IExtensibleSecurityGroup } from "./network-security-group.js";
import { RequestedSubnetSetting, type SubnetSetting } from "./requested-of-subnet.js";
import type { IRouteTable } from "./route-table.js";
import {
  NOT_A_SUBNET,
  SHARED_SUBNET_TOO_SMALL,
  SUBNET_NOT_ASSOCIATED,
  SUBNET_OF_ANOTHER_NETWORK,
  SUBNET_OUTSIDE,
} from "./rules.js";
import type { DelegatedService, IExtensibleSubnet, SubnetDemand } from "./subnet.js";
import type { IVirtualNetwork } from "./virtual-network.js";

/** What is known of a subnet that exists already. */
export interface SubnetAttributes {
  /** Azure Resource Manager id of the subnet, in the network of its spoke. */
  readonly subnetId: string;
  /** Range of the subnet. */
  readonly prefix: Cidr;
  /** A second range, for IPv6. @default IPv4 only */
  readonly prefixV6?: Cidr | undefined;
  /**
   * Whether the route table, security group and NAT gateway that are created for it are associated with the subnet, which
   * has none of its own. @default false: nothing of the subnet is changed
   */
  readonly associate?: boolean | undefined;
}

export interface ExistingSubnetProps extends SubnetAttributes {
  readonly network: IVirtualNetwork;
  /** @default not delegated */
  readonly delegation?: DelegatedService | undefined;
  /** @default no addresses */
  readonly demand?: SubnetDemand | undefined;
}

/** A subnet that exists already. What it must have is listed for its team, unless it may be associated here. */
export class ExistingSubnet extends Construct implements IExtensibleSubnet {
  readonly subnetId: string;
  readonly subnetName: string;
  readonly network: IVirtualNetwork;
  readonly prefix: Cidr;
  readonly prefixV6: Cidr | undefined;
  /** Whether associations are created. */
  readonly associate: boolean;
  readonly #isInNetwork: boolean;
  #demand: SubnetDemand;
  readonly #associations: ITerraformDependable[] = [];
  #routeTable: IRouteTable | undefined;
  #hasNatGateway = false;
  #securityGroup: IExtensibleSecurityGroup | undefined;

  /** @throws TopologyError when the id is not that of a subnet */
  constructor(scope: Construct, id: string, props: ExistingSubnetProps) {
    super(scope, id);
    const { subnetId, network, prefix } = props;
    const parsed = parseArmIdOf("Microsoft.Network/virtualNetworks/subnets", subnetId);
    if (parsed === undefined) throw new TopologyError(this, NOT_A_SUBNET.problem(subnetId));
    this.subnetId = subnetId;
    this.subnetName = parsed.name;
    this.network = network;
    this.prefix = prefix;
    this.prefixV6 = props.prefixV6;
    this.associate = props.associate ?? false;
    this.#demand = props.demand ?? { addresses: 0 };
    this.#isInNetwork = isSubnetOf(subnetId, network);
    report(this, SUBNET_OUTSIDE.judge({ space: network.addressSpace, prefix }));
    if (!this.#isInNetwork) check(this, () => this.#judgeNetwork());
    claim(this, {
      range: prefix,
      use: "subnet",
      owner: `subnet ${this.node.path}`,
      group: network.node.path,
      network,
      prop: "prefix",
    });
    if (props.delegation !== undefined)
      this.request("delegation", { type: "delegation", service: props.delegation });
  }

  get nameInput(): string {
    return this.subnetName;
  }

  /** What all tenants together use of the subnet. */
  get demand(): SubnetDemand {
    return this.#demand;
  }

  /** Adds another pool of the same cluster. */
  addDemand({ addresses }: SubnetDemand): void {
    const total = this.#demand.addresses + addresses;
    this.#demand = { ...this.#demand, addresses: total };
    check(this, () => {
      const { prefix, demand } = this;
      return demand.addresses === total ? [SHARED_SUBNET_TOO_SMALL.judge({ prefix, addresses: total })] : [];
    });
  }

  get prefixes(): readonly Cidr[] {
    return this.prefixV6 === undefined ? [this.prefix] : [this.prefix, this.prefixV6];
  }

  get routeTable(): IRouteTable | undefined {
    return this.#routeTable;
  }

  get securityGroup(): IExtensibleSecurityGroup | undefined {
    return this.#securityGroup;
  }

  get dependables(): readonly ITerraformDependable[] {
    return this.#associations;
  }

  /** Associates the table where the subnet may be changed; else the table of its team has to be associated already. */
  useRouteTable(table: IRouteTable): readonly ITerraformDependable[] {
    // A second cluster on the subnet is reported, and its table is not the subnet's.
    if (this.#routeTable !== undefined) return [];
    this.#routeTable = table;
    const { routeTableId } = table;
    if (this.associate) {
      return this.#associated(
        new SubnetRouteTableAssociation(this, "~route_table", {
          subnetId: this.subnetId,
          routeTableId,
          ...this.#afterOthers(),
        }),
      );
    }
    if (table instanceof ExistingRouteTable)
      this.request("route_table", { type: "route-table", routeTableId });
    else if (this.#isInNetwork)
      report(this, SUBNET_NOT_ASSOCIATED.judge({ needs: "a route table", subnetId: this.subnetId }));
    return [];
  }

  /** Associates the group where the subnet may be changed; else its team is asked to. */
  useNetworkSecurityGroup(group: IExtensibleSecurityGroup): void {
    this.#securityGroup = group;
    const { securityGroupId } = group;
    if (securityGroupId === undefined) return;
    if (!this.associate) {
      this.request("security_group", { type: "security-group", securityGroupId });
      return;
    }
    this.#associations.push(
      new SubnetNetworkSecurityGroupAssociation(this, "~network_security_group", {
        subnetId: this.subnetId,
        networkSecurityGroupId: securityGroupId,
        ...this.#afterOthers(),
      }),
    );
  }

  useNatGateway(natGatewayId: string): readonly ITerraformDependable[] {
    if (!this.associate) {
      report(this, SUBNET_NOT_ASSOCIATED.judge({ needs: "a NAT gateway", subnetId: this.subnetId }));
      return [];
    }
    if (this.#hasNatGateway) return [];
    this.#hasNatGateway = true;
    return this.#associated(
      new SubnetNatGatewayAssociation(this, "~nat_gateway", {
        subnetId: this.subnetId,
        natGatewayId,
        ...this.#afterOthers(),
      }),
    );
  }

  /** Lists a setting for the subnet's team. */
  request(id: string, setting: SubnetSetting): void {
    new RequestedSubnetSetting(this, id, { subnetId: this.subnetId, setting });
  }

  /** Where all subnets of the spoke agree on another network, the spoke's is the mistake: it is reported once. */
  #judgeNetwork(): Judgement[] {
    const { network, subnetId } = this;
    const subnets = this.node.root.node
      .findAll()
      .filter((construct) => construct instanceof ExistingSubnet)
      .filter((subnet) => subnet.network === network);
    const agree = new Set(subnets.map((subnet) => parentOf(subnet.subnetId)?.toLowerCase())).size === 1;
    if (agree && subnets[0] !== this) return [];
    const others = agree ? subnets.length - 1 : 0;
    const isCreated = !(network instanceof ExistingVirtualNetwork);
    return [SUBNET_OF_ANOTHER_NETWORK.judge({ isCreated, subnetId, others })];
  }

  #associated(association: ITerraformDependable): readonly ITerraformDependable[] {
    this.#associations.push(association);
    return [association];
  }

  /** Associations write the subnet itself: one after the other, or Azure answers AnotherOperationInProgress. */
  #afterOthers(): ReturnType<typeof waitFor> {
    return waitFor(this.#associations);
  }
}

/** Whether the id is that of a subnet of the network; one that is created here has no known id. */
function isSubnetOf(subnetId: string, network: IVirtualNetwork): boolean {
  if (!(network instanceof ExistingVirtualNetwork)) return false;
  const parent = parentOf(subnetId);
  return parent === undefined || isSameArmId(parent, network.virtualNetworkId);
}

/** Id of the network of a subnet, where it is known. */
function parentOf(subnetId: string): string | undefined {
  return knownText(subnetId)?.split("/").slice(0, -2).join("/");
}
