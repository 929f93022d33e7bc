import { Subnet as AzurermSubnet } from "@cdktf/provider-azurerm/lib/subnet/index.js";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association/index.js";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association/index.js";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Naming } from "../core/naming.js";
import { claim } from "../core/address-claims.js";
import { canonical } from "../core/cdktf.js";
import { waitFor } from "../core/dependencies.js";
import { requireTerraform } from "../core/required-version.js";
import { bearWitness, recordRange } from "../core/places.js";
import { report } from "../core/problem.js";
import { LOCKED_RANGE_MOVES } from "../core/rules/addresses.js";
import { omitUndefined } from "../core/omit-undefined.js";
import type { Cidr } from "../net/cidr.js";
import type { IExtensibleSecurityGroup } from "./network-security-group.js";
import type { IRouteTable } from "./route-table.js";
import type { IVirtualNetwork } from "./virtual-network.js";
import { SUBNET_OUTSIDE, SUBNET_RANGE_TAKEN } from "./rules.js";

/** Services that a subnet can be delegated to, with the actions that Azure grants them. */
const DELEGATIONS = {
  "Microsoft.ContainerService/managedClusters": ["Microsoft.Network/virtualNetworks/subnets/join/action"],
  "Microsoft.ContainerInstance/containerGroups": ["Microsoft.Network/virtualNetworks/subnets/action"],
  "Microsoft.App/environments": ["Microsoft.Network/virtualNetworks/subnets/join/action"],
  "Microsoft.Network/applicationGateways": ["Microsoft.Network/virtualNetworks/subnets/join/action"],
  "Microsoft.Network/dnsResolvers": ["Microsoft.Network/virtualNetworks/subnets/join/action"],
  "Microsoft.ServiceNetworking/trafficControllers": ["Microsoft.Network/virtualNetworks/subnets/join/action"],
} as const;

/** A service that a subnet is delegated to. */
export type DelegatedService = keyof typeof DELEGATIONS;

/** What a subnet's tenants use of it. */
export interface SubnetDemand {
  /** Addresses that are used at the largest scale, upgrade surge included. */
  readonly addresses: number;
  /** Nodes that fit, one kept free for upgrades. @default no nodes */
  readonly holdsNodes?: number | undefined;
}

export interface SubnetProps {
  readonly network: IVirtualNetwork;
  readonly prefix: Cidr;
  /** A second range for IPv6. @default IPv4 only */
  readonly prefixV6?: Cidr | undefined;
  /** What the name says after abbreviation and platform, or a name that Azure fixes. */
  readonly name:
    { readonly parts: readonly string[]; readonly fixed?: undefined } | { readonly fixed: string };
  /**
   * Whether virtual machines without any egress of their own get a hidden public one. Azure's default is still true;
   * behind a firewall nothing may go around it.
   * @default false
   */
  readonly defaultOutboundAccess?: boolean | undefined;
  /** Services reached over Azure's backbone, such as `Microsoft.Storage`. @default none */
  readonly serviceEndpoints?: readonly string[] | undefined;
  /** Whether network policies hold for private link services, which keeps these from having addresses here. @default true */
  readonly privateLinkServicePolicies?: boolean | undefined;
  /** Which network policies hold for private endpoints here. @default none: Azure's default */
  readonly privateEndpointPolicies?: "NetworkSecurityGroupEnabled" | undefined;
  /** The service that this subnet belongs to alone. @default not delegated */
  readonly delegation?: DelegatedService | undefined;
  /** Whether the service that uses the subnet delegates it to itself, which a later apply must not undo. @default false */
  readonly delegatedLater?: boolean | undefined;
  /** What the address plan says of the subnet; nothing is checked by it. @default no addresses */
  readonly demand?: SubnetDemand | undefined;
  /** Path in the address book, such as `spokes.shop.loadBalancers`. @default not remembered */
  readonly key?: string | undefined;
}

