import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CLOUD_NAMES } from "../src/core/clouds.js";
import { DEFAULTS } from "../src/internal.js";

// Docstrings repeat a default in words. What they say is what the constructs read.

const {
  firewall,
  existingHub,
  forwarding,
  publishedService,
  networkGateway,
  virtualHubGateway,
  cluster,
  automaticCluster,
  nodePool,
  addOns,
  jumpHost,
  loadBalancer,
  natGateway,
} = DEFAULTS;
const { authentication, flowLogs, spot, upgrades } = DEFAULTS;
const { gateway, waf, agic, albController, frontDoor, frontDoorWaf, mirror, routeSync } = DEFAULTS;

/** Each property by its file, with the values that its docstrings mention, in the order of the file. */
const DOCUMENTED: Readonly<Record<string, readonly (string | number)[]>> = {
  "aks/add-ons.ts branch": [addOns.gitBranch],
  "aks/authentication.ts authorization": [authentication.authorization],
  "aks/authentication.ts localAccounts": [authentication.localAccounts],
  "aks/upgrades.ts hours": [upgrades.window.hours],
  "aks/upgrades.ts utcOffset": [upgrades.window.utcOffset],
  "monitor/flow-logs.ts retentionDays": [flowLogs.retentionDays],
  "aks/node-pool.ts evictionPolicy": [spot.evictionPolicy],
  "aks/cluster.ts tier": [cluster.tier],
  "aks/node-pool.ts maxSurge": [nodePool.maxSurge],
  "aks/node-pool.ts os": [nodePool.os],
  "aks/node-pool.ts mode": ["User"],
  "aks/outbound.ts managedOutboundIps": [loadBalancer.publicIps],
  "aks/outbound.ts outboundPorts": [loadBalancer.outboundPorts],
  "aks/outbound.ts idleTimeoutMinutes": [loadBalancer.idleTimeoutMinutes],
  "core/rules/clouds.ts prop": ["location"],
  "core/stack.ts cloud": [CLOUD_NAMES[0]],
  "core/naming.ts pattern": ["{type}-{workload}"],
  "core/naming.ts env": [""],
  "core/naming.ts number": [1],
  "core/stack.ts labels": ["as-keys"],
  "network/network-gateway.ts asn": [networkGateway.asn],
  "network/existing-virtual-network.ts subnetAssociations": ["separate"],
  "network/virtual-network.ts subnetAssociations": ["separate", "separate"],
  "patterns/spoke/spoke.ts subnetAssociations": ["separate"],
  "core/stack.ts requiredVersion": [">= 1.9"],
  "firewall/managed-firewall.ts tier": [firewall.tier],
  "firewall/virtual-hub-firewall.ts publicIps": [firewall.publicIps],
  "firewall/public-addresses.ts publicIps": [firewall.publicIps],
  "gateway/gateway-record.ts prop": ["zone"],
  "gateway/rules.ts prop": ["zone"],
  "firewall/existing-firewall.ts basePriority": [existingHub.basePriority],
  "firewall/published-services.ts protocol": [publishedService.protocol],
  "firewall/published-services.ts publicIp": [publishedService.publicIp],
  "gateway/application-gateway.ts instances": [
    `${gateway.instances.min} to ${gateway.instances.max} instances`,
  ],
  "gateway/application-gateway.ts tlsPolicy": [gateway.tlsPolicy],
  "gateway/waf-policy.ts mode": [waf.mode],
  "gateway/waf-policy.ts ruleSets": [
    waf.ruleSets.map(({ type, version }) => `${type} ${version}`).join(" and "),
  ],
  "gateway/waf-rules.ts minutes": [waf.rateLimit.minutes],
  "gateway/waf-rules.ts groupBy": [waf.rateLimit.groupBy],
  "ingress/front-door-waf.ts mode": [frontDoorWaf.mode],
  "ingress/front-door-waf.ts ruleSets": [
    frontDoorWaf.ruleSets.map(({ type, version }) => `${type} ${version}`).join(" and "),
  ],
  "ingress/front-door.ts healthPath": [frontDoor.healthPath],
  "ingress/shared-front-door.ts healthPath": [frontDoor.healthPath],
  "ingress/agic-helm.ts namespace": ["agic"],
  "ingress/agic-helm.ts version": [agic.version],
  "ingress/alb-controller.ts version": [albController.version],
  "kubernetes/network-policies.ts port": ["http"],
  "monitor/query-alert.ts state": ["stateful"],
  "network/peering.ts halves": ["both"],
  // Azure's own.
  "network/bastion.ts instances": [2],
  "network/forwarding-rule.ts port": [forwarding.port],
  "network/nat-gateway.ts tier": [natGateway.tier],
  "network/virtual-hub-gateway.ts scaleUnits": [virtualHubGateway.scaleUnits, virtualHubGateway.scaleUnits],
  "network/public-ip.ts sku": [natGateway.tier],
  "patterns/cluster/egress/nat-gateway.ts tier": [natGateway.tier],
  "network/nat-gateway.ts publicIps": [natGateway.publicIps],
  "network/nat-gateway.ts idleTimeoutMinutes": [natGateway.idleTimeoutMinutes],
  "network/network-gateway.ts size": [networkGateway.vpn, networkGateway.expressRoute],
  "patterns/cluster/egress/load-balancer.ts publicIps": [loadBalancer.publicIps],
  "patterns/cluster/egress/load-balancer.ts outboundPorts": [loadBalancer.outboundPorts],
  "patterns/cluster/egress/load-balancer.ts idleTimeoutMinutes": [loadBalancer.idleTimeoutMinutes],
  "patterns/cluster/egress/nat-gateway.ts publicIps": [natGateway.publicIps],
  "patterns/cluster/egress/nat-gateway.ts idleTimeoutMinutes": [natGateway.idleTimeoutMinutes],
  "patterns/cluster/spoke-cluster-props.ts tier": [cluster.tier],
  "patterns/estate/existing-hub.ts peering": [existingHub.peering],
  "patterns/hub/jump-host.ts vmSize": [jumpHost.vmSize],
  "patterns/gateway/for-containers.ts version": [albController.version],
  "patterns/cluster/spoke-automatic-cluster.ts maxNodes": [automaticCluster.maxNodes],
  "patterns/gateway/front-door.ts priority": [frontDoor.priority],
  "patterns/gateway/front-door.ts weight": [frontDoor.weight],
  "patterns/gateway/front-door.ts tier": [frontDoor.tier],
  "patterns/gateway/front-door.ts healthPath": [frontDoor.healthPath],
  "patterns/gateway/spoke-gateway.ts tier": [gateway.tier],
  "patterns/gateway/spoke-gateway.ts ports": [gateway.ports.join(" and ")],
  "patterns/gateway/spoke-gateway.ts routeTable": [gateway.routeTable],
  "patterns/gateway/extensible-gateway.ts version": [agic.version],
  "patterns/hub/hub.ts tier": [firewall.tier],
  "patterns/hub/hub.ts publicIps": [firewall.publicIps],
  "patterns/hub/virtual-wan-hub.ts tier": [firewall.tier],
  "patterns/hub/virtual-wan-hub.ts publicIps": [firewall.publicIps],
  "route-sync/existing-mirror.ts policy": [mirror.policy],
  "route-sync/mirror.ts policy": [mirror.policy, mirror.policy],
  "route-sync/route-sync-props.ts access": [routeSync.access],
  "route-sync/route-sync-props.ts deployerRole": [routeSync.deployerRole],
  "route-sync/route-sync-props.ts heartbeat": [`${routeSync.heartbeatMinutes} minutes`],
  "route-sync/route-sync-props.ts memory": [routeSync.memoryMegabytes],
  "route-sync/route-sync-props.ts nodeVersion": [routeSync.nodeVersion],
  "route-sync/sync-network.ts priority": [900],
  "route-sync/sync-function-app.ts access": [routeSync.access],
  "route-sync/sync-function-app.ts memory": [routeSync.memoryMegabytes],
  "route-sync/sync-function-app.ts nodeVersion": [routeSync.nodeVersion],
};

const folder = fileURLToPath(new URL("../src/", import.meta.url));
const DOCSTRING = /@default ((?:(?!\*\/)[^])*?)\s*\*\/\s*(?:readonly )?(\w+)\?:/g;
/** The words of each `@default` by file and property. */
const words = new Map<string, string[]>();
for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(".ts")) continue;
  for (const [, text = "", property = ""] of readFileSync(folder + file, "utf8").matchAll(DOCSTRING)) {
    const key = `${file} ${property}`;
    words.set(key, [...(words.get(key) ?? []), text]);
  }
}

test.each(Object.entries(DOCUMENTED))("%s is documented as %j", (property, values) => {
  const found = words.get(property) ?? [];
  expect(found).toHaveLength(values.length);
  for (const [i, value] of values.entries()) expect(found[i]).toContain(String(value));
});

test("every docstring that begins with a value is one of them", () => {
  const values = [...words].filter(([, texts]) => texts.some((text) => /^("|\d)/.test(text)));
  const unknown = values.filter(([property]) => !(property in DOCUMENTED));
  // What a rule is, without saying so, is no option of a construct.
  expect(unknown.filter(([property]) => !property.startsWith("core/rule.ts"))).toEqual([]);
});
