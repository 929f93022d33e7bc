import type { AddOns } from "@aks-topology/constructs";
import type { AddOnsSpec } from "../schema/add-ons.js";

/** Add-ons as props of the constructs. `location` is the default region of registries. */
export function addOns(spec: AddOnsSpec, location: string): AddOns {
  const { monitoring, metrics, policy, defender, keyVaultSecrets, certManager, gitOps, registries } = spec;
  return {
    monitoring,
    metrics,
    policy,
    defender,
    keyVaultSecrets:
      keyVaultSecrets === undefined ? undefined : { rotationInterval: keyVaultSecrets.rotation },
    certManager: certManager && { zoneIds: certManager.zones.map(({ id }) => id) },
    gitOps: gitOps === undefined ? undefined : gitOpsProps(gitOps),
    registries: registries?.map(({ id, locations, dataEndpoint }) => ({
      id,
      name: id.split("/").at(-1) ?? id,
      locations: locations ?? [location],
      dataEndpoint: dataEndpoint ?? locations !== undefined,
    })),
  };
}

function gitOpsProps({ repository }: NonNullable<AddOnsSpec["gitOps"]>): NonNullable<AddOns["gitOps"]> {
  if (repository === undefined) return {};
  const { url, branch, path } = repository;
  return { repository: { url, branch, path } };
}
