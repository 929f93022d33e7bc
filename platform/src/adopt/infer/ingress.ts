import { sameId, type FoundResource, type Inventory } from "../inventory.js";
import { compact, type Spec } from "../spec.js";
import { block, blocks, text, texts, type Values } from "../values.js";

/** Ending of host names instead of those that only the cluster knows. Source: RFC 2606, reserved names. */
export const UNKNOWN_HOST = ".host-names.example";

/** Keys of the spoke's gateways by their ids. */
export type GatewayKeys = ReadonlyMap<string, string>;

/** The key `ingress` of a cluster; undefined where nothing forwards requests to it. */
export function ingressSpec(
  inventory: Inventory,
  cluster: FoundResource,
  gateways: GatewayKeys,
  clusterKey: string,
): Spec | undefined {
  const keyOf = (id: string | undefined): string | undefined => gateways.get(id?.toLowerCase() ?? "");
  const addon = keyOf(text(block(cluster.values, "ingress_application_gateway"), "gateway_id"));
  if (addon !== undefined) return { type: "agic-addon", gateway: addon };
  const helm = keyOf(controllerScopes(inventory, cluster).find((scope) => gateways.has(scope.toLowerCase())));
  return helm === undefined
    ? undefined
    : { type: "agic-helm", gateway: helm, hostNames: [`${clusterKey}${UNKNOWN_HOST}`] };
}

/** Ids of everything on which an identity that federates with the cluster has a role. */
export function controllerScopes(inventory: Inventory, { values }: FoundResource): readonly string[] {
  const issuer = text(values, "oidc_issuer_url");
  const identities = inventory
    .of("azurerm_federated_identity_credential")
    .filter((credential) => issuer !== undefined && text(credential.values, "issuer") === issuer)
    .map((credential) => identityOf(inventory, credential.values));
  return identities.flatMap((identity) =>
    inventory
      .of("azurerm_role_assignment")
      .filter((role) => sameId(text(role.values, "principal_id"), text(identity, "principal_id")))
      .flatMap((role) => text(role.values, "scope") ?? []),
  );
}

function identityOf(inventory: Inventory, credential: Values): Values {
  const id = text(credential, "user_assigned_identity_id") ?? text(credential, "parent_id");
  return inventory.byId("azurerm_user_assigned_identity", id)?.values ?? {};
}

/**
 * The ingress through which Terraform's own configuration of a gateway sends to an address, by the names of its parts:
 * backends are named after their clusters.
 */
export function balancedSpec(gateway: Values, gatewayKey: string, backend: string): Spec {
  const named = (name: string): Values =>
    blocks(gateway, name).find((part) => text(part, "name") === backend) ?? {};
  const [address] = texts(named("backend_address_pool"), "ip_addresses");
  const settings = named("backend_http_settings");
  const listener = blocks(gateway, "http_listener").findLast((part) =>
    (text(part, "name") ?? "").startsWith(`${backend}-`),
  );
  const hostNames = texts(listener ?? {}, "host_names");
  const protocol = text(settings, "protocol")?.toLowerCase();
  const port = Number(settings["port"]);
  const roots = texts(settings, "trusted_root_certificate_names");
  const hostName = text(settings, "host_name");
  const backendSpec = compact(
    {
      protocol,
      port: port === (protocol === "https" ? 443 : 80) ? undefined : port,
      hostName: hostName === hostNames[0] ? undefined : hostName,
      trustedRoots: roots.length === 0 ? undefined : roots,
      healthPath: text(named("probe"), "path"),
    },
    { protocol: "http", healthPath: "/" },
  );
  return compact({
    type: "gateway-to-load-balancer",
    gateway: gatewayKey,
    hostNames: hostNames.length === 0 ? undefined : hostNames,
    address,
    certificate: text(listener ?? {}, "ssl_certificate_name"),
    clientCertificates: text(listener ?? {}, "ssl_profile_name"),
    rewrite: blocks(gateway, "request_routing_rule")
      .filter((rule) => text(rule, "backend_address_pool_name") === backend)
      .map((rule) => text(rule, "rewrite_rule_set_name"))
      .find((name) => name !== undefined),
    backend: Object.keys(backendSpec).length === 0 ? undefined : backendSpec,
  });
}