/** What others need of a subnet, whether it is made here or exists already. */
export interface ISubnet {
  /** Azure Resource Manager id. */
  readonly subnetId: string;
  readonly prefix: Cidr;
  /** The network of the subnet: a cluster's own ranges must not overlap what it routes to. @default unknown */
  readonly network?: IVirtualNetwork | undefined;
}

/** A subnet for clusters, gateways and load balancers, with what is associated with it: created here, or existing already. */
export interface IExtensibleSubnet extends ISubnet, IConstruct {
  readonly network: IVirtualNetwork;
  /** Name in its network. */
  readonly subnetName: string;
  /** The name as far as it is known before Terraform runs. */
  readonly nameInput: string | undefined;
  readonly prefixV6: Cidr | undefined;
  /** Its ranges of both families. */
  readonly prefixes: readonly Cidr[];
  readonly demand: SubnetDemand;
  readonly routeTable: IRouteTable | undefined;
  readonly securityGroup: IExtensibleSecurityGroup | undefined;
  /** What must exist before anything uses the subnet. */
  readonly dependables: readonly ITerraformDependable[];
  useRouteTable(table: IRouteTable): readonly ITerraformDependable[];
  /** Associates a security group, or asks the subnet's team to. */
  useNetworkSecurityGroup(group: IExtensibleSecurityGroup): void;
  useNatGateway(natGatewayId: string): readonly ITerraformDependable[];
}

/** A subnet, and what is associated with it. */
export class Subnet extends Construct implements IExtensibleSubnet {
  readonly resource: AzurermSubnet;
  readonly network: IVirtualNetwork;
  readonly prefix: Cidr;
  readonly prefixV6: Cidr | undefined;
  readonly demand: SubnetDemand;
  readonly #associations: ITerraformDependable[] = [];
  #routeTable: IRouteTable | undefined;
  #securityGroup: IExtensibleSecurityGroup | undefined;

  constructor(scope: Construct, id: string, props: SubnetProps) {
    super(scope, id);
    this.network = props.network;
    this.prefix = props.prefix;
    this.prefixV6 = props.prefixV6;
    this.demand = props.demand ?? { addresses: 0 };
    const { addressSpace, taken = [] } = props.network;
    report(
      this,
      SUBNET_OUTSIDE.judge({ space: addressSpace, prefix: props.prefix }),
      SUBNET_RANGE_TAKEN.judge({ prefix: props.prefix, taken }),
    );
    claim(this, {
      range: props.prefix,
      use: "subnet",
      owner: `subnet ${this.node.path}`,
      group: props.network.node.path,
      network: props.network,
      prop: "prefix",
    });
    const endpoints = props.serviceEndpoints ?? [];
    this.resource = new AzurermSubnet(
      this,
      "~subnet",
      omitUndefined({
        name: props.name.fixed ?? Naming.of(this).name(this, "subnet", ...props.name.parts),
        resourceGroupName: props.network.resourceGroupName,
        virtualNetworkName: props.network.virtualNetworkName,
        addressPrefixes: this.prefixes.map(String),
        defaultOutboundAccessEnabled: props.defaultOutboundAccess ?? false,
        privateLinkServiceNetworkPoliciesEnabled:
          props.privateLinkServicePolicies === false ? false : undefined,
        privateEndpointNetworkPolicies: props.privateEndpointPolicies,
        serviceEndpoints: endpoints.length === 0 ? undefined : [...endpoints],
        delegation: props.delegation === undefined ? undefined : [delegation(props.delegation)],
        lifecycle: props.delegatedLater === true ? { ignoreChanges: ["delegation"] } : undefined,
      }),
    );
    if (props.key !== undefined) this.#remember(props.key);
  }

  /** Azure Resource Manager id. */
  get subnetId(): string {
    return this.resource.id;
  }

  /** Name in its network. */
  get subnetName(): string {
    return this.resource.name;
  }

