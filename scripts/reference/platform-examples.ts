import { readdirSync, readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import type { Row, Schema } from "./platform-file.ts";

const FOLDER = new URL("../../examples/", import.meta.url);
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml") && !name.endsWith(".lock.yaml"))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), "utf8") }))
  // The shortest first: it has the least besides.
  .sort((a, b) => a.text.length - b.text.length || a.name.localeCompare(b.name))
  .map(({ name, text }) => ({ name, content: parse(text) as unknown }));

/** Longer values are shown where their parts are. */
const LONGEST = 72;

/** Values of keys that no example has a short one of, by the end of the key's path; the longest end counts. */
const VALUES: Readonly<Record<string, unknown>> = {
  extends: "./base.yaml",
  "backend.subscriptionId": "11111111-0000-4000-8000-000000000001",
  "backend.key": "contoso.tfstate",
  "naming.names": { "snet-contoso-shop-main-system": "snet-aks" },
  was: "earlier",
  "nodePools.NAME.was": "pool1",
  name: "vnet-contoso-shop",
  "publish.NAME.from": ["203.0.113.0/24"],
  "firewall.ipGroups": { partners: ["203.0.113.0/24"] },
  "from.ipGroups": ["partners"],
  "tlsInspection.vault.id": idOf("Microsoft.KeyVault/vaults/kv-pki"),
  "tlsInspection.certificate": "https://kv-pki.vault.azure.net/secrets/authority",
  "tlsInspection.identity.id": idOf("Microsoft.ManagedIdentity/userAssignedIdentities/id-firewall"),
  "firewall.name": "afw-contoso",
  "firewall.policyName": "afwp-contoso-premium",
  "gateway.name": "vgw-contoso",
  "gateway.scaleUnits": 2,
  "bastion.name": "bas-contoso",
  "jumpHost.name": "vm-contoso-jump-host",
  "jumpHost.sshPublicKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA… admins@contoso",
  "jumpHost.vmSize": "Standard_D2s_v5",
  "jumpHost.subnetPrefix": "10.0.3.240/28",
  "gateways.NAME.name": "agw-contoso-shop",
  "frontDoors.NAME.name": "afd-contoso",
  location: "northeurope",
  privateLinkRegion: "northeurope",
  subnetPrefix: "10.1.20.0/24",
  podSubnetPrefix: "10.1.32.0/20",
  "firewall.subnetPrefix": "10.0.0.0/26",
  "gateway.subnetPrefix": "10.0.0.128/27",
  "bastion.subnetPrefix": "10.0.0.192/26",
  inboundSubnetPrefix: "10.0.3.224/28",
  outboundSubnetPrefix: "10.0.3.240/28",
  "clusters.NAME.addressSpace": "10.1.32.0/19",
  "virtualNodes.subnet.prefix": "10.1.24.0/24",
  "nodes.subnet.prefix": "10.1.20.0/24",
  "systemNodes.subnet.prefix": "10.1.21.0/26",
  "ingress.subnet.prefix": "10.1.250.0/24",
  "replaces.hostNames": ["shop.contoso.com"],
  "replaces.version": "1.9.8",
  prefixV6: "fd00:10:1:20::/64",
  serviceCidr: "172.20.0.0/16",
  dnsServiceIp: "172.20.0.10",
  "ingress.address": "10.1.254.20",
  peerWith: ["north"],
  ports: [80, 8443],
  minutes: 5,
  node: 24,
  selector: "X-Client",
  "access.from": ["203.0.113.0/24"],
  trustedRoots: { company: "-----BEGIN CERTIFICATE-----…" },
  "gateways.NAME.clientCertificates": {
    partners: { authorities: ["-----BEGIN CERTIFICATE-----…"] },
  },
  authorities: ["-----BEGIN CERTIFICATE-----…"],
  "gateways.NAME.rewrites": { headers: [{ responseHeaders: { Server: "" } }] },
  responseHeaders: { Server: "" },
  queryString: "tenant=contoso",
  trustedCertificates: ["-----BEGIN CERTIFICATE-----…"],
  trustedCa: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
  adminGroups: ["22222222-0000-4000-8000-000000000001"],
  principalId: "22222222-0000-4000-8000-000000000002",
  agicPrincipalId: "22222222-0000-4000-8000-000000000003",
  tenantId: "22222222-0000-4000-8000-000000000004",
  identifierUri: "api://route-sync",
  oidcIssuerUrl: "https://westeurope.oic.prod-aks.azure.com/TENANT/CLUSTER/",
  dnsPrefix: "shop",
  hostName: "shop.contoso.com",
  functionApp: "func-contoso-sync",
  storageAccount: "stcontososync",
  "names.roles": "contoso-sync",
  "paths.NAME.from": "shop/main/pod",
  "paths.NAME.to": "builds.contoso.com",
  ignore: "a scanner of the company tests the nodes",
  "scope.spoke": "shop",
  "policies.NAME.id":
    "/subscriptions/11111111-0000-4000-8000-000000000001/providers/Microsoft.Authorization/policyDefinitions/no-public-ips",
  parameters: { effect: "Deny" },
  "policies.NAME.roles": ["Network Contributor"],
  zoneId: idOf("Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"),
  "zone.id": idOf("Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"),
  registry: idOf("Microsoft.ContainerRegistry/registries/crcontoso"),
  workspaceId: idOf("Microsoft.Monitor/accounts/amw-contoso"),
  "workspace.id": idOf("Microsoft.OperationalInsights/workspaces/log-contoso"),
  "storage.id": idOf("Microsoft.Storage/storageAccounts/stflowlogs"),
  "tls.certificates.NAME.identifier": "https://kv-contoso.vault.azure.net/certificates/www",
  "tls.certificates.NAME.hostNames": ["www.contoso.com"],
  requestHeaders: { "X-Partner": "{var_client_certificate_subject}" },
  "ingress.tls.id": idOf("Microsoft.KeyVault/vaults/kv-contoso"),
  "sharedKey.vault.id": idOf("Microsoft.KeyVault/vaults/kv-contoso"),
  "authorizationKey.vault.id": idOf("Microsoft.KeyVault/vaults/kv-contoso"),
  "sharedKey.name": "vpn-berlin",
  "authorizationKey.name": "er-frankfurt",
  "circuit.id": idOf("Microsoft.Network/expressRouteCircuits/erc-frankfurt"),
  "secondPublicIp.id": idOf("Microsoft.Network/publicIPAddresses/pip-contoso-2"),
  "firewall.publicIpPrefix.id": idOf("Microsoft.Network/publicIPPrefixes/ippre-contoso"),
  "ipGroups.id": idOf("Microsoft.Network/ipGroups/ipg-partners"),
  "ipamPool.id": idOf("Microsoft.Network/networkManagers/vnm-contoso/ipamPools/networks"),
  "publicIp.id": idOf("Microsoft.Network/publicIPAddresses/pip-contoso"),
  "hub.id": idOf("Microsoft.Network/virtualHubs/vhub-contoso"),
  "wan.id": idOf("Microsoft.Network/virtualWans/vwan-contoso"),
  "securityGroup.id": idOf("Microsoft.Network/networkSecurityGroups/nsg-shop"),
  "subnet.id": idOf("Microsoft.Network/virtualNetworks/vnet-shop/subnets/snet-aks"),
  "actionGroups.id": idOf("Microsoft.Insights/actionGroups/ag-pager"),
  "existing.NAME.id": idOf("Microsoft.EventGrid/systemTopics/evgt-shop"),
};

function idOf(resource: string): string {
  return `/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-contoso/providers/${resource}`;
}

/** A value of a key, from an example where one has it. @returns undefined where none is short enough */
export function exampleOf(path: string, row: Row): unknown {
  const found = FILES.flatMap(({ content }) => valuesAt(content, path.split(".")));
  const short = found.filter(
    (value) => isShort(path, value) && isOfPattern(row, value) && isChoice(row, value),
  );
  return short.find((value) => !isDefault(row, value)) ?? short[0] ?? named(path) ?? ofSchema(row.schema);
}

/** The example that has keys below a path. */
export function fileWith(path: string): string | undefined {
  return FILES.find(({ content }) => valuesAt(content, path.split(".")).some(hasKeys))?.name;
}

/** A value on one line, as a platform file has it, with ids cut short. */
export function written(value: unknown): string {
  const line = stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trimEnd();
  const usual = line.replaceAll("[ ", "[").replaceAll(" ]", "]");
  return usual.replaceAll(
    /\/subscriptions\/[^ ,}\]]*?\/(?=[^/ ,}\]]+\/[^/ ,}\]]+(?:[ ,}\]]|$))/g,
    "/subscriptions/…/",
  );
}

