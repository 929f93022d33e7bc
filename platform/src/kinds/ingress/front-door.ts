import {
  DEFAULTS,
  dashed,
  fromOutput,
  frontDoorService,
  internalService,
  meshFrontDoorService,
  meshGateway,
  SpokeFrontDoor,
  type FrontDoor,
  type Manifest,
  type ManifestFile,
  type ICluster,
} from "@aks-topology/constructs/internal";
import { TerraformStack } from "cdktf";
import * as z from "zod";
import { INVALID_VALUE } from "../../file-rules.js";
import { frontDoorTier, frontDoorTls } from "../../schema/front-door.js";
import { frontDoorWaf } from "../../schema/waf.js";
import { healthPath, hostName, key, region } from "../../schema/values.js";
import { frontDoorProps } from "./front-door-props.js";
import { hostNames } from "./keys.js";
import { ingressKind, outputPrefix, type AddOutput } from "./kind.js";
import { controller, controllerCertificate, controllerFiles } from "./controller.js";
import { ingressPolicies, literal, textOf } from "./manifests.js";

export const frontDoor = ingressKind({
  schema: z.strictObject({
    type: z
      .literal("front-door")
      .meta({ description: "Front Door in front of the load balancer of a controller." }),
    frontDoor: key.optional().meta({
      description: "Name of the Front Door in frontDoors that the cluster is one of the origins of.",
      fallback: "one for this cluster alone",
    }),
    tier: frontDoorTier.optional().meta({
      description: "Tier of the cluster's own Front Door.",
      default: DEFAULTS.frontDoor.tier,
    }),
    origin: z.enum(["public", "private-link"]).meta({
      description:
        "Over the Internet to a public load balancer, or through a private link to an internal one.",
    }),
    originHost: hostName.meta({
      description: "Host name of the controller, on a certificate of a well-known authority.",
    }),
    privateLinkRegion: region.optional().meta({
      description: "Region of the private endpoint that Front Door creates, the nearest that it offers.",
      fallback: "the spoke's region",
    }),
    priority: z.int().min(1).max(5).optional().meta({
      description: "Requests go to the healthy clusters of the lowest number.",
      default: DEFAULTS.frontDoor.priority,
    }),
    weight: z.int().min(1).max(1000).optional().meta({
      description: "Share of the requests among the clusters of one priority.",
      default: DEFAULTS.frontDoor.weight,
    }),
    hostNames,
    tls: frontDoorTls.optional().meta({
      description: "Certificates in Key Vault of the cluster's own Front Door.",
      fallback: "certificates that Front Door orders and renews",
    }),
    healthPath: healthPath.optional().meta({
      description: "Path that answers 200 while the controller is healthy.",
      default: DEFAULTS.frontDoor.healthPath,
    }),
    controller,
    waf: frontDoorWaf.optional().meta({
      description: "Web application firewall of the cluster's own Front Door.",
      fallback: "none; baseline 2026-11: managed rules on Premium",
    }),
  }),
  build: (spec, context) => {
    const { cluster, locator, path } = context;
    if (spec.controller === "istio-add-on" && spec.origin === "private-link") {
      const message = "The gateway of the Istio add-on takes no private link service.";
      const hint = "Install Istio yourself with controller: gateway-api, or use origin: public.";
      locator.report(INVALID_VALUE, [...path, "controller"], message, hint);
    }
    const props = frontDoorProps(spec, context);
    if (props === undefined) return undefined;
    const door = locator.tryBuild(path, () => new SpokeFrontDoor(cluster, "front_door", props));
    if (door === undefined) return undefined;
    const mesh = spec.controller === "istio-add-on" ? meshGateway("external") : undefined;
    const isShared = spec.frontDoor !== undefined;
    return {
      type: spec.type,
      cluster,
      namespace: mesh?.namespace,
      certificate: controllerCertificate([spec.originHost], mesh),
      addOutputs: (add) => {
        addOutputs(cluster, door, isShared, add);
      },
      manifests: () => manifests(cluster, door, spec.controller),
    };
  },
  features: [
    {
      name: "Front Door to a public origin",
      key: "origin: public",
      usedBy: ({ origin }) => origin === "public",
    },
    {
      name: "Front Door through a private link",
      key: "origin: private-link",
      usedBy: ({ origin }) => origin === "private-link",
    },
    {
      name: "one Front Door for several clusters, with priorities and weights",
      key: "frontDoor: NAME",
      usedBy: ({ frontDoor }) => frontDoor !== undefined,
    },
    {
      name: "web application firewall of a cluster's own Front Door",
      key: "waf",
      usedBy: ({ waf }) => waf !== undefined,
    },
  ],
  variations: {
    tier: ["Standard", "Premium"],
    origin: ["public", "private-link"],
    originHost: ["origin.contoso.com"],
    frontDoor: ["world"],
    controller: ["ingress", "gateway-api"],
    priority: [1, 2],
    weight: [100],
  },
});

