import { DEFAULTS, SAMPLE, SpokeGatewayForContainers } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../../file-rules.js";
import { existingSecurityGroup, existingSubnet, prefixOrSubnet } from "../../schema/existing.js";
import { healthPath, hostName, ipv4Cidr, key, type IssueParams } from "../../schema/values.js";
import { forContainersWaf } from "../../schema/waf.js";
import { bindSubnet, subnetOf } from "../../topology/existing.js";
import { agicAddon } from "./agic-addon.js";
import { agicHelm } from "./agic-helm.js";
import { forContainersManifests } from "./for-containers-manifests.js";
import { hostNames } from "./keys.js";
import { ingressKind, type AddOutput, type ClusterIngress, type IngressContext } from "./kind.js";

const secretName = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, {
  error: "expected the name of a Secret: lower-case letters, digits, dots and dashes",
});

const backend = z
  .strictObject({
    hostName: hostName.meta({ description: "Name on the certificate of the pods." }),
    authority: secretName.meta({
      description: "Secret with the authority of that certificate, in the namespace of the Service.",
    }),
  })
  .meta({ description: "Encryption to the pods." });

/** The ingress that a cluster has until its requests have moved. */
const replaced = z.discriminatedUnion("type", [agicAddon.schema, agicHelm.schema]);

const schema = z
  .strictObject({
    type: z
      .literal("application-gateway-for-containers")
      .meta({ description: "Application Gateway for Containers, which the ALB controller configures." }),
    frontends: z
      .array(key)
      .min(1)
      .refine((names) => new Set(names).size === names.length, {
        error: "a frontend is named twice",
        params: {
          problem: INVALID_VALUE.code,
          hint: "Give each frontend a name of its own.",
        } satisfies IssueParams,
      })
      .optional()
      .meta({
        description: "Names of the frontends: each serves one Gateway, and has a host name that Azure gives.",
        default: DEFAULTS.forContainers.frontends,
      }),
    hostNames,
    certificate: secretName.optional().meta({
      description: "Secret with the certificate of the host names, in the namespace of the Gateway.",
      fallback: "plain HTTP",
    }),
    healthPath: healthPath
      .default(DEFAULTS.forContainers.healthPath)
      .meta({ description: "Path that answers 200 to 299 while a pod is healthy." }),
    backendTls: backend.optional().meta({
      description: "Encryption of what the gateway sends to the pods.",
      fallback: "plain HTTP",
    }),
    subnetPrefix: ipv4Cidr.optional().meta({
      description: "Prefix of the gateway's subnet: exactly a /24 in front of an overlay.",
      fallback: "a /24 is allocated",
    }),
    subnet: existingSubnet.optional().meta({
      description: "Existing subnet of the gateway, delegated to it alone.",
      fallback: "one is created",
    }),
    securityGroup: existingSecurityGroup.optional().meta({
      description: "Existing security group of the gateway's subnet.",
      fallback: "one is created",
    }),
    replaces: replaced.optional().meta({
      description: "AGIC, which serves the cluster besides until its requests have moved.",
      fallback: "none",
    }),
    waf: forContainersWaf.optional().meta({
      description: "Web application firewall of all frontends.",
      fallback: "none",
    }),
    version: z
      .string({ error: 'expected a version in quotes, such as "1.9.13"' })
      .regex(/^\d+\.\d+\.\d+$/, { error: 'expected a version such as "1.9.13"' })
      .optional()
      .meta({
        description: "Version of the chart alb-controller.",
        default: DEFAULTS.albController.version,
      }),
  })
  .refine(...prefixOrSubnet("subnet", "subnetPrefix"));

export const forContainers = ingressKind({
  schema,
  build: (spec, context) => {
    const { cluster, locator, path } = context;
    const replaces = spec.replaces && buildReplaced(spec.replaces, context);
    const built = locator.tryBuild(
      path,
      () =>
        new SpokeGatewayForContainers(cluster, "for_containers", {
          cluster,
          frontends: spec.frontends,
          subnetPrefix: spec.subnetPrefix,
          subnet: subnetOf(spec.subnet),
          securityGroupId: spec.securityGroup?.id,
          waf: spec.waf,
          version: spec.version,
        }),
      { securityGroupId: ["securityGroup", "id"] },
    );
    if (built === undefined) return undefined;
    bindSubnet(locator, built.subnet, path, "subnet", spec.subnet !== undefined);
    return {
      type: spec.type,
      cluster,
      hostNames: spec.hostNames,
      certificate:
        spec.certificate === undefined
          ? undefined
          : { secret: spec.certificate, namespace: SAMPLE.name, hostNames: spec.hostNames ?? [] },
      replaces,
      addOutputs: (add) => {
        addOutputs(built, add);
      },
      manifests: () => forContainersManifests(built, spec, replaces?.gateway),
    };
  },
  features: [
    { name: "Application Gateway for Containers", key: "type: application-gateway-for-containers" },
    {
      name: "its web application firewall",
      key: "waf",
      usedBy: ({ waf }) => waf !== undefined,
    },
    {
      name: "several frontends",
      key: "frontends",
      usedBy: ({ frontends = [] }) => frontends.length > 1,
    },
    {
      name: "TLS to the pods",
      key: "backendTls",
      usedBy: ({ backendTls }) => backendTls !== undefined,
    },
    {
      name: "next to AGIC, while requests move",
      key: "replaces",
      usedBy: ({ replaces }) => replaces !== undefined,
    },
  ],
  variations: {
    frontends: [["public"], ["public", "partners"]],
    hostNames: [["a.contoso.com"]],
    certificate: ["shop-tls"],
    healthPath: ["/", "/healthz"],
    backendTls: [{ hostName: "pods.contoso.com", authority: "pods-ca" }],
    // None fits every spoke.
    subnetPrefix: [],
    subnet: [],
    securityGroup: [],
    waf: [{}, { mode: "Detection" }],
    // The gateway of a random spoke may serve another cluster, which an add-on cannot share.
    replaces: [],
    version: ["1.9.13"],
  },
});

function buildReplaced(spec: z.output<typeof replaced>, context: IngressContext): ClusterIngress | undefined {
  const path = [...context.path, "replaces"];
  switch (spec.type) {
    case "agic-addon":
      return agicAddon.build(spec, { ...context, path });
    case "agic-helm":
      return agicHelm.build(spec, { ...context, path });
  }
}

function addOutputs({ controller, gateway }: SpokeGatewayForContainers, add: AddOutput): void {
  add("alb_client_id", controller.identity.clientId, "Client id of the ALB controller, for its Helm values.");
  add("alb_id", gateway.resource.id, "Id of Application Gateway for Containers, for its Gateways.");
  for (const [name, resource] of gateway.frontends) {
    const value = resource.fullyQualifiedDomainName;
    add(`frontend_${name}_host_name`, value, "Name that Azure gives the frontend, for CNAME records.");
  }
  if (gateway.wafPolicy !== undefined)
    add("waf_policy_id", gateway.wafPolicy.id, "Id of the web application firewall, for its Gateways.");
}
