/** Azure Front Door: a proxy that opens a connection of its own to an origin. */
import { addressIn, formatAddress, type PublicAddress } from "../address.js";
import type { FrontDoorOrigin, Subnet } from "../model/model.js";
import { Unsure } from "../tri.js";
import type { Next, Trail } from "./trail.js";

const PORTS: readonly (number | undefined)[] = [80, 443];

/** Where clients reach Front Door. */
export function frontDoorAddress({ address }: Pick<FrontDoorOrigin, "address">): PublicAddress {
  return { kind: "public", family: 4, label: address, tags: ["AzureFrontDoor.Frontend", "AzureCloud"] };
}

/** With which Front Door calls an origin over the Internet (Microsoft Learn, "Secure traffic to Azure Front Door origins"). */
export const FRONT_DOOR_CLIENT: PublicAddress = {
  kind: "public",
  family: 4,
  label: "Front Door",
  tags: ["AzureFrontDoor.Backend", "AzureCloud"],
};

export function throughFrontDoor(trail: Trail, origin: FrontDoorOrigin): Next {
  const { address, backend, port, name } = origin;
  const place = { in: "internet" } as const;
  const decision = { at: address, by: address, detail: `origin ${name}` };
  if (trail.packet.protocol !== "TCP" || !PORTS.includes(trail.packet.port))
    return trail.drop(place, { ...decision, detail: "Front Door accepts HTTP and HTTPS only" });
  if (backend.type === "undescribed")
    return trail.unknown(place, "route", decision, new Unsure(`what ${backend.label} is`));
  const subnet = backend.type === "private-link" ? backend.subnet : undefined;
  const [prefix] = subnet?.prefixes ?? [];
  const source = prefix === undefined ? FRONT_DOOR_CLIENT : addressIn(prefix);
  const after = { ...trail.packet, source, destination: backend.address, port };
  const way = subnet === undefined ? "over the Internet" : "through its private link service";
  trail.cross(
    { type: "proxy", address, firewall: undefined, subnet, after },
    { ...decision, detail: `Front Door calls origin ${name}, ${formatAddress(backend.address)}, ${way}` },
  );
  return subnet === undefined ? { to: "internet" } : { to: "leave", subnet, isDevice: false };
}

/** An origin's answer, at Front Door or at the private link service, which passes it to the client. */
export function answerToFrontDoor(trail: Trail, at: Subnet | undefined): Next | undefined {
  const { due } = trail;
  if (due?.type !== "proxy" || due.subnet !== at) return undefined;
  trail.uncross({ at: due.address, by: due.address });
  return { to: "internet" };
}
