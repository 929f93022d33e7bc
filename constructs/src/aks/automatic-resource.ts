import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

/** Arguments of `azurerm_kubernetes_automatic_cluster`. Source: azurerm 5.2.0, its schema and documentation. */
export interface AutomaticResourceConfig extends TerraformMetaArguments {
  readonly name: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Ids of user-assigned identities: AKS takes no other kind in a network that exists before the cluster. */
  readonly identityIds: readonly string[];
  /** The three subnets, all of one network. */
  readonly nodeSubnetId: string;
  readonly systemNodeSubnetId: string;
  readonly apiServerSubnetId: string | undefined;
  /** Ranges that may call a public API server. @default any caller */
  readonly authorizedIpRanges?: readonly string[] | undefined;
  /** @default a public API server */
  readonly privateCluster?: { readonly dnsZoneId: string; readonly hasPublicName: boolean } | undefined;
  /** @default none */
  readonly serviceMesh?:
    | {
        readonly revisions: readonly string[];
        readonly internalGateway: boolean;
        readonly externalGateway: boolean;
      }
    | undefined;
}

/** `azurerm_kubernetes_automatic_cluster`, which the bindings of CDKTF, made for azurerm 4.55, do not have. */
export class AutomaticResource extends TerraformResource {
  readonly #config: AutomaticResourceConfig;

  constructor(scope: Construct, id: string, config: AutomaticResourceConfig) {
    super(scope, id, {
      terraformResourceType: "azurerm_kubernetes_automatic_cluster",
      terraformGeneratorMetadata: { providerName: "azurerm" },
      ...config,
    });
    this.#config = config;
  }

  /** Azure Resource Manager id. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** The name as it was given. */
  get nameInput(): string {
    return this.#config.name;
  }

  /** Name of the resource group as it was given. */
  get resourceGroupName(): string {
    return this.#config.resourceGroupName;
  }

  /** Issuer of the tokens of service accounts. */
  get oidcIssuerUrl(): string {
    return this.getStringAttribute("oidc_issuer_url");
  }

  /** Id of the group that AKS creates the nodes' resources in, and locks. */
  get nodeResourceGroupId(): string {
    return this.getStringAttribute("node_resource_group_id");
  }

  /** Name of the API server on the Internet. */
  get fqdn(): string {
    return this.getStringAttribute("fully_qualified_domain_name");
  }

  /** Name of a private API server, in its private zone. */
  get privateFqdn(): string {
    return this.getStringAttribute("private_fully_qualified_domain_name");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { name, location, resourceGroupName, tags, identityIds, ...given } = this.#config;
    return {
      name,
      location,
      resource_group_name: resourceGroupName,
      tags,
      identity: { type: "UserAssigned", identity_ids: [...identityIds] },
      hosted_system: {
        node_subnet_id: given.nodeSubnetId,
        system_node_subnet_id: given.systemNodeSubnetId,
      },
      api_server_access: {
        subnet_id: given.apiServerSubnetId,
        authorized_ip_ranges: given.authorizedIpRanges && [...given.authorizedIpRanges],
      },
      private_cluster: given.privateCluster && {
        private_dns_zone_id: given.privateCluster.dnsZoneId,
        public_fully_qualified_domain_name_enabled: given.privateCluster.hasPublicName,
      },
      service_mesh: given.serviceMesh && {
        revisions: [...given.serviceMesh.revisions],
        internal_ingress_gateway_enabled: given.serviceMesh.internalGateway,
        external_ingress_gateway_enabled: given.serviceMesh.externalGateway,
      },
    };
  }
}
