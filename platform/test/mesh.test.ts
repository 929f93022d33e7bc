import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { block } from "../../constructs/test/support/synth.js";
import { ROOT } from "../../test/support/files.js";
import { loadPlatform, parsePlatform } from "../src/index.js";
import { objectsIn, writtenManifests } from "./support/manifests.js";
import { platformOfCluster } from "./support/platform-yaml.js";
import { synthOne } from "./support/synth.js";

const folder = mkdtempSync(join(tmpdir(), "mesh-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the gateway of the Istio add-on", () => {
  const MESH = "{ revisions: [asm-1-30, asm-1-31] }";
  const DOOR =
    "{ type: front-door, tier: Standard, origin: public, originHost: origin.contoso.com, controller: istio-add-on }";
  const PREFIX = "service.beta.kubernetes.io/azure-";

  test("has the address that the Application Gateway sends to, which alone calls it", () => {
    const files = writtenManifests(
      loadPlatform(join(ROOT, "examples/gateway-to-internal-load-balancer.yaml")),
      folder,
    );
    const [service] = objectsIn(files.get("shop-orders/controller-service.yaml"));
    const sends = objectsIn(files.get("shop-main/controller-service.yaml")).find(
      ({ kind }) => kind === "Service",
    );
    expect(service).toMatchObject({
      metadata: { name: "aks-istio-ingressgateway-internal", namespace: "aks-istio-ingress" },
      spec: { externalTrafficPolicy: "Local" },
    });
    expect(service?.metadata.annotations).toEqual({
      [`${PREFIX}load-balancer-internal-subnet`]: "snet-contoso-shop-load-balancers",
      [`${PREFIX}load-balancer-ipv4`]: "10.1.254.11",
      [`${PREFIX}allowed-ip-ranges`]: String(sends?.spec["loadBalancerSourceRanges"]),
    });
    const [, gateway] = objectsIn(files.get("shop-orders/gateways.yaml"));
    expect(gateway?.spec).toEqual({
      selector: { istio: "aks-istio-ingressgateway-internal" },
      servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["orders.contoso.com"] }],
    });
    const route = objectsIn(files.get("shop-orders/sample-app.yaml")).find(
      ({ kind }) => kind === "VirtualService",
    );
    expect(route?.spec).toEqual({
      hosts: ["orders.contoso.com"],
      gateways: [`${gateway?.metadata.namespace ?? ""}/${gateway?.metadata.name ?? ""}`],
      http: [{ route: [{ destination: { host: "sample", port: { number: 80 } } }] }],
    });
    const policy = objectsIn(files.get("shop-orders/network-policies.yaml")).at(-1);
    expect(JSON.stringify(policy?.spec)).toContain("aks-istio-ingressgateway-internal");
  });

  test("behind Front Door has its public address, to which Front Door alone has access", () => {
    const text = platformOfCluster({ serviceMesh: MESH, ingress: DOOR, egress: "{ type: load-balancer }" });
    const output = synthOne(text);
    expect(block(output.resource("azurerm_kubernetes_cluster", "shop_main")["service_mesh_profile"])).toEqual(
      {
        mode: "Istio",
        revisions: ["asm-1-30", "asm-1-31"],
        external_ingress_gateway_enabled: true,
        internal_ingress_gateway_enabled: false,
      },
    );
    const files = writtenManifests(parsePlatform(text, "platform.yaml"), folder);
    const [service] = objectsIn(files.get("shop-main/controller-service.yaml"));
    expect(service?.metadata).toMatchObject({
      name: "aks-istio-ingressgateway-external",
      annotations: {
        [`${PREFIX}pip-name`]: "pip-contoso-shop-main-origin",
        [`${PREFIX}load-balancer-resource-group`]: "rg-contoso-shop",
        [`${PREFIX}allowed-service-tags`]: "AzureFrontDoor.Backend",
      },
    });
    const [, gateway] = objectsIn(files.get("shop-main/gateways.yaml"));
    expect(gateway?.spec["servers"]).toEqual([
      {
        port: { number: 443, name: "https", protocol: "HTTPS" },
        hosts: ["*"],
        tls: { mode: "SIMPLE", credentialName: "ingress-controller-tls" },
      },
    ]);
    const route = objectsIn(files.get("shop-main/sample-app.yaml")).find(
      ({ kind }) => kind === "VirtualService",
    );
    expect(route?.spec["http"]).toMatchObject([
      { match: [{ headers: { "x-azure-fdid": { exact: "OUTPUT_shop_main_front_door_id" } } }] },
    ]);
  });

  test("is not run where no requests arrive at it", () => {
    const output = synthOne(platformOfCluster({ serviceMesh: MESH }));
    expect(
      block(output.resource("azurerm_kubernetes_cluster", "shop_main")["service_mesh_profile"]),
    ).toMatchObject({
      external_ingress_gateway_enabled: false,
      internal_ingress_gateway_enabled: false,
    });
  });
});
