/** Front Doors: one origin per cluster, with its rank and region, and the id that each origin compares. */
import {
  type ClusterOf,
  type Fields,
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

/** What the file says of each Front Door, shared or of one cluster, by its name in Terraform. */
export function doorSpecs(subject: Subject): readonly (readonly [door: string, spec: Fields])[] {
  const shared = entries(subject.file["frontDoors"]).map(
    ([key, door]) => [`front_door_${key}`, door] as const,
  );
  const own = subject.allClusters
    .map(({ id, spec }) => [`${id}_front_door`, fields(spec["ingress"])] as const)
    .filter(([, ingress]) => ingress["type"] === "front-door" && ingress["frontDoor"] === undefined);
  return [...shared, ...own];
}

/** What the file says of the firewall of a Front Door, by the door's name in Terraform. */
function firewallsOf(subject: Subject): readonly (readonly [door: string, tier: string, waf: Fields])[] {
  return doorSpecs(subject).flatMap(([door, spec]) => {
    const tier = optional(spec["tier"]) ?? "Standard";
    const byBaseline = subject.file["baseline"] === "2026-11" && tier === "Premium";
    return spec["waf"] === undefined && !byBaseline ? [] : [[door, tier, fields(spec["waf"])] as const];
  });
}

const firewalls: Invariant = {
  name: "a Front Door's web application firewall refuses attacks by managed rules on Premium, on all of its host names",
  broken: (subject) => {
    const wanted = firewallsOf(subject);
    const attached = subject.of("azurerm_cdn_frontdoor_security_policy").map(({ body }) => {
      const firewall = fields(at(body, "security_policies.firewall"));
      const policy = subject.target(
        firewall["cdn_frontdoor_firewall_policy_id"],
        "azurerm_cdn_frontdoor_firewall_policy",
      );
      const door = subject.target(body["cdn_frontdoor_profile_id"], "azurerm_cdn_frontdoor_profile");
      const { mode, managed_rule: sets, custom_rule: rules } = policy?.body ?? {};
      return [
        door?.name,
        mode,
        list(sets).map((set) => `${String(fields(set)["type"])} ${String(fields(set)["version"])}`),
        list(rules).map((rule) => String(fields(rule)["name"])),
        list(at(firewall, "association.domain")).length,
        list(at(firewall, "association.patterns_to_match")),
      ];
    });
    const domainsOf = (door: string): number =>
      subject
        .of("azurerm_cdn_frontdoor_custom_domain")
        .filter(
          ({ body }) =>
            subject.target(body["cdn_frontdoor_profile_id"], "azurerm_cdn_frontdoor_profile")?.name === door,
        ).length;
    return differences(
      "web application firewalls of Front Doors",
      attached.map((one) => JSON.stringify(one)),
      wanted.map(([door, tier, waf]) => {
        const sets =
          waf["ruleSets"] ??
          (tier === "Premium"
            ? [
                { type: "Microsoft_DefaultRuleSet", version: "2.1" },
                { type: "Microsoft_BotManagerRuleSet", version: "1.1" },
              ]
            : []);
        return JSON.stringify([
          door,
          waf["mode"] ?? "Prevention",
          list(sets).map((set) => `${String(fields(set)["type"])} ${String(fields(set)["version"])}`),
          list(waf["rules"]).map((rule) => String(fields(rule)["name"])),
          domainsOf(door) + 1,
          ["/*"],
        ]);
      }),
    );
  },
};

const certificates: Invariant = {
  name: "a host name has the certificate of the vault that the file names, which the profile may read, or a managed one",
  broken: (subject) => {
    const wanted = doorSpecs(subject).flatMap(([door, spec]) => {
      const named = entries(fields(spec["tls"])["certificates"]);
      return list(spec["hostNames"]).map((hostName) => {
        const certificate = named.find(([, one]) => list(one["hostNames"]).includes(hostName))?.[1];
        const vault = certificate === undefined ? undefined : fields(spec["tls"])["id"];
        return [door, hostName, certificate?.["identifier"], vault].map(String).join(" ");
      });
    });
    const found = subject.of("azurerm_cdn_frontdoor_custom_domain").map(({ body }) => {
      const door = subject.target(body["cdn_frontdoor_profile_id"], "azurerm_cdn_frontdoor_profile")?.name;
      const tls = fields(body["tls"]);
      const secret = subject.target(tls["cdn_frontdoor_secret_id"], "azurerm_cdn_frontdoor_secret");
      const id = at(secret?.body ?? {}, "secret.customer_certificate.key_vault_certificate_id");
      const role = subject
        .of("azurerm_role_assignment")
        .find(({ body: { principal_id: principal } }) =>
          String(principal).includes(
            `azurerm_cdn_frontdoor_profile.${String(door)}.identity[0].principal_id`,
          ),
        );
      const vault = secret === undefined ? undefined : role?.body["scope"];
      return [door, body["host_name"], id, vault].map(String).join(" ");
    });
    return differences("certificates of host names", found, wanted);
  },
};

export const FRONT_DOORS: readonly Invariant[] = [profiles, origins, locks, firewalls, certificates];
