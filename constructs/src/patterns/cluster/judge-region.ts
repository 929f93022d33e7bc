import type { NodePoolSpec } from "../../aks/node-pool.js";
import type { Judgement } from "../../core/rule.js";
import { NOT_IN_REGION, REGION_WITHOUT_ZONES } from "../../core/rules/regions.js";

/** What of a cluster depends on its region. */
interface RegionalChoices {
  readonly apiServer: { readonly type: string };
  readonly nodePools: readonly NodePoolSpec[];
}

/** What the region of a cluster does not offer. */
export function judgeRegion(location: string, { apiServer, nodePools }: RegionalChoices): Judgement[] {
  const pools = nodePools.map(({ name, zones }) =>
    REGION_WITHOUT_ZONES.judge({ location, zones, what: `Pool ${name}`, prop: `nodePools.${name}.zones` }),
  );
  if (apiServer.type !== "vnet-integration") return pools;
  return [
    ...pools,
    NOT_IN_REGION.judge({ location, feature: "API Server VNet Integration", prop: "apiServer" }),
  ];
}
