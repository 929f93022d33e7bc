import type { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine/index.js";
import { Construct } from "constructs";
import { DEFAULTS } from "../../core/defaults.js";
import type { Placement } from "../../core/placement.js";
import { setPath } from "../../core/places.js";
import { report } from "../../core/problem.js";
import { REGION_WITHOUT_ZONES } from "../../core/rules/regions.js";
import type { AzureFirewall } from "../../firewall/azure-firewall.js";
import { jumpHostRules } from "../../firewall/jump-host-destinations.js";
import { FirewallRuleGroup } from "../../firewall/rule-group.js";
import type { Cidr } from "../../net/cidr.js";
import { AZURE_HOST } from "../../net/well-known.js";
import { linuxMachine } from "../../network/linux-machine.js";
import { networkInterface } from "../../network/network-interface.js";
import { NetworkSecurityGroup } from "../../network/network-security-group.js";
import { RouteTable } from "../../network/route-table.js";
import type { Subnet } from "../../network/subnet.js";
import { JUMP_HOST_SIZE } from "./jump-host-rules.js";

/** A machine in the hub that Azure Bastion connects to, from which private API servers are reached. */
export interface JumpHostOptions {
  /** Public key of RSA, 2,048 bits or more, or Ed25519, as in `authorized_keys`, that signs the user `azureuser` in. */
  readonly sshPublicKey: string;
  /** Size of the machine, with x64 processors and support of Trusted Launch. @default "Standard_B2s_v2" */
  readonly vmSize?: string | undefined;
  /** Availability zone. @default Azure chooses */
  readonly zone?: string | undefined;
  /** Prefix of its subnet, a /29 or larger. @default the last free /28 of the hub */
  readonly subnetPrefix?: Cidr | undefined;
}

export interface JumpHostProps {
  /** Dotted path in the platform, such as `hub.bastion.jumpHost`. */
  readonly path: string;
  readonly placement: Placement;
  /** Azure region, such as `westeurope`. */
  readonly location: string;
  readonly options: JumpHostOptions;
  /** AzureBastionSubnet. @default none, on tier Developer, which connects from an address of Azure's */
  readonly bastionSubnet?: Subnet | undefined;
  /** The hub's firewall, which its egress passes. @default none: it has no egress but in the networks */
  readonly firewall?: AzureFirewall | undefined;
  /** Custom resolvers of the hub's network. @default Azure's */
  readonly dnsServers?: readonly string[] | undefined;
  /** Creates the subnet below the jump host; undefined where the hub has no room for it. */
  readonly subnetIn: (scope: Construct) => Subnet | undefined;
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

const SSH = "22";

/** In the policy of a hub that is created, before the groups of all else. */
const PRIORITY = 700;

/**
 * A machine without a public address, on a subnet of its own, which Azure Bastion alone opens SSH sessions to. It reaches what
 * the networks route to it, private API servers among them; what leaves passes the hub's firewall.
 */
export class JumpHost extends Construct {
  /** Undefined where the hub has no room for its subnet. */
  readonly resource: LinuxVirtualMachine | undefined;
  readonly subnet: Subnet | undefined;
  /** Its rules on the hub's firewall; undefined for a hub without one. */
  readonly rules: FirewallRuleGroup | undefined;
  readonly #props: JumpHostProps;

  constructor(scope: Construct, id: string, props: JumpHostProps) {
    super(scope, id);
    this.#props = props;
    setPath(this, props.path);
    const { placement, location, options, nameParts } = props;
    const { zone, sshPublicKey, vmSize = DEFAULTS.jumpHost.vmSize } = options;
    report(
      this,
      JUMP_HOST_SIZE.judge({ vmSize }),
      REGION_WITHOUT_ZONES.judge({
        location,
        zones: zone === undefined ? undefined : [zone],
        what: "The jump host",
        prop: "zone",
      }),
    );
    const subnet = props.subnetIn(this);
    this.subnet = subnet;
    if (subnet === undefined) return;
    this.#secure(subnet);
    this.rules = props.firewall && this.#through(props.firewall, subnet);
    const card = networkInterface(this, "~interface", { placement, subnet, nameParts });
    this.resource = linuxMachine(this, "~machine", {
      placement,
      networkInterfaceId: card.id,
      vmSize,
      sshPublicKey,
      zone,
      nameParts,
    });
  }

  /** Source for tier Developer: Azure Bastion documentation, Bastion Developer, quickstart. */
  #secure(subnet: Subnet): void {
    const { placement, nameParts, bastionSubnet } = this.#props;
    const group = new NetworkSecurityGroup(this, "~group", { placement, nameParts });
    group.allowInbound({
      name: "ssh",
      description: "Sessions that Azure Bastion opens.",
      protocol: "Tcp",
      from: [String(bastionSubnet?.prefix ?? AZURE_HOST)],
      to: [String(subnet.prefix)],
      ports: [SSH],
    });
    group.denyOtherInbound();
    subnet.useNetworkSecurityGroup(group);
  }

  /** Routes learned by a gateway still apply: what comes from on-premises is answered there, and resolvers may be there. */
  #through(firewall: AzureFirewall, subnet: Subnet): FirewallRuleGroup {
    const { placement, location, dnsServers, nameParts } = this.#props;
    const table = new RouteTable(this, "~routes", { placement, nameParts, bgpRoutePropagation: true });
    subnet.useRouteTable(table, ...table.sendEverythingTo(firewall));
    const { policyId } = firewall;
    return new FirewallRuleGroup(this, "~rules", {
      target: { type: "policy", policyId },
      priority: PRIORITY,
      nameParts,
      ...jumpHostRules({ location, dnsServers }, subnet.prefix),
    });
  }
}
