import {
  EPHEMERAL_DEFAULT,
  LOCAL_DISKS,
  SIZE_FAMILIES,
  SIZES_AS_OF,
} from "@aks-topology/constructs/internal";
import { GENERATED, table } from "./markdown.ts";

/** What the checks know of the sizes of virtual machines. */
export function sizesPage(): string {
  const rows = SIZE_FAMILIES.map(({ name, memoryPerCore, exceptions, gpu = "", traits = [] }) => [
    name,
    exceptions === undefined ? `${memoryPerCore}` : `${memoryPerCore}, with exceptions`,
    traits.includes("Arm64") ? "Arm64" : "x64",
    gpu,
    traits.filter((trait) => trait !== "Arm64").join(", "),
  ]);
  return `${GENERATED}

# Machine sizes

What the checks know of the sizes of virtual machines, as of ${SIZES_AS_OF}. The number of cores is part of a size's name; memory, architecture and
GPU follow from its family. Memory is that of the smallest size of the family, rounded down. A size of no family is the warning \`SIZE_UNKNOWN\`, and
nothing is checked of it. What is refused are \`POOL_SIZE\`, \`SIZE_NOT_SUPPORTED\` and \`CLUSTER_TOO_LARGE\`; \`SYSTEM_POOL_SMALL\` is a warning, since AKS's
documentation disagrees with itself: [one page](https://learn.microsoft.com/azure/aks/use-system-pools) asks for four cores, and
[another one](https://learn.microsoft.com/azure/aks/quotas-skus-regions) for two.

Nodes with NVIDIA's GPUs get the firewall's rules for drivers. AMD's drivers come with
[an operator in the cluster](https://learn.microsoft.com/azure/aks/use-amd-gpus).

Sources: virtual machines documentation, [sizes](https://learn.microsoft.com/azure/virtual-machines/sizes/overview) with the page of each family, and
[naming conventions](https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions).

${table(["family", "GiB per core", "architecture", "GPU", "notes"], rows)}

## Room for ephemeral disks

An ephemeral disk of the operating system (\`osDisk: { type: ephemeral }\`) is part of the machine's cache or local disk. One that has no room there is
refused (\`NODE_SETTINGS\`); without \`sizeGb\` it needs ${EPHEMERAL_DEFAULT} GiB. Nothing is checked of sizes that no row has.

${table(
  ["sizes", "GiB per core"],
  LOCAL_DISKS.map(({ name, perCore }) => [name, perCore === 0 ? "none" : `${perCore}`]),
)}
`;
}