function isShort(path: string, value: unknown): boolean {
  return `${path.split(".").at(-1) ?? ""}: ${written(value)}`.length <= LONGEST;
}

/** Ids of one key are of several types, each with a pattern of its own. */
function isOfPattern({ schema: { pattern } }: Row, value: unknown): boolean {
  const isId = typeof value === "string" && value.startsWith("/subscriptions/");
  return !isId || typeof pattern !== "string" || new RegExp(pattern, "i").test(value);
}

/** Kinds of a thing have one key with different words. */
function isChoice({ schema }: Row, value: unknown): boolean {
  const words = schema["enum"];
  return !Array.isArray(words) || words.includes(value);
}

function isDefault({ schema }: Row, value: unknown): boolean {
  return JSON.stringify(schema["default"]) === JSON.stringify(value);
}

function named(path: string): unknown {
  const steps = path.split(".");
  const ends = steps.map((_, i) => steps.slice(i).join("."));
  const end = ends.find((each) => each in VALUES);
  return end === undefined ? undefined : VALUES[end];
}

function ofSchema(schema: Schema): unknown {
  const { const: constant, enum: values, type, default: standard, minimum } = schema;
  if (constant !== undefined) return constant;
  if (Array.isArray(values)) return (values as unknown[]).find((value) => value !== standard);
  if (type === "boolean") return standard !== true;
  if (type === "integer" || type === "number") return standard ?? minimum;
  return undefined;
}

/** The values at a path, in which NAME is any name and lists are looked into. */
function valuesAt(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return value === undefined ? [] : [value];
  if (Array.isArray(value)) return (value as unknown[]).flatMap((item) => valuesAt(item, [step, ...rest]));
  if (!hasKeys(value)) return [];
  const inner = Object.entries(value);
  return inner.flatMap(([key, each]) => (step === "NAME" || step === key ? valuesAt(each, rest) : []));
}

function hasKeys(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
