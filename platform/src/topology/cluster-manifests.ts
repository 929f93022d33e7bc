import {
  cloudOf,
  cniValues,
  CONTROLLER,
  firewalledService,
  fromOutput,
  knownNumber,
  knownText,
  loadBalancerSubnet,
  nodePoolManifests,
  outputsIn,
  PUBLISHED,
  secretProviderClass,
  type ManifestFile,
  type ICluster,
} from "@aks-topology/constructs/internal";
import { certManagerFiles } from "./cert-manager-manifests.js";
import { outputPrefix, type ClusterIngress } from "../kinds/ingress/kind.js";
import { literal, textOf } from "../kinds/ingress/manifests.js";
import { fileKeyOf } from "../renames/file-keys.js";
import type { BuiltPlatform } from "./platform.js";
import { hasSecretsProvider } from "./ingress-outputs.js";
import { provisionedPoolsOf, subnetOutput, type PoolCreatedByAks } from "./provisioned-pools.js";

/** The manifest files of one cluster. */
export interface ClusterManifests {
  /** Folder below `kubernetes/`. */
  readonly folder: string;
  readonly files: readonly ManifestFile[];
}

/** Folders of clusters that were renamed, by the names of today: the folder of before, and the keys as outputs have them. */
export type RenamedClusters = ReadonlyMap<
  string,
  { readonly folder: string; readonly old: string; readonly now: string }
>;

/** The manifests of every cluster of a platform. */
export function clusterManifests({ ingresses }: Pick<BuiltPlatform, "ingresses">): ClusterManifests[] {
  const all = ingresses.flatMap((ingress) => [ingress, ingress.replaces ?? []].flat());
  return ingresses.map((ingress) => manifestsOf(ingress, all));
}

/** Clusters whose folder has another name than by the keys of before, by today's: those keys and today's, as outputs have them. */
export function renamedClusters({ ingresses }: Pick<BuiltPlatform, "ingresses">): RenamedClusters {
  return new Map(
    ingresses.flatMap(({ cluster }) => {
      const { spoke, key } = cluster;
      const [folder, old] = [folderOf(cluster), `${spoke.key}-${key}`];
      return folder === old
        ? []
        : [[folder, { folder: old, old: `${spoke.key}_${key}`, now: outputPrefix(cluster) }] as const];
    }),
  );
}

function folderOf(cluster: ICluster): string {
  return `${fileKeyOf(cluster.spoke)}-${fileKeyOf(cluster)}`;
}

/** What the cluster's ingress needs in Kubernetes, and a workload that shows how it is used. */
function manifestsOf(ingress: ClusterIngress, all: readonly ClusterIngress[]): ClusterManifests {
  const { cluster } = ingress;
  const secrets = hasSecretsProvider(cluster) ? [keyVaultFile(ingress)] : [];
  const pools = provisionedPoolsOf(cluster);
  return {
    folder: folderOf(cluster),
    files: [
      ...filesOf(ingress, all),
      ...secrets,
      ...(pools.length === 0 ? [] : [nodePoolsFile(cluster, pools)]),
      ...certManagerFiles(ingress),
      ...installedCni(cluster),
      ...publishedServices(cluster),
    ].map(withOutputs),
  };
}

/** The files of an ingress, and those of the one that it replaces but for what both have. */
function filesOf(ingress: ClusterIngress, all: readonly ClusterIngress[]): ManifestFile[] {
  const files = ingress.manifests(all);
  const names = new Set(files.map(({ name }) => name));
  const before = ingress.replaces?.manifests(all) ?? [];
  return [...files, ...before.filter(({ name }) => !names.has(name))];
}

