import { DEFAULTS, isModern, TLS_POLICIES, type TlsPolicy } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { azureName } from "./naming.js";
import { certificate } from "./certificate.js";
import { clientCertificates } from "./client-certificates.js";
import { dnsRecord } from "./dns-record.js";
import { existingGateway } from "./existing-gateway.js";
import { refuseOtherVaults } from "./key-vault.js";
import { rewrites } from "./rewrites.js";
import {
  earlier,
  hostNamePattern,
  idOf,
  ipAddress,
  ipv4Cidr,
  key,
  ofExistingOnly,
  once,
  zones,
  type IssueParams,
} from "./values.js";
import {
  existingIdentity,
  existingPublicIp,
  existingRouteTable,
  existingSecurityGroup,
  existingSubnet,
  prefixOrSubnet,
} from "./existing.js";
import { gatewayWaf } from "./waf.js";
import { INVALID_VALUE } from "../file-rules.js";

const users = z
  .union([z.literal("on-premises"), z.array(ipv4Cidr).min(1)], {
    error: "expected on-premises, or a list of ranges",
  })
  .prefault("on-premises")
  .meta({ description: "Callers of the private address: on-premises users, or a list of ranges." });
const privateIp = ipAddress.optional().meta({
  description: "The private address.",
  fallback: "the last one of the gateway's subnet that Azure leaves free",
});

const publicIp = existingPublicIp
  .optional()
  .meta({ description: "Existing public address of the gateway.", fallback: "one is created" });

const frontend = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("public").meta({ description: "A public address." }), publicIp }),
  z.strictObject({
    type: z.literal("private").meta({ description: "A private address." }),
    privateIp,
    users,
  }),
  z.strictObject({
    type: z.literal("public-and-private").meta({ description: "One of each." }),
    publicIp,
    privateIp,
    users,
  }),
]);

const identity = existingIdentity.optional().meta({
  description: "Existing identity that fetches the certificates.",
  fallback: "one is created",
});

const existingVault = z
  .strictObject({
    type: z.literal("key-vault").meta({ description: "A vault that exists already." }),
    id: idOf("Microsoft.KeyVault/vaults").meta({
      description: "Id of the vault, which must use Azure roles, not access policies.",
    }),
    certificates: z
      .record(
        key,
        z.string().regex(/^https:\/\/[a-z0-9.-]+\/secrets\/[A-Za-z0-9-]+$/i, {
          error: "expected a secret without a version, such as https://NAME.vault.azure.net/secrets/NAME",
        }),
      )
      .meta({ description: "Identifiers of secrets by the names that listeners use." }),
    identity,
  })
  .superRefine(({ id, certificates }, context) => {
    const contents = Object.entries(certificates).map(([name, identifier]) => ({
      identifier,
      path: ["certificates", name],
    }));
    refuseOtherVaults(id, contents, { kind: "secret", holder: "gateway" }, context);
  });

/** From where a vault that is created is reached. */
const vaultAccess = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("public") }).meta({ description: "Any address." }),
  z
    .strictObject({
      type: z.literal("selected"),
      from: z.array(ipv4Cidr).default([]).meta({
        description: "Public ranges, among them that of Terraform, which creates the certificates.",
        fallback: "none",
      }),
    })
    .meta({ description: "The gateway's subnet, by a service endpoint, and ranges of the Internet." }),
  z
    .strictObject({ type: z.literal("private") })
    .meta({ description: "The spoke and its hub, by a private endpoint; Terraform has to run there." }),
]);

const tls = z.discriminatedUnion("type", [
  existingVault,
  z.strictObject({
    type: z.literal("own-key-vault").meta({ description: "A vault that is created for the gateway." }),
    certificates: z
      .record(key, z.tuple([hostNamePattern], hostNamePattern))
      .meta({ description: "Host names of the certificates, which begin self-signed, by name." }),
    access: vaultAccess.default(DEFAULTS.vault.access).meta({
      description: "From where the vault is reached, by callers who have a role on it.",
      fallback: "any address",
    }),
    identity,
  }),
]);

