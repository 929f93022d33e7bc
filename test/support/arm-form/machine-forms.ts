/** Machines and their interfaces. Sources: Microsoft's REST references of Microsoft.Compute, 2024-07-01, and Microsoft.Network, 2024-05-01. */
import { listOf, textOf, valuesOf, type Form } from "./form.js";

const PATCHES = "properties.osProfile.linuxConfiguration.patchSettings";

export const MACHINE_FORMS: Readonly<Record<string, Form>> = {
  azurerm_network_interface: {
    private_ip_address: null,
    private_ip_addresses: null,
    accelerated_networking_enabled: "properties.enableAcceleratedNetworking",
    ip_forwarding_enabled: "properties.enableIPForwarding",
    ip_configuration: [
      "properties.ipConfigurations",
      (value) =>
        listOf(value).map((one) => {
          const { name, subnet_id: id, ...rest } = valuesOf(one);
          return {
            name,
            properties: {
              subnet: { id },
              privateIPAllocationMethod: rest["private_ip_address_allocation"],
              privateIPAddressVersion: rest["private_ip_address_version"] ?? "IPv4",
              privateIPAddress: rest["private_ip_address"] ?? undefined,
            },
          };
        }),
    ],
  },
  azurerm_linux_virtual_machine: {
    private_ip_address: null,
    private_ip_addresses: null,
    size: "properties.hardwareProfile.vmSize",
    zone: ["zones", (zone) => [zone]],
    admin_username: "properties.osProfile.adminUsername",
    computer_name: "properties.osProfile.computerName",
    disable_password_authentication: "properties.osProfile.linuxConfiguration.disablePasswordAuthentication",
    admin_ssh_key: [
      "properties.osProfile.linuxConfiguration.ssh.publicKeys",
      (value) =>
        listOf(value).map((one) => {
          const { username, public_key: keyData } = valuesOf(one);
          return { path: `/home/${textOf(username)}/.ssh/authorized_keys`, keyData };
        }),
    ],
    patch_mode: `${PATCHES}.patchMode`,
    patch_assessment_mode: `${PATCHES}.assessmentMode`,
    network_interface_ids: [
      "properties.networkProfile.networkInterfaces",
      (value) => listOf(value).map((id, i) => ({ id, properties: { primary: i === 0 } })),
    ],
    source_image_reference: {
      path: "properties.storageProfile.imageReference",
      one: { publisher: "publisher", offer: "offer", sku: "sku", version: "version" },
    },
    os_disk: {
      path: "properties.storageProfile.osDisk",
      one: {
        name: "name",
        caching: "caching",
        storage_account_type: "managedDisk.storageAccountType",
        write_accelerator_enabled: "writeAcceleratorEnabled",
      },
    },
    secure_boot_enabled: "properties.securityProfile.uefiSettings.secureBootEnabled",
    vtpm_enabled: "properties.securityProfile.uefiSettings.vTpmEnabled",
    identity: { path: "identity", one: { type: "type", principal_id: "principalId", tenant_id: "tenantId" } },
    boot_diagnostics: ["properties.diagnosticsProfile.bootDiagnostics", () => ({ enabled: true })],
    bypass_platform_safety_checks_on_user_schedule_enabled: null,
    extensions_time_budget: "properties.extensionsTimeBudget",
    max_bid_price: null,
    platform_fault_domain: null,
    priority: "properties.priority",
  },
};
