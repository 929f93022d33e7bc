import { clusterYaml, platformYaml, spokeYaml, type Yaml } from "./platform-yaml.js";

/** Keys of a part of a file. */
export type Parts = Readonly<Record<string, Yaml>>;

/** A cluster on kubenet behind the gateway `public`. */
export const KUBENET = clusterYaml({
  network: "{ plugin: kubenet }",
  ingress: "{ type: agic-addon, gateway: public }",
});

/** Two hubs in two regions, with a spoke each. */
export function twoHubs({
  hubs = {},
  west = {},
  north = {},
  ...parts
}: Parts & { hubs?: Parts; west?: Parts; north?: Parts } = {}): string {
  return platformYaml({
    hub: undefined,
    hubs: {
      west: { addressSpace: "10.0.0.0/22", firewall: {}, ...west },
      north: { addressSpace: "10.8.0.0/22", location: "northeurope", firewall: {}, ...north },
      ...hubs,
    },
    spokes: {
      shop: spokeYaml({ hub: "west", gateways: "{ public: {} }", clusters: { main: KUBENET } }),
      stock: spokeYaml({
        hub: "north",
        location: "northeurope",
        addressSpace: "10.9.0.0/16",
        gateways: "{ public: {} }",
        clusters: { main: KUBENET },
      }),
    },
    ...parts,
  });
}