  get nameInput(): string | undefined {
    return this.resource.nameInput;
  }

  /** Its ranges of both families. */
  get prefixes(): readonly Cidr[] {
    return this.prefixV6 === undefined ? [this.prefix] : [this.prefix, this.prefixV6];
  }

  get routeTable(): IRouteTable | undefined {
    return this.#routeTable;
  }

  get securityGroup(): IExtensibleSecurityGroup | undefined {
    return this.#securityGroup;
  }

  /** What must exist before anything uses the subnet: it and its associations. */
  get dependables(): readonly ITerraformDependable[] {
    return [this.resource, ...this.#associations];
  }

  /**
   * Associates a table.
   * @param after what the table must have before it applies, such as a default route
   * @returns what completes the association
   */
  useRouteTable(table: IRouteTable, ...after: ITerraformDependable[]): readonly [ITerraformDependable] {
    this.#routeTable = table;
    if (this.#isInline) return this.#setInline("route_table", table.routeTableId);
    const association = new SubnetRouteTableAssociation(this, "~route_table", {
      subnetId: this.resource.id,
      routeTableId: table.routeTableId,
      ...this.#afterOthers(after),
    });
    this.#associations.push(association);
    return [association];
  }

  /** @param after what the group must have before it applies, such as rules that Azure requires */
  useNetworkSecurityGroup(group: IExtensibleSecurityGroup, ...after: ITerraformDependable[]): void {
    this.#securityGroup = group;
    if (group.securityGroupId === undefined) return;
    if (this.#isInline) {
      this.#setInline("network_security_group", group.securityGroupId);
      return;
    }
    this.#associations.push(
      new SubnetNetworkSecurityGroupAssociation(this, "~network_security_group", {
        subnetId: this.resource.id,
        networkSecurityGroupId: group.securityGroupId,
        ...this.#afterOthers(after),
      }),
    );
  }

  /** Associates a NAT gateway, by its Azure Resource Manager id. @returns the association */
  useNatGateway(natGatewayId: string): readonly [SubnetNatGatewayAssociation] {
    const association = new SubnetNatGatewayAssociation(this, "~nat_gateway", {
      subnetId: this.resource.id,
      natGatewayId,
      ...this.#afterOthers(),
    });
    this.#associations.push(association);
    return [association];
  }

  get #isInline(): boolean {
    return this.network.subnetAssociations === "inline";
  }

  /**
   * Sets a write-only argument, which Terraform sends but does not keep. The provider sends it again only when its version
   * changes, so the version follows from the id.
   */
  #setInline(what: "route_table" | "network_security_group", id: string): readonly [AzurermSubnet] {
    requireTerraform(this, WRITE_ONLY_MINOR);
    this.resource.addOverride(`${what}_id_wo`, id);
    this.resource.addOverride(`${what}_id_wo_version`, versionOf(canonical(this, id)));
    return [this.resource];
  }

  #remember(key: string): void {
    bearWitness(key, this.resource, "address_prefixes");
    const held = recordRange(this, key, this.prefix);
    if (held !== undefined) report(this, LOCKED_RANGE_MOVES.judge({ key, held, range: this.prefix }));
  }

  /** Associations write the subnet itself: one after the other, or Azure answers AnotherOperationInProgress. */
  #afterOthers(after: readonly ITerraformDependable[] = []): ReturnType<typeof waitFor> {
    return waitFor([...this.#associations, ...after]);
  }
}

/** Write-only arguments exist since Terraform 1.11 and OpenTofu 1.11. */
const WRITE_ONLY_MINOR = 11;

/** A number that follows from a text: another text has another one. The FNV-1a hash, in 31 bits. */
function versionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 1;
}

function delegation(service: DelegatedService): {
  name: string;
  serviceDelegation: { name: string; actions: string[] };
} {
  const name = service.split("/")[1] ?? service;
  return { name, serviceDelegation: { name: service, actions: [...DELEGATIONS[service]] } };
}
