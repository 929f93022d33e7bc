import { expect, test } from "vitest";
import { synthText } from "./support/synth.js";

function textIn(location: string): string {
  return `
apiVersion: aks-topology/v1
name: contoso
location: ${location}
hub:
  addressSpace: 10.0.0.0/22
  firewall: { publicIps: 2 }
  gateway: { type: vpn }
  onPremises: { prefixes: [192.168.0.0/16] }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    gateways: { edge: {} }
    clusters:
      main:
        network: { plugin: kubenet }
        ingress: { type: agic-addon, gateway: edge }
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
`;
}

/** Zones of the VPN gateway's address, and the replication of the runtime's storage. */
function redundancy(location: string): unknown {
  const [json] = [...synthText(textIn(location)).values()].map((stack) => stack.json);
  const { resource } = json as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  };
  return {
    zones: Object.values(resource["azurerm_public_ip"] ?? {}).find(
      ({ name }) => name === "pip-contoso-hub-gateway",
    )?.["zones"],
    storage: Object.values(resource["azurerm_storage_account"] ?? {}).map(
      (account) => account["account_replication_type"],
    ),
  };
}

test("what the platform puts into zones by itself is in zones where the region has some", () => {
  expect(redundancy("westeurope")).toEqual({ zones: ["1", "2", "3"], storage: ["ZRS"] });
  expect(redundancy("northcentralus")).toEqual({ zones: undefined, storage: ["LRS"] });
});
