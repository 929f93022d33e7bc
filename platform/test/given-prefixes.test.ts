import { expect, test } from "vitest";
import { problemsOfText } from "./support/synth.js";

function platform(cluster: string): string {
  return `
apiVersion: aks-topology/v1
name: contoso
location: westeurope
hub: { addressSpace: 10.0.0.0/22, firewall: { publicIps: 20 } }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    clusters:
      main:
        network: { plugin: azure-cni }
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
        ${cluster}
`;
}

// The first place of the cluster's block, which the plan would give to its pool.
test.each([
  "virtualNodes: { subnetPrefix: 10.1.0.0/24 }",
  "apiServer: { type: vnet-integration, subnetPrefix: 10.1.0.0/28 }",
])("the plan leaves ranges free that the file gives by hand: %s", (cluster) => {
  expect(problemsOfText(platform(cluster)).filter(({ severity }) => severity === "error")).toEqual([]);
});
