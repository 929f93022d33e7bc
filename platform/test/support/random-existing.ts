import fc from "fast-check";
import { likelyPlatform } from "./random-platform.js";
import { treeOf, type Tree } from "./tree.js";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001";
const PROVIDERS = `${SUBSCRIPTION}/resourceGroups/rg-network/providers`;
const GROUP = `${PROVIDERS}/Microsoft.Network`;

/** Returns the next of some random decisions. */
type Decide = () => boolean;

/** Likely platforms in which any part of a spoke that may exist already does: networks, subnets, tables, groups, clusters, gateways. */
export const partlyExisting = fc
  .tuple(likelyPlatform, fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }))
  .map(([platform, decisions]) => {
    let next = 0;
    const decide: Decide = () => decisions[next++ % decisions.length] === true;
    const spokes = mapped(platform, "spokes", (spoke, key) =>
      decide() ? existingSpoke(spoke, key, decide) : withPool(withPlan(spoke, decide), decide),
    );
    const { hub } = treeOf(platform);
    return hub === undefined ? spokes : { ...spokes, hub: hubOfIds(treeOf(hub), decide) };
  });

/** A hub whose addresses and DDoS protection plan exist already. */
function hubOfIds(hub: Tree, decide: Decide): Tree {
  const { firewall, gateway } = hub;
  const isCreated = hub["id"] === undefined;
  const egress = { publicIps: [{ ...address("firewall"), ...(decide() ? { address: "203.0.113.4" } : {}) }] };
  return {
    ...(isCreated ? withPool(withPlan(hub, decide), decide) : hub),
    ...(isCreated && firewall !== undefined && decide()
      ? { firewall: { ...treeOf(firewall), ...egress } }
      : {}),
    ...(isCreated && gateway !== undefined && decide()
      ? { gateway: { ...treeOf(gateway), publicIp: address("vpn") } }
      : {}),
  };
}

function withPlan(network: Tree, decide: Decide): Tree {
  const plan = { id: `${GROUP}/ddosProtectionPlans/ddos` };
  return decide() && decide() ? { ...network, ddos: { plan } } : network;
}

function withPool(network: Tree, decide: Decide): Tree {
  const pool = { id: `${GROUP}/networkManagers/vnm/ipamPools/networks` };
  return decide() && decide() ? { ...network, ipamPool: pool } : network;
}

function address(name: string): Tree {
  return { id: `${GROUP}/publicIPAddresses/${name}` };
}

/** Identities that exist already, of a cluster that is created. */
function identities(name: string, decide: Decide): Tree {
  const identity = (of: string): Tree => ({
    id: `${PROVIDERS}/Microsoft.ManagedIdentity/userAssignedIdentities/${of}`,
    principalId: "00000000-0000-0000-0000-000000000003",
  });
  const encryption = { id: `${PROVIDERS}/Microsoft.Compute/diskEncryptionSets/des` };
  return {
    ...(decide() ? { diskEncryptionSet: encryption } : {}),
    ...(decide() ? { identity: identity(name) } : {}),
    ...(decide()
      ? {
          kubeletIdentity: {
            ...identity(`${name}-nodes`),
            clientId: "00000000-0000-0000-0000-000000000004",
          },
        }
      : {}),
  };
}

function existingSpoke(spoke: Tree, key: string, decide: Decide): Tree {
  const [, number] = /^10\.(\d+)\./.exec(String(spoke["addressSpace"])) ?? [];
  const network = `vnet-${key}`;
  // Above the blocks of clusters, which take an eighth of the range each, and below the shared subnets.
  let third = 128;
  const subnet = (name: string, length = 22): Tree => {
    const prefix = `10.${number}.${third}.0/${length}`;
    third += 4;
    return {
      id: `${GROUP}/virtualNetworks/${network}/subnets/${name}`,
      prefix,
      ...(decide() && decide() ? {} : { associate: true }),
    };
  };
  const table = (name: string): Tree => ({ id: `${GROUP}/routeTables/${key}-${name}` });
  const withClusters = mapped(spoke, "clusters", (cluster, name) =>
    decide() && decide()
      ? existingCluster(cluster, { name, key, subnet, table, decide })
      : {
          ...mapped(cluster, "nodePools", (pool, poolName) => ({
            ...pool,
            ...(decide() ? { subnet: subnet(`${name}-${poolName}`) } : {}),
            ...(decide() ? { securityGroup: { id: `${GROUP}/networkSecurityGroups/${key}-${name}` } } : {}),
          })),
          ...(decide() ? { routeTable: table(name) } : {}),
          ...identities(`${key}-${name}`, decide),
          ...(treeOf(cluster["egress"])["type"] === "nat-gateway" && decide()
            ? { egress: { type: "nat-gateway", publicIps: [address(`${key}-${name}`)] } }
            : {}),
        },
  );
  return {
    ...mapped(withClusters, "gateways", (gateway, name) =>
      decide()
        ? {
            id: `${GROUP}/applicationGateways/${key}-${name}`,
            subnet: subnet(name, 24),
            ...(decide() ? { routeTable: table(name) } : {}),
          }
        : {
            ...gateway,
            ...(decide() ? { subnet: subnet(name, 24) } : {}),
            ...(decide() ? { routeTable: table(name) } : {}),
            ...(gateway["frontend"] === undefined && decide()
              ? { frontend: { type: "public", publicIp: address(`${key}-${name}`) } }
              : {}),
          },
    ),
    network: {
      id: `${GROUP}/virtualNetworks/${network}`,
      taken: [`10.${number}.0.0/24`],
      ...(decide() ? { peered: true } : {}),
    },
    ...(decide() ? { loadBalancers: { subnet: subnet("lb") } } : {}),
  };
}

interface Named {
  readonly name: string;
  /** The spoke's. */
  readonly key: string;
  readonly subnet: (name: string, length?: number) => Tree;
  readonly table: (name: string) => Tree;
  readonly decide: Decide;
}

/** A cluster of the same network and ingress that exists already; at times what its ingress needs is not known. */
function existingCluster(cluster: Tree, { name, key, subnet, table, decide }: Named): Tree {
  const seldom = decide() && decide() && decide();
  const pools = Object.keys(treeOf(cluster["nodePools"])).map((pool) => {
    const { id, prefix } = subnet(`${name}-${pool}`);
    return [pool, { subnet: { id, prefix }, nodes: 5 }];
  });
  return {
    id: `${PROVIDERS}/Microsoft.ContainerService/managedClusters/${key}-${name}`,
    network: cluster["network"],
    ...(cluster["ingress"] === undefined ? {} : { ingress: cluster["ingress"] }),
    nodePools: Object.fromEntries(pools) as Tree,
    ...(decide()
      ? { routeTable: table(name) }
      : { nodeResourceGroup: { id: `${SUBSCRIPTION}/resourceGroups/MC_${key}-${name}` } }),
    ...(seldom
      ? {}
      : {
          principalId: "00000000-0000-0000-0000-000000000003",
          oidcIssuerUrl: `https://westeurope.oic.prod-aks.azure.com/${key}/${name}/`,
        }),
  };
}

/** A part of a tree with each of the things in the map at a key changed. */
function mapped(tree: unknown, key: string, change: (thing: Tree, name: string) => Tree): Tree {
  const parts = treeOf(tree);
  if (parts[key] === undefined) return parts;
  const things = Object.entries(treeOf(parts[key]));
  return {
    ...parts,
    [key]: Object.fromEntries(things.map(([name, thing]) => [name, change(treeOf(thing), name)])),
  };
}
