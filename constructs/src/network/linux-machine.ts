import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine/index.js";
import type { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";

export interface LinuxMachineProps {
  readonly placement: Placement;
  /** Azure Resource Manager id of its network interface. */
  readonly networkInterfaceId: string;
  /** Size of generation 2 with x64 processors, such as `Standard_B2s_v2`. */
  readonly vmSize: string;
  /** Public key of RSA, 2,048 bits or more, or Ed25519, as in `authorized_keys`. */
  readonly sshPublicKey: string;
  /** Availability zone. @default Azure chooses */
  readonly zone?: string | undefined;
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** The user that Azure creates on machines, and whom the key signs in. */
export const MACHINE_USER = "azureuser";

/** Of generation 2. Source: Canonical, Ubuntu on Azure, find Ubuntu images. */
const UBUNTU_24_04 = {
  publisher: "Canonical",
  offer: "ubuntu-24_04-lts",
  sku: "server",
  version: "latest",
};

/**
 * A machine with Ubuntu 24.04 LTS, into which a key signs in and no password. It boots what is signed (Trusted Launch), Azure
 * installs its security updates, and its identity is for users who give it roles. A newer image is that of a new machine alone.
 */
export function linuxMachine(scope: Construct, id: string, props: LinuxMachineProps): LinuxVirtualMachine {
  const { placement, networkInterfaceId, vmSize, sshPublicKey, zone, nameParts } = props;
  return new LinuxVirtualMachine(
    scope,
    id,
    omitUndefined({
      name: Naming.of(scope).name(scope, "virtualMachine", ...nameParts),
      ...placed(placement),
      size: vmSize,
      zone,
      networkInterfaceIds: [networkInterfaceId],
      adminUsername: MACHINE_USER,
      adminSshKey: [{ username: MACHINE_USER, publicKey: sshPublicKey }],
      disablePasswordAuthentication: true,
      sourceImageReference: UBUNTU_24_04,
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      secureBootEnabled: true,
      vtpmEnabled: true,
      patchMode: "AutomaticByPlatform",
      patchAssessmentMode: "AutomaticByPlatform",
      identity: { type: "SystemAssigned" },
      // Without an account of its own: Azure manages the storage.
      bootDiagnostics: {},
    }),
  );
}
