import { expect, test } from "vitest";
import { platformOfCluster } from "./support/platform-yaml.js";
import { synthOne } from "./support/synth.js";

test("all outputs name the subnets of nodes, pods and gateways", () => {
  const text = platformOfCluster(
    {
      network: "{ plugin: azure-cni-pod-subnet }",
      nodePools:
        "{ system: { vmSize: Standard_D4ds_v5, nodes: 3 }, work: { vmSize: Standard_D4ds_v5, nodes: 1 } }",
    },
    { outputs: "all" },
  ).replace("    addressSpace: 10.1.0.0/16\n", "    addressSpace: 10.1.0.0/16\n    gateways: { edge: {} }\n");
  const { json } = synthOne(text);
  expect(json.output).toHaveProperty("shop_subnet_ids.value", {
    gateway_edge: "${azurerm_subnet.shop_gateway_edge.id}",
    main_system: "${azurerm_subnet.shop_main_system.id}",
    main_system_pods: "${azurerm_subnet.shop_main_system_pods.id}",
    main_work: "${azurerm_subnet.shop_main_work.id}",
    main_work_pods: "${azurerm_subnet.shop_main_work_pods.id}",
  });
});
