import { PrivateEndpoint as AzurermPrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint/index.js";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Cloud } from "../core/clouds.js";
import { Naming } from "../core/naming.js";
import { placed, type Placement } from "../core/placement.js";

interface PrivateTarget {
  /** The part of the resource that the endpoint connects to. */
  readonly part: string;
  /** The zone of its private names. */
  readonly zone: (cloud: Cloud) => string;
  /** The end of its public name, which callers use. */
  readonly host: (cloud: Cloud) => string;
}

/**
 * What a private endpoint can connect to, by the type of the resource. Source: Private Link documentation, private DNS zone
 * values.
 */
const TARGETS = {
  "Microsoft.ContainerRegistry/registries": {
    part: "registry",
    zone: ({ registry }) => `privatelink.${registry}`,
    host: ({ registry }) => registry,
  },
  "Microsoft.KeyVault/vaults": {
    part: "vault",
    zone: ({ keyVault }) => `privatelink.${keyVault.replace(/^vault\./, "vaultcore.")}`,
    host: ({ keyVault }) => keyVault,
  },
  // Of a storage account each service has an endpoint.
  "Microsoft.Storage/storageAccounts/blobServices": {
    part: "blob",
    zone: ({ storage }) => `privatelink.blob.${storage}`,
    host: ({ storage }) => `blob.${storage}`,
  },
  "Microsoft.Storage/storageAccounts/queueServices": {
    part: "queue",
    zone: ({ storage }) => `privatelink.queue.${storage}`,
    host: ({ storage }) => `queue.${storage}`,
  },
} as const satisfies Readonly<Record<string, PrivateTarget>>;

/** Type of a resource that a private endpoint can connect to. */
export type PrivateTargetType = keyof typeof TARGETS;

/** The private DNS zone of the names of a type's resources, such as `privatelink.vaultcore.azure.net`. */
export function privateZoneName(type: PrivateTargetType, cloud: Cloud): string {
  return TARGETS[type].zone(cloud);
}

/** The name by which callers reach a resource, such as `kv-shop.vault.azure.net`. */
export function privateHostName(type: PrivateTargetType, name: string, cloud: Cloud): string {
  return `${name.toLowerCase()}.${TARGETS[type].host(cloud)}`;
}

/** The type of a resource as a private endpoint's target, by its id; undefined for other types. */
export function privateTargetType(id: string): PrivateTargetType | undefined {
  const types: readonly PrivateTargetType[] = [
    "Microsoft.ContainerRegistry/registries",
    "Microsoft.KeyVault/vaults",
  ];
  return types.find((type) => id.toLowerCase().includes(`/providers/${type.toLowerCase()}/`));
}

export interface PrivateEndpointProps {
  readonly placement: Placement;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
  /** Azure Resource Manager id of the subnet that has the address. */
  readonly subnetId: string;
  /** Azure Resource Manager id of the resource. */
  readonly targetId: string;
  /** Type of the resource. */
  readonly targetType: PrivateTargetType;
  /** Zone that Azure writes the names of the resource into. */
  readonly zoneId: string;
  /** Whether the owner of the resource has to approve the connection. @default false: the deploying identity may */
  readonly isManual?: boolean | undefined;
  /** Provider of the subscription of the subnet's network, where Azure wants the endpoint. @default the scope's */
  readonly provider?: TerraformProvider | undefined;
  /** What must exist before, such as the security group of the subnet. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A private address of a resource of Azure's in a subnet, with its names in a private DNS zone. */
export class PrivateEndpoint extends Construct {
  readonly resource: AzurermPrivateEndpoint;

  constructor(scope: Construct, id: string, props: PrivateEndpointProps) {
    super(scope, id);
    const name = Naming.of(this).name(this, "privateEndpoint", ...props.nameParts);
    const isManual = props.isManual ?? false;
    this.resource = new AzurermPrivateEndpoint(this, "~endpoint", {
      name,
      ...placed(props.placement),
      subnetId: props.subnetId,
      privateServiceConnection: {
        name,
        privateConnectionResourceId: props.targetId,
        subresourceNames: [TARGETS[props.targetType].part],
        isManualConnection: isManual,
        ...(isManual ? { requestMessage: `Requested by ${name}.` } : {}),
      },
      privateDnsZoneGroup: { name: "default", privateDnsZoneIds: [props.zoneId] },
      dependsOn: [...props.dependsOn],
      ...(props.provider === undefined ? {} : { provider: props.provider }),
    });
  }
}
