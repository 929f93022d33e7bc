/** Machines and their network interfaces. */
import type { FoundResource } from "../found.js";
import { at, found, listAt, picked, textAt, textsAt, type ArmResource } from "./arm-resource.js";

export function networkInterfaceOfArm(card: ArmResource): readonly FoundResource[] {
  const { values } = card;
  return [
    found("azurerm_network_interface", card, {
      accelerated_networking_enabled: at(values, "enableAcceleratedNetworking"),
      ip_forwarding_enabled: at(values, "enableIPForwarding"),
      ip_configuration: listAt(values, "ipConfigurations").map((configuration) =>
        picked(configuration, {
          name: "name",
          subnet_id: "subnet.id",
          private_ip_address: "privateIPAddress",
          private_ip_address_allocation: "privateIPAllocationMethod",
          private_ip_address_version: "privateIPAddressVersion",
          public_ip_address_id: "publicIPAddress.id",
        }),
      ),
    }),
  ];
}

/** A machine of another system is none that a platform has. */
export function linuxMachineOfArm(machine: ArmResource): readonly FoundResource[] {
  const { values } = machine;
  const [linux, disk] = [at(values, "osProfile.linuxConfiguration"), at(values, "storageProfile.osDisk")];
  if (linux === undefined) return [];
  return [
    found("azurerm_linux_virtual_machine", machine, {
      size: textAt(values, "hardwareProfile.vmSize"),
      zone: textsAt(values, "zones")?.[0],
      admin_username: textAt(values, "osProfile.adminUsername"),
      computer_name: textAt(values, "osProfile.computerName"),
      disable_password_authentication: at(linux, "disablePasswordAuthentication"),
      patch_mode: textAt(linux, "patchSettings.patchMode"),
      patch_assessment_mode: textAt(linux, "patchSettings.assessmentMode"),
      admin_ssh_key: listAt(linux, "ssh.publicKeys").map((key) => ({
        username: /^\/home\/(.*)\/\.ssh\/authorized_keys$/.exec(textAt(key, "path") ?? "")?.[1],
        public_key: textAt(key, "keyData"),
      })),
      network_interface_ids: listAt(values, "networkProfile.networkInterfaces").flatMap(
        (card) => textAt(card, "id") ?? [],
      ),
      source_image_reference: [
        picked(at(values, "storageProfile.imageReference"), {
          publisher: "publisher",
          offer: "offer",
          sku: "sku",
          version: "version",
        }),
      ],
      os_disk: [
        picked(disk, {
          name: "name",
          caching: "caching",
          storage_account_type: "managedDisk.storageAccountType",
        }),
      ],
      secure_boot_enabled: at(values, "securityProfile.uefiSettings.secureBootEnabled"),
      vtpm_enabled: at(values, "securityProfile.uefiSettings.vTpmEnabled"),
      identity: at(values, "identity.type") === undefined ? [] : [{ type: textAt(values, "identity.type") }],
      boot_diagnostics: at(values, "diagnosticsProfile.bootDiagnostics.enabled") === true ? [{}] : [],
    }),
  ];
}
