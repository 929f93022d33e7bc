import type { AddOns } from "../../aks/add-ons.js";
import type { NodePoolSpec } from "../../aks/node-pool.js";
import type { Judgement } from "../../core/rule.js";
import { CLOUD_LACKS, CLOUDS_MIXED } from "../../core/rules/clouds.js";
import { NOT_IN_REGION, REGION_UNKNOWN, REGION_WITHOUT_ZONES } from "../../core/rules/regions.js";

/** What of a cluster depends on its region. */
interface RegionalChoices {
  readonly apiServer: { readonly type: string };
  readonly nodePools: readonly NodePoolSpec[];
  readonly addOns?: AddOns | undefined;
  /** The prop for which the cluster is created with an identity of its nodes. @default AKS creates the identity */
  readonly nodeIdentity?: "kubeletIdentity" | "egress.registry" | undefined;
}

/** What the region of a cluster does not offer. */
export function judgeRegion(location: string, choices: RegionalChoices): Judgement[] {
  const { apiServer, nodePools, addOns = {}, nodeIdentity } = choices;
  const pools = nodePools.map(({ name, zones }) =>
    REGION_WITHOUT_ZONES.judge({ location, zones, what: `Pool ${name}`, prop: `nodePools.${name}.zones` }),
  );
  const regions = (addOns.registries ?? []).flatMap(({ locations }, i) =>
    locations.map((region) => ({ region, prop: `addOns.registries.${i}.locations` })),
  );
  const everywhere = [
    ...pools,
    // Every cluster of this library has one, for its roles on the subnets.
    NOT_IN_REGION.judge({ location, feature: "clusters with a user-assigned identity" }),
    ...regions.flatMap(({ region, prop }) => [
      CLOUDS_MIXED.judge({ location: region, of: location, prop }),
      ...(region === location ? [] : [REGION_UNKNOWN.judge({ location: region, prop })]),
    ]),
    ...(nodeIdentity === undefined
      ? []
      : [NOT_IN_REGION.judge({ location, feature: "existing identities of nodes", prop: nodeIdentity })]),
    ...(addOns.defender === undefined
      ? []
      : [CLOUD_LACKS.judge({ location, feature: "Microsoft Defender for Cloud", prop: "addOns.defender" })]),
    ...(addOns.gitOps === undefined
      ? []
      : [CLOUD_LACKS.judge({ location, feature: "cluster extensions", prop: "addOns.gitOps" })]),
  ];
  if (apiServer.type !== "vnet-integration") return everywhere;
  const integration = { location, feature: "API Server VNet Integration", prop: "apiServer.type" } as const;
  return [...everywhere, NOT_IN_REGION.judge(integration), CLOUD_LACKS.judge(integration)];
}
