/** A part of a platform file: a map, a list, or a scalar. A string is YAML, written as it is. */
export type Yaml = string | number | boolean | undefined | readonly Yaml[] | { readonly [key: string]: Yaml };

/**
 * A platform file: a hub with a firewall, and what a test adds or changes at the top level, one key per line. Keys that are
 * `undefined` are left out.
 */
export function platformYaml(parts: Readonly<Record<string, Yaml>> = {}): string {
  const platform = {
    apiVersion: "aks-topology/v1",
    name: "contoso",
    location: "westeurope",
    hub: "{ addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 } }",
    ...parts,
  };
  return `${lines(platform, "").join("\n")}\n`;
}

/** A spoke in 10.1.0.0/16. */
export function spokeYaml(parts: Readonly<Record<string, Yaml>> = {}) {
  return {
    addressSpace: "10.1.0.0/16",
    ...parts,
  };
}

/** A cluster on an overlay with one pool of three nodes. */
export function clusterYaml(parts: Readonly<Record<string, Yaml>> = {}) {
  return {
    network: "{ plugin: azure-cni-overlay }",
    nodePools: "{ system: { vmSize: Standard_D4ds_v5, nodes: 3 } }",
    ...parts,
  };
}

/** A platform with one spoke, which has one cluster. */
export function platformOfCluster(
  cluster: Readonly<Record<string, Yaml>> = {},
  parts: Readonly<Record<string, Yaml>> = {},
): string {
  return platformYaml({
    ...parts,
    spokes: { shop: spokeYaml({ clusters: { main: clusterYaml(cluster) } }) },
  });
}

function lines(map: { readonly [key: string]: Yaml }, indent: string): string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (!isMap(value) || Object.keys(value).length === 0) return [`${indent}${key}: ${inline(value)}`];
    return [`${indent}${key}:`, ...lines(value, `${indent}  `)];
  });
}

function inline(value: Yaml): string {
  if (typeof value !== "object") return String(value);
  if (!isMap(value)) return `[${value.map(inline).join(", ")}]`;
  return `{ ${Object.entries(value)
    .map(([key, part]) => `${key}: ${inline(part)}`)
    .join(", ")} }`;
}

function isMap(value: Yaml): value is { readonly [key: string]: Yaml } {
  return typeof value === "object" && !Array.isArray(value);
}
