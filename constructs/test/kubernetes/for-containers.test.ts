import { expect, test } from "vitest";
import { albBackend, albGateway, albValues, routesOf } from "../../src/kubernetes/index.js";

// What is expected here has the shape of the documentation's examples: bring your own deployment, SSL offloading, URL redirect,
// custom health probe, backend mTLS, web application firewall (azure-docs, articles/application-gateway/for-containers).

const ID = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ServiceNetworking/trafficControllers/agc";

test("a frontend is a Gateway that names the gateway's id and the frontend", () => {
  expect(albGateway({ gatewayId: ID, frontend: "public", namespace: "shop" })).toEqual([
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: {
        name: "public",
        namespace: "shop",
        annotations: { "alb.networking.azure.io/alb-id": ID },
      },
      spec: {
        gatewayClassName: "azure-alb-external",
        listeners: [
          { name: "http", port: 80, protocol: "HTTP", allowedRoutes: { namespaces: { from: "Same" } } },
        ],
        addresses: [{ type: "alb.networking.azure.io/alb-frontend", value: "public" }],
      },
    },
  ]);
});

test("a certificate adds a listener, and a firewall policy a reference to it", () => {
  const [gateway, firewall, ...others] = albGateway({
    gatewayId: ID,
    frontend: "public",
    namespace: "shop",
    certificate: "shop-tls",
    wafPolicyId: "/waf",
  });
  expect(gateway).toMatchObject({
    spec: {
      listeners: [
        { name: "http" },
        {
          name: "https",
          port: 443,
          protocol: "HTTPS",
          tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: "shop-tls" }] },
        },
      ],
    },
  });
  expect(firewall).toEqual({
    apiVersion: "alb.networking.azure.io/v1",
    kind: "WebApplicationFirewallPolicy",
    metadata: { name: "public", namespace: "shop" },
    spec: {
      targetRef: { group: "gateway.networking.k8s.io", kind: "Gateway", name: "public", namespace: "shop" },
      webApplicationFirewall: { id: "/waf" },
    },
  });
  expect(others).toEqual([]);
});

const SERVICE = { name: "web", port: 80 };

test("without a certificate, requests of all host names go to the Service by HTTP", () => {
  const routes = routesOf({
    name: "web",
    namespace: "shop",
    gateway: { name: "public" },
    encrypted: false,
    service: SERVICE,
  });
  expect(routes).toEqual([
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "web", namespace: "shop" },
      spec: {
        parentRefs: [{ name: "public", sectionName: "http" }],
        rules: [{ matches: [{ path: { type: "PathPrefix", value: "/" } }], backendRefs: [SERVICE] }],
      },
    },
  ]);
});

test("with one, they go there by HTTPS alone, and HTTP is redirected", () => {
  const routes = routesOf({
    name: "web",
    namespace: "shop",
    gateway: { name: "public", namespace: "edge" },
    encrypted: true,
    hostNames: ["shop.contoso.com"],
    service: SERVICE,
  });
  expect(routes.map(({ spec }) => spec)).toEqual([
    {
      parentRefs: [{ name: "public", namespace: "edge", sectionName: "https" }],
      hostnames: ["shop.contoso.com"],
      rules: [{ matches: [{ path: { type: "PathPrefix", value: "/" } }], backendRefs: [SERVICE] }],
    },
    {
      parentRefs: [{ name: "public", namespace: "edge", sectionName: "http" }],
      hostnames: ["shop.contoso.com"],
      rules: [
        {
          filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }],
        },
      ],
    },
  ]);
});

test("a Service is probed at its path, and its pods are verified by name and authority", () => {
  const target = { group: "", kind: "Service", name: "web", namespace: "shop" };
  const tls = { hostName: "pods.contoso.com", authority: "pods-ca", port: 443 };
  const [health, backend] = albBackend({ service: "web", namespace: "shop", healthPath: "/alive", tls });
  expect(health).toMatchObject({
    apiVersion: "alb.networking.azure.io/v1",
    kind: "HealthCheckPolicy",
    spec: {
      targetRef: target,
      default: {
        interval: "5s",
        http: { path: "/alive", match: { statusCodes: [{ start: 200, end: 299 }] } },
      },
    },
  });
  expect(backend).toMatchObject({
    apiVersion: "alb.networking.azure.io/v1",
    kind: "BackendTLSPolicy",
    spec: {
      targetRef: target,
      default: {
        sni: "pods.contoso.com",
        ports: [{ port: 443 }],
        verify: {
          caCertificateRef: { name: "pods-ca", group: "", kind: "Secret" },
          subjectAltName: "pods.contoso.com",
        },
      },
    },
  });
  expect(albBackend({ service: "web", namespace: "shop", healthPath: "/" })).toHaveLength(1);
});

test("the chart gets the identity and the namespace", () => {
  expect(albValues({ clientId: "c", namespace: "azure-alb-system" })).toEqual({
    albController: { namespace: "azure-alb-system", podIdentity: { clientID: "c" } },
  });
});
