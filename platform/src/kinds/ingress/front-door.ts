import {
  DEFAULTS,
  dashed,
  fromOutput,
  frontDoorService,
  internalService,
  SpokeFrontDoor,
  type Manifest,
  type ManifestFile,
  type SpokeCluster,
} from "@aks-topology/constructs/internal";
import * as z from "zod";
import { hostName } from "../../schema/values.js";
import { healthPath, hostNames } from "./keys.js";
import { ingressKind, outputPrefix, type AddOutput } from "./kind.js";
import { controllerService, ingressPolicies, literal, sampleWorkload, textOf } from "./manifests.js";

export const frontDoor = ingressKind({
  schema: z.strictObject({
    type: z.literal("front-door"),
    tier: z.enum(["Standard", "Premium"]).default("Standard"),
    origin: z.enum(["public", "private-link"]).meta({
      description:
        "Over the Internet to a public load balancer, or through a private link to an internal one.",
    }),
    originHost: hostName.meta({
      description: "Host name of the controller, on a certificate of a well-known authority.",
    }),
    hostNames,
    healthPath: healthPath.optional().meta({
      description: "Path that answers 200 while the controller is healthy.",
      default: DEFAULTS.frontDoor.healthPath,
    }),
  }),
  build: (spec, { locator, cluster, path }) => {
    const { type, tier, origin, originHost, hostNames, healthPath } = spec;
    const door = locator.tryBuild(
      path,
      () =>
        new SpokeFrontDoor(cluster, "front_door", {
          cluster,
          tier,
          origin,
          originHost,
          hostNames,
          healthPath,
        }),
    );
    if (door === undefined) return undefined;
    return {
      type,
      cluster,
      addOutputs: (add) => {
        addOutputs(cluster, door, add);
      },
      manifests: () => manifests(cluster, door),
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
  ],
  variations: {
    tier: ["Standard", "Premium"],
    origin: ["public", "private-link"],
    originHost: ["origin.contoso.com"],
  },
});

function addOutputs(cluster: SpokeCluster, { frontDoor, backend }: SpokeFrontDoor, add: AddOutput): void {
  add("front_door_host_name", frontDoor.endpoint.hostName, "Name that Front Door itself gives.");
  add("front_door_id", frontDoor.profile.resourceGuid, "What the header X-Azure-FDID has to say.");
  for (const { hostName, resource } of frontDoor.domains) {
    const name = `front_door_validation_${dashed(hostName)}`;
    add(name, resource.validationToken, `TXT record _dnsauth.${hostName}, which proves the name.`);
  }
  if (backend.type === "public")
    add("front_door_origin_ip", backend.address.ipAddress, "Address that the origin's name has to have.");
  else if (frontDoor.variable !== undefined)
    add(
      "front_door_approval",
      approval(cluster.cluster.resource.nodeResourceGroup, backend.serviceName, frontDoor.variable),
      "Steps after the Service was applied: Terraform cannot approve the connection.",
    );
}

/** Source of the last step's reason: azurerm #32035. */
function approval(group: string, service: string, variable: string): string {
  return [
    `1. kubectl apply the Service; AKS makes the private link service ${service} in ${group}.`,
    `2. terraform apply -var ${variable}=$(az network private-link-service show -g ${group} -n ${service} --query id -o tsv)`,
    `3. az network private-endpoint-connection approve --id $(az network private-link-service show -g ${group} -n ${service} --query "privateEndpointConnections[?privateLinkServiceConnectionState.status=='Pending'].id | [0]" -o tsv) --description "Front Door"`,
  ].join("\n");
}

function manifests(cluster: SpokeCluster, { backend }: SpokeFrontDoor): ManifestFile[] {
  const ports = { port: 443, encrypted: true };
  const files = (service: Manifest, about: string, ranges: readonly string[]): ManifestFile[] => [
    controllerService(service, about),
    sampleWorkload({ controller: "controller" }),
    ingressPolicies(cluster, { type: "controller", ranges, port: "https" }),
  ];
  if (backend.type === "public") {
    const service = frontDoorService({
      ...ports,
      publicIp: textOf(backend.address.nameInput),
      resourceGroup: textOf(cluster.spoke.resourceGroupName),
    });
    const id = fromOutput(`${outputPrefix(cluster)}_front_door_id`);
    return files(service, `The controller must refuse requests whose header X-Azure-FDID is not ${id}.`, []);
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
