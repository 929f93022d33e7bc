import type { Model } from "@aks-topology/trace";
import { networkBoxes } from "./networks.js";
import { connections, outsideBoxes } from "./outside.js";
import { flowsOf, picturePaths } from "./paths.js";
import type { Picture, PictureLink } from "./picture.js";
import { serviceBoxes } from "./services.js";
import { isExisting, Lookup, type PictureSource } from "./source.js";

/** The picture of a platform, from its Terraform as the trace reads it. */
export function drawPicture(source: PictureSource): Picture {
  const lookup = new Lookup(source);
  const paths = picturePaths(source.traces, source.model);
  const networks = networkBoxes(lookup);
  const boxes = [...outsideBoxes(paths, lookup), ...networks, ...serviceBoxes(lookup, networks)];
  return {
    title: source.built.platform.name,
    boxes,
    links: [...peerings(source.model), ...connections(lookup)],
    paths,
    flows: flowsOf(paths),
  };
}

/** Each peering once, with its halves. */
function peerings({ networks }: Model): readonly PictureLink[] {
  const links = new Map<string, PictureLink>();
  for (const network of networks) {
    for (const { remote, address } of network.peerings) {
      if (remote === undefined) continue;
      const [from = "", to = ""] = [network.address, remote.address].sort();
      const id = `peering ${from} ${to}`;
      const addresses = [...new Set([...(links.get(id)?.addresses ?? []), address])];
      links.set(id, {
        id,
        kind: "peering",
        from,
        to,
        text: address.startsWith("azurerm_virtual_hub_connection.") ? "connection" : "peering",
        addresses,
        isExisting: addresses.every(isExisting),
      });
    }
  }
  return [...links.values()];
}