function keyVaultFile(ingress: ClusterIngress): ManifestFile {
  const prefix = outputPrefix(ingress.cluster);
  const tls = ingress.gateway?.tls;
  const [hostName] = ingress.hostNames ?? [];
  const certificate = tls?.certificateFor(hostName)?.secretName ?? "name-of-the-certificate";
  const vault = (tls?.vaultName === undefined ? undefined : knownText(tls.vaultName)) ?? "NAME-OF-THE-VAULT";
  return {
    name: "key-vault.yaml",
    about: [
      "A certificate of Key Vault as a TLS Secret for the controller; pods that use it mount it through the CSI driver.",
      "The add-on's identity needs the role Key Vault Secrets User on the vault.",
    ],
    documents: [
      // AKS makes that of the mesh's gateways.
      ...(ingress.namespace === undefined
        ? [{ apiVersion: "v1", kind: "Namespace", metadata: { name: CONTROLLER.namespace } } as const]
        : []),
      secretProviderClass({
        vault,
        certificate,
        namespace: ingress.namespace ?? CONTROLLER.namespace,
        clientId: fromOutput(`${prefix}_secrets_client_id`),
        tenantId: fromOutput(`${prefix}_tenant_id`),
        cloudName: cloudOf(ingress.cluster.spoke.location).settings?.keyVaultProvider,
      }),
    ],
  };
}

/** What a plugin is installed with, in a cluster that AKS creates without one. */
function installedCni({ network }: ICluster): readonly ManifestFile[] {
  if (network.type !== "none" || network.install === undefined) return [];
  const { plugin, podCidr } = network.install;
  const chart =
    plugin === "cilium"
      ? "helm install cilium cilium --repo https://helm.cilium.io --namespace kube-system"
      : "helm install calico tigera-operator --repo https://docs.tigera.io/calico/charts --namespace tigera-operator --create-namespace";
  return [
    {
      name: "cni-values.yaml",
      about: ["The network plugin, without which nodes stay NotReady:", `${chart} --values cni-values.yaml`],
      documents: [cniValues({ plugin, podCidr: podCidr.literal })],
    },
  ];
}

function nodePoolsFile(cluster: ICluster, pools: readonly PoolCreatedByAks[]): ManifestFile {
  const { location, placement } = cluster.spoke;
  const tags = Object.entries(placement.tags ?? {}).map(([key, value]): [string, string] => [
    key,
    textOf(value),
  ]);
  return {
    name: "node-pools.yaml",
    about: [
      "Pools of which AKS creates the nodes, for pods that wait. Their limits bound the addresses that are planned for them:",
      "change them in the platform file.",
    ],
    documents: pools.flatMap(({ pool }) =>
      nodePoolManifests({
        pool,
        location,
        cilium: cluster.network.type === "cilium",
        tags: Object.fromEntries(tags),
        subnetId: fromOutput(`${outputPrefix(cluster)}_${subnetOutput(pool.name)}`),
      }),
    ),
  };
}

/** The Services behind what the hub's firewall publishes in the cluster's spoke. */
function publishedServices({ spoke }: ICluster): ManifestFile[] {
  const { published } = spoke.hub;
  const services = published?.servicesIn(spoke.network.addressSpace) ?? [];
  if (published === undefined || services.length === 0) return [];
  const subnet = textOf(loadBalancerSubnet(spoke).subnet.nameInput);
  return [
    {
      name: "published-services.yaml",
      about: [
        "Services that the hub's firewall publishes: only the firewall may call these load balancers. You run their pods, which",
        "carry the label app.kubernetes.io/name. Apply each in the cluster of the spoke that runs its pods.",
      ],
      documents: [
        { apiVersion: "v1", kind: "Namespace", metadata: { name: PUBLISHED } },
        ...services.map(({ name, target, port, targetPort = port, protocol = "TCP" }) =>
          firewalledService({
            name,
            subnet,
            address: textOf(target),
            callers: [literal(published.callers)],
            port: knownNumber(targetPort) ?? targetPort,
            protocol,
          }),
        ),
      ],
    },
  ];
}

/** Lists the Terraform outputs that a file needs, and how to insert them. */
function withOutputs(file: ManifestFile): ManifestFile {
  const outputs = outputsIn(JSON.stringify([file.about, file.documents]));
  if (outputs.length === 0) return file;
  const lines = outputs.map((output) => `OUTPUT_${output}: terraform output -raw ${output}`);
  return { ...file, about: [...file.about, "Put in after terraform apply:", ...lines] };
}
