import { CLOUDS, CLOUDS_AS_OF, type Cloud } from "@aks-topology/constructs/internal";
import { GENERATED, table } from "./markdown.ts";

const ROWS: readonly (readonly [string, (cloud: Cloud) => string | undefined])[] = [
  ["`environment` of azurerm, `ROUTE_SYNC_CLOUD`", ({ name }) => name],
  ["Resource Manager", ({ resourceManager }) => resourceManager],
  ["sign-in", ({ signIn }) => signIn],
  ["zone of private API servers", ({ apiServer }) => `privatelink.REGION.${apiServer}`],
  ["container registry", ({ registry }) => `*.${registry}`],
  ["storage", ({ storage }) => `*.blob.${storage}`],
  ["Key Vault", ({ keyVault }) => `*.${keyVault}`],
  ["Azure Policy", ({ policy }) => `data.${policy}, store.${policy}`],
  ["logs", ({ logs }) => `*.ods.${logs}, *.oms.${logs}`],
  ["Azure Monitor", ({ monitor }) => `*.ingest.${monitor}`],
  ["cluster extensions", ({ extensions }) => extensions && `REGION.${extensions}`],
  ["Azure Functions", ({ functions }) => `*.${functions}`],
  ["Front Door", ({ frontDoor }) => frontDoor && `*.${frontDoor}`],
  ["audience of workload identity", ({ tokenAudience }) => tokenAudience],
];

/** What differs between the clouds of Azure. */
export function cloudsPage(): string {
  const clouds = Object.values(CLOUDS);
  const names = ROWS.map(([what, of]) => [
    what,
    ...clouds.map((cloud) => {
      const name = of(cloud);
      return name === undefined ? "none" : name.split(", ").map(code).join(", ");
    }),
  ]);
  const nodes = clouds.map(({ words, nodeNames }) => [
    words,
    nodeNames === undefined
      ? "the firewall's tag `AzureKubernetesService`"
      : nodeNames("REGION").map(code).join(", "),
  ]);
  const lacks = clouds.flatMap(({ words, lacks: features }) => features.map((feature) => [words, feature]));
  return `${GENERATED}

# Clouds

A platform is in one cloud of Azure, which follows from its [regions](regions.md); regions of several clouds in one file are
\`CLOUDS_MIXED\`. The provider and the backend get the cloud as \`environment\`, the runtime of route sync as \`ROUTE_SYNC_CLOUD\`, and
rules, zones, settings and manifests get its names. The table is of ${CLOUDS_AS_OF}.

${table(["name", ...clouds.map(({ words }) => words)], names)}

## What nodes call

${table(["cloud", "destinations over HTTPS"], nodes)}

Telemetry that AKS documents with names of the public cloud only is not allowed in the others: of the agents of Azure Monitor,
of Azure Policy and of cluster extensions.

## What is not offered

The use of these is refused (\`NOT_IN_CLOUD\`). Flex Consumption of Azure Functions, on which route sync is deployed, is a warning:
Microsoft announced it for Azure Government for the end of 2026. Azure operated by 21Vianet has a Front Door, but not with the API
versions that azurerm calls. Node auto-provisioning reached it in January 2026, and is announced for Azure Government, too.

${table(["cloud", "not offered"], lacks)}

Sources: AKS documentation,
[outbound network and FQDN rules](https://learn.microsoft.com/azure/aks/outbound-rules-control-egress); Azure Government documentation,
[compare Azure Government and global Azure](https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure);
Private Link documentation, [private DNS zone values](https://learn.microsoft.com/azure/private-link/private-endpoint-dns);
Azure operated by 21Vianet, [developer differences](https://docs.azure.cn/articles/guidance/developerdifferences); AGIC,
[overlay networks](https://github.com/Azure/application-gateway-kubernetes-ingress/pull/1650); Flex Consumption in Azure Government,
[acmebot #1102](https://github.com/polymind-inc/acmebot/issues/1102); Application Gateway for Containers,
[supported regions](https://learn.microsoft.com/azure/application-gateway/for-containers/overview#supported-regions) of June 2026;
Azure Bastion, [regions of Bastion Developer](https://learn.microsoft.com/azure/bastion/quickstart-developer) of September 2025;
Front Door in 21Vianet, [azurerm #31050](https://github.com/hashicorp/terraform-provider-azurerm/issues/31050); Defender for Cloud in
21Vianet, [retirement](https://aka.ms/mdcretirementinchina); node auto-provisioning,
[karpenter-provider-azure #1149](https://github.com/Azure/karpenter-provider-azure/issues/1149).
`;
}

function code(text: string): string {
  return `\`${text}\``;
}
