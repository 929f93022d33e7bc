const POOL = "{ vmSize: Standard_D4ds_v5, nodes: 3 }";

/** A platform with these spokes, each with a cluster; a spoke may have been something else. */
export function spokes(keys: Readonly<Record<string, string | readonly string[] | undefined>>): string {
  const ranges: Readonly<Record<string, number>> = { shop: 1, desk: 2, blog: 3 };
  const spoke = ([key, was]: readonly [string, string | readonly string[] | undefined], i: number): string =>
    `  ${key}:\n${was === undefined ? "" : `    was: ${JSON.stringify(was)}\n`}    addressSpace: 10.${ranges[[was ?? key].flat().at(-1) ?? ""] ?? 10 + i}.0.0/16
    clusters: { main: { network: { plugin: azure-cni-overlay }, nodePools: { system: ${POOL} } } }\n`;
  return `apiVersion: aks-topology/v1\nname: contoso\nlocation: westeurope\nhub: { addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 } }\nspokes:\n${Object.entries(keys).map(spoke).join("")}`;
}
