import type { Model } from "@aks-topology/trace";
import type { PictureBox, PictureItem, PictureLink, PicturePath } from "./picture.js";
import { textOf, type Lookup } from "./source.js";

export const INTERNET = "internet";
export const ON_PREMISES = "on-premises";
/** Azure's own hosts, which probe health and manage gateways. */
export const AZURE = "azure";
export const FRONT_DOOR = "front-door";

const TITLES: Readonly<Record<string, string>> = {
  [INTERNET]: "Internet",
  [ON_PREMISES]: "On-premises",
  [AZURE]: "Azure platform",
  [FRONT_DOOR]: "Azure Front Door",
};

/** What is outside of the networks, where a path or a gateway goes there. */
export function outsideBoxes(paths: readonly PicturePath[], lookup: Lookup): readonly PictureBox[] {
  const { model } = lookup.source;
  const passed = new Set(paths.flatMap(({ boxes }) => boxes));
  const ranges = sitesOf(model);
  if (ranges.length > 0 || model.networks.some(({ gateway }) => gateway !== undefined))
    passed.add(ON_PREMISES);
  const profiles = frontDoors(lookup);
  if (profiles.length > 0) passed.add(FRONT_DOOR);
  return Object.entries(TITLES)
    .filter(([id]) => passed.has(id))
    .map(([id, title]): PictureBox => ({
      id,
      kind: "outside",
      parent: undefined,
      title,
      address: id === FRONT_DOOR ? "" : id,
      name: "",
      isExisting: false,
      place: undefined,
      details: id === ON_PREMISES ? ranges : [],
      labels: [],
      items: id === FRONT_DOOR ? profiles : [],
      usage: undefined,
    }));
}

/** Ranges behind the gateways. */
export function sitesOf({ networks }: Pick<Model, "networks">): readonly string[] {
  return [...new Set(networks.flatMap(({ gateway }) => gateway?.prefixes.map(String) ?? []))];
}

function frontDoors(lookup: Lookup): readonly PictureItem[] {
  return lookup.elements("azurerm_cdn_frontdoor_profile").map((profile): PictureItem => {
    const name = textOf(profile.attribute("name"));
    const shown = lookup.shown({ address: profile.address, name });
    const sku = textOf(profile.attribute("sku_name")).replace("_AzureFrontDoor", "");
    return { ...shown, kind: "service", title: name, detail: sku };
  });
}

/** Connections of gateways to sites. */
export function connections(lookup: Lookup): readonly PictureLink[] {
  return lookup.source.model.networks.flatMap(({ gateway, address }): readonly PictureLink[] => {
    if (gateway === undefined) return [];
    const type = lookup.text(gateway.address, "type");
    const { isExisting } = lookup.shown(gateway);
    return [
      {
        id: `connection ${address}`,
        kind: "connection",
        from: ON_PREMISES,
        to: gateway.subnet?.address ?? address,
        text: type === "Vpn" ? "VPN" : type === "ExpressRoute" ? "ExpressRoute" : "",
        addresses: [],
        isExisting,
      },
    ];
  });
}
