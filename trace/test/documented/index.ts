import { AKS } from "./aks.js";
import { BACKENDS } from "./backends.js";
import { COMBINED } from "./combined.js";
import { EGRESS } from "./egress.js";
import { FIREWALL_RULES } from "./firewall-rules.js";
import { FIREWALL_TRANSLATION } from "./firewall-translation.js";
import { FOR_CONTAINERS } from "./for-containers.js";
import { FRONT_DOOR } from "./front-door.js";
import { INTERFACES } from "./interfaces.js";
import { NAMES } from "./names.js";
import { PEERINGS } from "./peerings.js";
import { NETWORK_GATEWAYS } from "./network-gateways.js";
import { PRIVATE_ENDPOINTS } from "./private-endpoints.js";
import { PRIVATE_RESOLVERS } from "./private-resolvers.js";
import { ROUTING } from "./routing.js";
import { SECURITY_GROUPS } from "./security-groups.js";
import { VIRTUAL_WAN } from "./virtual-wan.js";
import type { DocumentedCase } from "./case.js";

/** By topic. */
export const DOCUMENTED: Readonly<Record<string, readonly DocumentedCase[]>> = {
  routing: ROUTING,
  peerings: PEERINGS,
  "network gateways": NETWORK_GATEWAYS,
  "security groups": SECURITY_GROUPS,
  "firewall rules": FIREWALL_RULES,
  "firewall translation": FIREWALL_TRANSLATION,
  egress: EGRESS,
  "private endpoints": PRIVATE_ENDPOINTS,
  names: NAMES,
  "private resolvers": PRIVATE_RESOLVERS,
  "Virtual WAN": VIRTUAL_WAN,
  "Front Door": FRONT_DOOR,
  "Application Gateway for Containers": FOR_CONTAINERS,
  interfaces: INTERFACES,
  backends: BACKENDS,
  "several pages": COMBINED,
  AKS,
};