function addOutputs(cluster: ICluster, door: SpokeFrontDoor, isShared: boolean, add: AddOutput): void {
  const { frontDoor, backend, variable } = door;
  // A shared Front Door has outputs of its own for what is not the cluster's.
  if (!isShared)
    add("front_door_host_name", frontDoor.endpoint.hostName, "Name that Front Door itself gives.");
  add("front_door_id", frontDoor.profile.resourceGuid, "What the header X-Azure-FDID has to say.");
  for (const { hostName, resource } of isShared ? [] : frontDoor.domains) {
    const name = `front_door_validation_${dashed(hostName)}`;
    add(name, resource.validationToken, `TXT record _dnsauth.${hostName}, which proves the name.`);
  }
  if (backend.type === "public")
    add("front_door_origin_ip", backend.address.ipAddress, "Address that the origin's name has to have.");
  else if (variable !== undefined)
    add(
      "front_door_approval",
      approval({
        group: cluster.nodeResourceGroupName,
        service: backend.serviceName,
        variable,
        message: door.requestMessage,
        cluster: `${cluster.spoke.key}/${cluster.key}`,
        stack: TerraformStack.of(frontDoor) === TerraformStack.of(cluster) ? undefined : stackOf(frontDoor),
      }),
      "Steps after the Service was applied: Terraform cannot approve the connection.",
    );
}

function stackOf(door: FrontDoor): string {
  return TerraformStack.of(door).node.id;
}

interface Approval {
  readonly group: string;
  readonly service: string;
  readonly variable: string;
  readonly message: string;
  /** As `shop/main`. */
  readonly cluster: string;
  /** Stack of the Front Door, where it is not the cluster's. */
  readonly stack: string | undefined;
}

/** Source of the last step's reason: azurerm #32035. */
function approval({ group, service, variable, message, cluster, stack }: Approval): string {
  const where = stack === undefined ? "" : ` -chdir=../${stack}`;
  return [
    `1. kubectl apply the Service; AKS makes the private link service ${service} in ${group}.`,
    `2. terraform${where} apply -var ${variable}=$(az network private-link-service show -g ${group} -n ${service} --query id -o tsv) and with -var for the services of the other clusters too: an origin without its service is removed`,
    `3. npx aks-topology approve-private-link PLATFORM.yaml --cluster ${cluster}`,
    `   or az network private-endpoint-connection approve --id $(az network private-link-service show -g ${group} -n ${service} --query "privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending' && privateLinkServiceConnectionState.description=='${message}'].id | [0]" -o tsv) --description "${message}"`,
  ].join("\n");
}

function manifests(
  cluster: ICluster,
  { backend }: SpokeFrontDoor,
  reads: z.output<typeof controller>,
): ManifestFile[] {
  const ports = { port: 443, encrypted: true };
  const mesh = reads === "istio-add-on" ? meshGateway("external") : undefined;
  const id = fromOutput(`${outputPrefix(cluster)}_front_door_id`);
  const files = (service: Manifest, about: string, ranges: readonly string[]): ManifestFile[] => [
    ...controllerFiles({
      controller: reads,
      service,
      about,
      mesh,
      frontDoorId: id,
      callers: ranges.length === 0 ? undefined : ranges,
      ...ports,
    }),
    ingressPolicies(
      cluster,
      mesh === undefined ? { type: "controller", ranges, port: "https" } : { type: "mesh", gateway: mesh },
    ),
  ];
  if (backend.type === "public") {
    const place = {
      publicIp: textOf(backend.address.nameInput),
      resourceGroup: textOf(cluster.spoke.resourceGroupName),
    };
    const service =
      mesh === undefined ? frontDoorService({ ...ports, ...place }) : meshFrontDoorService(place);
    const about = `The controller must refuse requests whose header X-Azure-FDID is not ${id}.`;
    return files(
      service,
      mesh === undefined ? about : "Front Door alone calls it, and the route compares its id.",
      [],
    );
  }
  const callers = [literal(backend.balancers.subnet.prefix)];
  const service = internalService({
    ...ports,
    callers,
    subnet: textOf(backend.balancers.subnet.nameInput),
    address: textOf(backend.address),
    privateLink: { name: backend.serviceName },
  });
  const steps = `terraform output -raw ${outputPrefix(cluster)}_front_door_approval`;
  return files(
    service,
    `AKS creates the private link service when this is applied. The remaining steps: ${steps}`,
    callers,
  );
}