const tlsPolicies = Object.keys(TLS_POLICIES).filter((name): name is TlsPolicy => name in TLS_POLICIES);
const tlsPolicy = z.union([
  z.enum(tlsPolicies.filter(isModern)),
  // Part of the schema so that the refusal can name the policy.
  z.enum(tlsPolicies.filter((policy) => !isModern(policy))).meta({ deprecated: true }),
]);

/** Source: Application Gateway components, ports of SKU v2. */
const listenerPort = z
  .int()
  .min(1)
  .max(64999)
  .refine((number) => number !== 22, {
    error: "expected a port other than 22, which gateways do not support",
    params: { problem: INVALID_VALUE.code, hint: "Choose another port." } satisfies IssueParams,
  });

/** A gateway that is created. */
const createdGateway = z
  .strictObject({
    was: earlier(key),
    id: ofExistingOnly,
    name: azureName
      .optional()
      .meta({ description: "Name of the gateway in Azure.", fallback: "by the pattern of naming" }),
    tier: z
      .enum(["WAF_v2", "Standard_v2"])
      .default(DEFAULTS.gateway.tier)
      .meta({ description: "With a web application firewall, or without." }),
    waf: gatewayWaf.optional().meta({ description: "Rules of the web application firewall." }),
    instances: z
      .union(
        [
          z.int().min(1).max(125),
          z.strictObject({
            min: z.int().min(0).max(100).meta({ description: "Minimum number of instances." }),
            max: z.int().min(2).max(125).meta({ description: "Maximum number of instances." }),
          }),
        ],
        {
          error: "expected a number of instances, or { min, max }",
        },
      )
      .optional()
      .meta({
        description: "Number of instances, or its minimum and maximum.",
        default: DEFAULTS.gateway.instances,
      }),
    zones: zones.optional(),
    frontend: frontend
      .default(DEFAULTS.gateway.frontend)
      .meta({ description: "Addresses of the gateway: a public one, a private one, or both." }),
    subnetPrefix: ipv4Cidr.optional().meta({
      description: "Prefix of the gateway's subnet.",
      fallback: "allocated, a /24 where there is room",
    }),
    ports: z.array(listenerPort).min(1).overwrite(once).optional().meta({
      description: "Ports of the listeners. A gateway in front of load balancers serves on 80 and 443.",
      default: DEFAULTS.gateway.ports,
    }),
    subnet: existingSubnet
      .optional()
      .meta({ description: "Existing subnet of the gateway.", fallback: "one is created" }),
    securityGroup: existingSecurityGroup
      .optional()
      .meta({ description: "Existing security group of the subnet.", fallback: "one is created" }),
    routeTable: z
      .union([z.enum(["mirrored", "shared"]), existingRouteTable], {
        error: "expected mirrored, shared, or { id: … } of an existing table",
      })
      .default(DEFAULTS.gateway.routeTable)
      .meta({
        description:
          "A separate table that mirrors the cluster's, the cluster's own table, or the id of an existing one that mirrors it.",
      }),
    networkIsolation: z.boolean().default(DEFAULTS.gateway.networkIsolation).meta({
      description:
        "Whether the gateway is created with network isolation. The feature Microsoft.Network/EnableApplicationGatewayNetworkIsolation must be registered in its subscription before. The gateway then needs no public address, and may route 0.0.0.0/0 to an appliance.",
    }),
    tlsPolicy: tlsPolicy
      .optional()
      .meta({ description: "Predefined TLS policy.", default: DEFAULTS.gateway.tlsPolicy }),
    tls: tls.optional().meta({ description: "Certificates in Key Vault." }),
    trustedRoots: z
      .record(key, certificate)
      .optional()
      .meta({ description: "Root certificates, in PEM, that sign the certificates of backends." }),
    clientCertificates: clientCertificates.optional().meta({
      description: "What certificates of clients are checked against (mutual TLS), by names that sites use.",
      fallback: "none",
    }),
    rewrites: rewrites.optional().meta({
      description: "Rules that rewrite headers, paths and query strings, by names that sites use.",
      fallback: "none",
    }),
    dns: z.array(dnsRecord).optional().meta({ description: "Names of the gateway in DNS." }),
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"));

/** A gateway: one that is created, or one that exists already, by its id. */
export const gateway = z.union([existingGateway, createdGateway]);

export type CreatedGatewaySpec = z.output<typeof createdGateway>;
export type GatewaySpec = z.output<typeof gateway>;
