import { addressIn } from "../address.js";
import { Cidr } from "../cidr.js";
import type { FrontDoorBackend, FrontDoorOrigin, LoadBalancer, Model } from "../model/model.js";
import type { KnownAddresses } from "./addresses.js";
import { Block } from "./block.js";
import { named, type Things } from "./index-of-things.js";
import type { Networks } from "./networks.js";
import { keyOf, type Thing } from "./thing.js";

const HTTPS = 443;

/** Origins of Front Door, with what their host names and private link services lead to. */
export function readFrontDoors(
  things: Things,
  networks: Networks,
  known: KnownAddresses,
  { loadBalancers }: Pick<Model, "loadBalancers">,
): readonly FrontDoorOrigin[] {
  return things.of("azurerm_cdn_frontdoor_origin").map((thing) => {
    const own = named(thing);
    const described = things
      .of("front_door_backend")
      .find((item) => keyOf(item.attribute("origin_id")) === own.key);
    return {
      ...own,
      addresses: [thing.address, ...profileAddresses(things, thing)],
      port: Block.of(thing).number("https_port") ?? HTTPS,
      backend:
        described === undefined
          ? backendOf(things, thing, networks, known, loadBalancers)
          : (describedBackend(described, networks, known) ?? undescribed(thing)),
    };
  });
}

/** Addresses of the profile of an origin and of its endpoints. */
function profileAddresses(things: Things, origin: Thing): readonly string[] {
  const group = keyOf(origin.attribute("cdn_frontdoor_origin_group_id"));
  const profile = things
    .of("azurerm_cdn_frontdoor_origin_group")
    .filter((thing) => named(thing).key === group)
    .flatMap((thing) => keyOf(thing.attribute("cdn_frontdoor_profile_id")) ?? [])[0];
  if (profile === undefined) return [];
  return [
    ...things.of("azurerm_cdn_frontdoor_profile").filter((thing) => named(thing).key === profile),
    ...things
      .of("azurerm_cdn_frontdoor_endpoint")
      .filter((thing) => keyOf(thing.attribute("cdn_frontdoor_profile_id")) === profile),
  ].map(({ address }) => address);
}

/** Of a load balancer that AKS creates, which Terraform does not describe. */
function describedBackend(
  thing: Thing,
  { subnets }: Networks,
  known: KnownAddresses,
): FrontDoorBackend | undefined {
  const address = known.of(thing.attribute("ip_address"));
  const key = keyOf(thing.attribute("subnet_id"));
  if (key === undefined) return { type: "public", address };
  const subnet = subnets.get(key);
  return subnet && { type: "private-link", subnet, address };
}

function backendOf(
  things: Things,
  thing: Thing,
  networks: Networks,
  known: KnownAddresses,
  loadBalancers: readonly LoadBalancer[],
): FrontDoorBackend {
  const link = Block.of(thing).block("private_link");
  if (link !== undefined) {
    const target = link.key("private_link_target_id");
    const service = things.of("azurerm_private_link_service").find((item) => named(item).key === target);
    return (service && linkBackend(service, networks, loadBalancers)) ?? undescribed(thing);
  }
  const host = thing.attribute("host_name");
  const range = typeof host === "string" ? Cidr.parse(host) : undefined;
  const address = range === undefined ? known.of(host) : addressIn(range);
  return address.kind === "unknown" ? undescribed(thing) : { type: "public", address };
}

/** A private link service has addresses in the subnet of its NAT configuration. */
function linkBackend(
  service: Thing,
  { subnets }: Networks,
  loadBalancers: readonly LoadBalancer[],
): FrontDoorBackend | undefined {
  const block = Block.of(service);
  const subnet = block
    .blocks("nat_ip_configuration")
    .flatMap((item) => subnets.get(item.key("subnet_id")) ?? [])[0];
  const frontends = block.list("load_balancer_frontend_ip_configuration_ids").map((id) => keyOf(id) ?? "");
  const balancer = loadBalancers.find(({ key }) =>
    frontends.some((frontend) => frontend.startsWith(key.replace(/#id$/, ""))),
  );
  const address = balancer?.frontends[0]?.address;
  return subnet && address && { type: "private-link", subnet, address };
}

function undescribed(thing: Thing): FrontDoorBackend {
  const host = thing.attribute("host_name");
  return { type: "undescribed", label: typeof host === "string" ? host : `the origin of ${thing.address}` };
}
