import { DEFAULTS } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { azureName } from "./naming.js";
import { sshPublicKey } from "./ssh-public-key.js";
import { ipv4Cidr, machineSize } from "./values.js";

/** A machine in the hub that Azure Bastion connects to. */
export const jumpHost = z.strictObject({
  name: azureName.optional().meta({
    description: "Name of the machine in Azure.",
    fallback: "by the pattern of naming",
  }),
  sshPublicKey: sshPublicKey.meta({
    description:
      "Public SSH key of the user azureuser: RSA of 2,048 bits or more, or Ed25519. A change replaces the machine.",
  }),
  vmSize: machineSize.default(DEFAULTS.jumpHost.vmSize).meta({
    description: "Size of the machine: x64, with support of Trusted Launch.",
  }),
  zone: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .optional()
    .meta({ description: "Availability zone.", fallback: "Azure chooses" }),
  subnetPrefix: ipv4Cidr.optional().meta({
    description: "Prefix of its subnet, a /29 or larger.",
    fallback: "the last free /28 of the hub",
  }),
});

export type JumpHostSpec = z.output<typeof jumpHost>;
