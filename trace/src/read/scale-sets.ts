/** Scale sets of virtual machines: an interface whose addresses are any of its subnet, for all instances. */
import { addressIn, type RangeAddress } from "../address.js";
import type { NetworkInterface, Subnet } from "../model/model.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import type { Networks } from "./networks.js";
import { keyOf } from "./thing.js";

const TYPES = ["linux", "windows", "orchestrated"].map((kind) => `azurerm_${kind}_virtual_machine_scale_set`);

/** An address of a scale set, with the keys of what it belongs to. */
export interface ScaleSet {
  readonly key: string;
  readonly address: string;
  readonly name: string;
  readonly subnet: Subnet;
  readonly ip: RangeAddress;
  readonly group: string | undefined;
  readonly applicationGroups: readonly string[];
  /** Of load balancers. */
  readonly pools: readonly string[];
  readonly hasPublicAddress: boolean;
  readonly forwards: boolean;
}

export function scaleSetsOf(things: Things, { subnets }: Networks): readonly ScaleSet[] {
  return TYPES.flatMap((type) => things.of(type)).flatMap((thing) =>
    Block.of(thing)
      .blocks("network_interface")
      .flatMap((card) =>
        card.blocks("ip_configuration").flatMap((block): readonly ScaleSet[] => {
          const subnet = subnets.get(block.key("subnet_id"));
          const [prefix] = subnet?.prefixes ?? [];
          if (subnet === undefined || prefix === undefined) return [];
          const keys = (name: string) => block.list(name).flatMap((id) => keyOf(id) ?? []);
          return [
            {
              ...named(thing),
              subnet,
              ip: addressIn(prefix, thing.address),
              group: card.key("network_security_group_id"),
              applicationGroups: keys("application_security_group_ids"),
              pools: keys("load_balancer_backend_address_pool_ids"),
              hasPublicAddress: block.block("public_ip_address") !== undefined,
              forwards: card.flag("ip_forwarding_enabled", false) || card.flag("enable_ip_forwarding", false),
            },
          ];
        }),
      ),
  );
}

/** Security groups are attached afterwards. */
export function readScaleSets(things: Things, networks: Networks): readonly NetworkInterface[] {
  return scaleSetsOf(things, networks).map(
    ({ key, address, name, subnet, ip, hasPublicAddress, forwards }) => ({
      key,
      address,
      name,
      subnet,
      ip,
      machines: [],
      publicAddress: hasPublicAddress ? `public addresses of ${address}` : undefined,
      forwards,
      securityGroup: undefined,
    }),
  );
}
