/** Front Doors: one origin per cluster, with its rank and region, and the id that each origin compares. */
import {
  type ClusterOf,
  type Invariant,
  type Subject,
  at,
  differences,
  entries,
  fields,
  list,
  optional,
} from "./subject.js";

/** The clusters behind Front Door, by the name of their Front Door in Terraform. */
function doorsOf(subject: Subject): ReadonlyMap<string, readonly ClusterOf[]> {
  const doors = new Map<string, readonly ClusterOf[]>(
    entries(subject.file["frontDoors"]).map(([key]) => [`front_door_${key}`, []]),
  );
  for (const cluster of subject.allClusters) {
    const ingress = fields(cluster.spec["ingress"]);
    if (ingress["type"] !== "front-door") continue;
    const shared = optional(ingress["frontDoor"]);
    const door = shared === undefined ? `${cluster.id}_front_door` : `front_door_${shared}`;
    doors.set(door, [...(doors.get(door) ?? []), cluster]);
  }
  return doors;
}

const PARTS = ["profile", "endpoint", "origin_group"].map((part) => `azurerm_cdn_frontdoor_${part}`);

const profiles: Invariant = {
  name: "each Front Door is one profile with one endpoint, one origin group and one route",
  broken: (subject) => {
    const doors = [...doorsOf(subject)];
    const names = (type: string): readonly string[] => subject.of(type).map(({ name }) => name);
    return [
      ...PARTS.flatMap((type) =>
        differences(
          type,
          names(type),
          doors.map(([door]) => door),
        ),
      ),
      ...differences(
        "routes",
        names("azurerm_cdn_frontdoor_route"),
        doors.filter(([, clusters]) => clusters.length > 0).map(([door]) => door),
      ),
    ];
  },
};

const origins: Invariant = {
  name: "each cluster behind Front Door is an origin with its rank and the region of its private link, and part of the route",
  broken: (subject) =>
    [...doorsOf(subject)].flatMap(([door, clusters]) => {
      const found = subject
        .of("azurerm_cdn_frontdoor_origin")
        .filter(
          ({ body }) =>
            subject.target(body["cdn_frontdoor_origin_group_id"], "azurerm_cdn_frontdoor_origin_group")
              ?.name === door,
        );
      const route = subject.at(`azurerm_cdn_frontdoor_route.${door}`)?.body ?? {};
      const wanted = clusters.map(({ spec, spoke }) => {
        const ingress = fields(spec["ingress"]);
        const isShared = ingress["frontDoor"] !== undefined;
        const spokeSpec = fields(fields(subject.file["spokes"])[spoke]);
        const location =
          ingress["origin"] === "public"
            ? undefined
            : (ingress["privateLinkRegion"] ?? spokeSpec["location"] ?? subject.file["location"]);
        return [
          ingress["originHost"],
          isShared ? (ingress["priority"] ?? 1) : undefined,
          isShared ? (ingress["weight"] ?? 500) : undefined,
          location,
        ]
          .map(String)
          .join(" ");
      });
      return [
        ...differences(
          `origins of ${door}`,
          found.map(({ body }) =>
            [body["host_name"], body["priority"], body["weight"], at(body, "private_link.location")]
              .map(String)
              .join(" "),
          ),
          wanted,
        ),
        ...differences(
          `origins of the route of ${door}`,
          found
            .map(({ address }) => address)
            .filter(
              (address) =>
                JSON.stringify(list(route["cdn_frontdoor_origin_ids"])).includes(address) ||
                String(route["cdn_frontdoor_origin_ids"]).includes(address),
            ),
          found.map(({ address }) => address),
        ),
      ];
    }),
};

const locks: Invariant = {
  name: "a cluster behind a public Front Door compares the id of its own Front Door, which is an output of its stack",
  broken: (subject) =>
    [...doorsOf(subject)].flatMap(([door, clusters]) =>
      clusters
        .filter(({ spec }) => fields(spec["ingress"])["origin"] === "public")
        .filter(({ id, spoke, key }) => {
          const manifest = subject.manifests.get(`${spoke}-${key}/controller-service.yaml`) ?? "";
          const value = optional(fields(subject.outputs[`${id}_front_door_id`])["value"]) ?? "";
          return (
            !manifest.includes(`OUTPUT_${id}_front_door_id`) ||
            !value.includes(`azurerm_cdn_frontdoor_profile.${door}.resource_guid`)
          );
        })
        .map(({ id }) => `${id} does not compare the id of ${door}.`),
    ),
};

export const FRONT_DOORS: readonly Invariant[] = [profiles, origins, locks];
