import { ExpressRouteGateway } from "@cdktf/provider-azurerm/lib/express-route-gateway/index.js";
import { VpnGateway } from "@cdktf/provider-azurerm/lib/vpn-gateway/index.js";
import { ref, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addressOf } from "../core/cdktf.js";
import { DEFAULTS } from "../core/defaults.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";
import type { CircuitConnectionProps } from "./circuit-connection.js";
import type { INetworkGateway } from "./network-gateway.js";
import type { SiteConnectionProps } from "./site-connection.js";
import { VirtualHubCircuit } from "./virtual-hub-circuit.js";
import { VirtualHubSite } from "./virtual-hub-site.js";
import type { VirtualHub } from "./virtual-hub.js";

/** What joins a virtual hub with the company's own network. Azure runs each gateway as two instances, both active. */
export type VirtualHubGatewayKind =
  | {
      /** Tunnels over the Internet. */
      readonly type: "vpn";
      /** Throughput in units of 500 Mbit/s per instance, 1 to 20. @default 1 */
      readonly scaleUnits?: number | undefined;
      /** Connections to sites, by name. @default none: they are made elsewhere */
      readonly sites?: Readonly<Record<string, SiteConnectionProps>> | undefined;
    }
  | {
      /** A private circuit. */
      readonly type: "express-route";
      /** Throughput in units of 2 Gbit/s, 1 to 10. @default 1 */
      readonly scaleUnits?: number | undefined;
      /** Connections to circuits, by name. @default none: they are made elsewhere */
      readonly circuits?: Readonly<Record<string, CircuitConnectionProps>> | undefined;
    };

export type VirtualHubGatewayProps = VirtualHubGatewayKind & {
  readonly placement: Placement;
  readonly virtualHub: VirtualHub;
  /** What must exist before the gateway: Azure answers changes of a hub in parallel with internal errors. */
  readonly after: readonly ITerraformDependable[];
  /** What the names say after abbreviation and platform. */
  readonly nameParts: readonly string[];
};

/** A VPN or ExpressRoute gateway in a virtual hub with routing intent. */
export class VirtualHubGateway extends Construct implements INetworkGateway {
  readonly resource: VpnGateway | ExpressRouteGateway;
  readonly #props: VirtualHubGatewayProps;

  constructor(scope: Construct, id: string, props: VirtualHubGatewayProps) {
    super(scope, id);
    this.#props = props;
    this.resource = this.#create();
  }

  /** What it connects with: tunnels, or circuits. */
  get kind(): VirtualHubGatewayKind["type"] {
    return this.#props.type;
  }

  /** Azure Resource Manager id. */
  get gatewayId(): string {
    return this.resource.id;
  }

  /** Public addresses of its two instances, which VPN devices have tunnels to; empty for ExpressRoute. */
  get publicIpAddresses(): readonly string[] {
    if (this.kind === "express-route") return [];
    return Token.asList(ref(`${addressOf(this.resource)}.ip_configuration[*].public_ip_address`));
  }

  /** Names of the circuits that it is connected to. */
  get circuits(): readonly string[] {
    return this.#props.type === "express-route" ? Object.keys(this.#props.circuits ?? {}) : [];
  }

  get dependables(): readonly ITerraformDependable[] {
    return [this.resource];
  }

  /** Nothing to do: the routing intent of the hub sends what comes from on-premises through the firewall. */
  send(): void {}

  /** Creates the connections; call it once, when the hub has its routing intent, which they wait for. */
  connect(): void {
    const { placement, nameParts, virtualHub, ...kind } = this.#props;
    const common = { placement, dependsOn: [...virtualHub.dependables] };
    const named = (name: string): readonly string[] => [...nameParts, name];
    switch (kind.type) {
      case "vpn":
        for (const [name, props] of Object.entries(kind.sites ?? {}))
          new VirtualHubSite(this, name, {
            ...common,
            ...props,
            gatewayId: this.gatewayId,
            virtualWanId: virtualHub.virtualWanId,
            nameParts: named(name),
          });
        return;
      case "express-route":
        for (const [name, props] of Object.entries(kind.circuits ?? {}))
          new VirtualHubCircuit(this, name, {
            ...common,
            ...props,
            gatewayId: this.gatewayId,
            nameParts: named(name),
          });
    }
  }

  #create(): VpnGateway | ExpressRouteGateway {
    const { placement, virtualHub, nameParts, after, type, scaleUnits } = this.#props;
    const naming = Naming.of(this);
    const common = {
      ...placed(placement),
      virtualHubId: virtualHub.virtualHubId,
      dependsOn: [...after],
    };
    const units = scaleUnits ?? DEFAULTS.virtualHubGateway.scaleUnits;
    switch (type) {
      case "vpn":
        return new VpnGateway(this, "~gateway", {
          ...common,
          name: naming.name(this, "vpnGateway", ...nameParts),
          scaleUnit: units,
        });
      case "express-route":
        return new ExpressRouteGateway(this, "~gateway", {
          ...common,
          name: naming.name(this, "expressRouteGateway", ...nameParts),
          scaleUnits: units,
        });
    }
  }
}
