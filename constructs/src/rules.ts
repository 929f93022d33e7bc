import { ALERT_RULES } from "./alerts/rules.js";
import { AUTOMATIC_NOT_SUPPORTED } from "./aks/rules/automatic.js";
import { COMBINATIONS } from "./aks/rules/combinations.js";
import { IPV6_DESTINATION } from "./aks/rules/families.js";
import { RANGE_RULES } from "./aks/rules/ranges.js";
import type { RuleText } from "./core/rule.js";
import { ADDRESS_RULES } from "./core/rules/addresses.js";
import { NAME_RULES } from "./core/rules/names.js";
import { CLOUD_RULES } from "./core/rules/clouds.js";
import { REGION_RULES } from "./core/rules/regions.js";
import { TAG_RULES } from "./core/rules/tags.js";
import { DNS_RULES } from "./firewall/dns-rules.js";
import { FIREWALL_RULES } from "./firewall/rules.js";
import { GATEWAY_RULES } from "./gateway/rules.js";
import { GOVERNANCE_RULES } from "./governance/rules.js";
import { FOR_CONTAINERS_RULES } from "./ingress/for-containers-rules.js";
import { FRONT_DOOR_TLS_RULES } from "./ingress/front-door-tls-rules.js";
import { INGRESS_RULES } from "./ingress/rules.js";
import { MONITOR_RULES } from "./monitor/rules.js";
import { CONNECTION_RULES } from "./network/connection-rules.js";
import { RESOLVER_RULES } from "./network/resolver-rules.js";
import { JUMP_HOST_SIZE } from "./patterns/hub/jump-host-rules.js";
import { NETWORK_RULES } from "./network/rules.js";
import { API_SERVER_RULES } from "./patterns/cluster/api-server-rules.js";
import { EGRESS_KIND_RULES } from "./patterns/cluster/egress/kind-rules.js";
import { EGRESS_RULES } from "./patterns/cluster/egress/rules.js";
import { POD_CALLER_RULES } from "./patterns/cluster/pod-caller-rules.js";
import { SPOKE_CLUSTER_RULES } from "./patterns/cluster/rules.js";
import { VIRTUAL_HUB_RULES } from "./patterns/cluster/virtual-hub-rules.js";
import { FRONTEND_RULES } from "./patterns/gateway/frontend-rules.js";
import { SERVED_POD_RULES } from "./patterns/gateway/pod-rules.js";
import { PUBLIC_INGRESS_RULES } from "./patterns/gateway/public-ingress-rules.js";
import { SITE_RULES } from "./patterns/gateway/site-rules.js";
import { SPOKE_GATEWAY_RULES } from "./patterns/gateway/rules.js";
import { SPOKE_RULES } from "./patterns/spoke/rules.js";
import { EXISTING_RULES } from "./patterns/estate/existing-rules.js";
import { HUB_RULES } from "./patterns/estate/hub-rules.js";
import { ROUTE_SYNC_RULES } from "./route-sync/rules.js";

const ALL: readonly RuleText[] = [
  ...NAME_RULES.map(({ rule }) => rule),
  ...GATEWAY_RULES.map(({ rule }) => rule),
  ...COMBINATIONS.map(({ rule }) => rule),
  AUTOMATIC_NOT_SUPPORTED,
  IPV6_DESTINATION.rule,
  ...ADDRESS_RULES,
  ...REGION_RULES,
  ...CLOUD_RULES,
  ...TAG_RULES,
  ...RANGE_RULES.map(({ rule }) => rule),
  ...NETWORK_RULES,
  JUMP_HOST_SIZE.rule,
  ...RESOLVER_RULES,
  ...CONNECTION_RULES,
  ...FIREWALL_RULES,
  ...HUB_RULES,
  ...EXISTING_RULES,
  ...SPOKE_RULES,
  ...SPOKE_CLUSTER_RULES,
  ...POD_CALLER_RULES,
  ...API_SERVER_RULES,
  ...EGRESS_RULES,
  ...EGRESS_KIND_RULES,
  ...DNS_RULES,
  ...VIRTUAL_HUB_RULES,
  ...SPOKE_GATEWAY_RULES,
  ...FRONTEND_RULES,
  ...SERVED_POD_RULES,
  ...SITE_RULES,
  ...PUBLIC_INGRESS_RULES,
  ...INGRESS_RULES.map(({ rule }) => rule),
  ...FRONT_DOOR_TLS_RULES.map(({ rule }) => rule),
  ...FOR_CONTAINERS_RULES,
  ...GOVERNANCE_RULES.map(({ rule }) => rule),
  ...ROUTE_SYNC_RULES.map(({ rule }) => rule),
  ...ALERT_RULES,
  ...MONITOR_RULES,
];

/** Every rule that the constructs check, by its code. `explain`, the reference and generated modules read it. */
export const RULES: Readonly<Record<string, RuleText>> = Object.fromEntries(
  ALL.map((rule) => [rule.code, rule]),
);
