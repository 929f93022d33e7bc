import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { Ingress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  agicValues,
  controllerPods,
  fromOutput,
  frontDoorService,
  internalService,
  networkPolicies,
  outputsIn,
  sampleApp,
  secretProviderClass,
  type Manifest,
} from "../../src/kubernetes/index.js";

/** The Kubernetes API's own schema, by kind. */
const KINDS = {
  ConfigMap,
  Deployment,
  Ingress,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};

function isOfKubernetes(manifest: Manifest): manifest is Extract<Manifest, { kind: keyof typeof KINDS }> {
  return manifest.kind in KINDS;
}

/** Throws where an object does not fit the schema of its kind. */
function validate(manifest: Manifest): void {
  // Custom resources have tests of their own.
  if (!isOfKubernetes(manifest)) return;
  const model = new KINDS[manifest.kind]();
  expect({ apiVersion: manifest.apiVersion, kind: manifest.kind }).toEqual({
    apiVersion: model.apiVersion,
    kind: model.kind,
  });
  Object.assign(model, manifest).validate();
}

const internal = internalService({
  port: 443,
  encrypted: true,
  subnet: "snet-balancers",
  address: "10.1.254.10",
  callers: ["10.1.255.0/24"],
  privateLink: { name: "pls-shop" },
});
const open = frontDoorService({ port: 443, encrypted: true, publicIp: "pip-shop", resourceGroup: "rg-shop" });
const behindAgic = sampleApp({
  controller: "agic",
  hostName: "shop.contoso.com",
  certificate: "shop",
  privateOnly: true,
});

function only(kind: Manifest["kind"], manifests: readonly Manifest[]): Manifest {
  return manifests.find((manifest) => manifest.kind === kind) ?? expect.fail(`There is no ${kind}.`);
}

describe("every manifest", () => {
  test.each<[string, readonly Manifest[]]>([
    ["internal Service", [internal]],
    ["Service for Front Door", [open]],
    ["sample behind AGIC", behindAgic],
    ["sample behind a controller", sampleApp({ controller: "controller" })],
    ["sample whose pods speak TLS", sampleApp({ controller: "for-containers", encrypted: true, routes: [] })],
    ["pods of a gateway", controllerPods({ port: 443, encrypted: true })],
    ["policies for no caller", networkPolicies({ type: "none" })],
    ["policies for ranges", networkPolicies({ type: "ranges", ranges: ["10.1.255.0/24"] })],
    [
      "policies for a controller",
      networkPolicies({ type: "controller", ranges: ["10.1.255.0/24"], port: "https" }),
    ],
    [
      "policies for a controller that any caller may use",
      networkPolicies({ type: "controller", ranges: [], port: "https" }),
    ],
  ])("fits the schema of the Kubernetes API: %s", (_, manifests) => {
    expect(manifests.length).toBeGreaterThan(0);
    manifests.forEach(validate);
  });

  test("that did not fit would be noticed", () => {
    expect(() => {
      Object.assign(new Service(), {
        metadata: { name: "x" },
        spec: { ports: [{ port: "443" }] },
      }).validate();
    }).toThrow("must be integer");
  });
});

describe("the controller's Service", () => {
  test("asks for the subnet, the address and the private link that were planned", () => {
    const prefix = "service.beta.kubernetes.io/";
    expect(internal.metadata.annotations).toEqual({
      [`${prefix}azure-load-balancer-internal`]: "true",
      [`${prefix}azure-load-balancer-internal-subnet`]: "snet-balancers",
      [`${prefix}azure-load-balancer-ipv4`]: "10.1.254.10",
      [`${prefix}azure-pls-create`]: "true",
      [`${prefix}azure-pls-name`]: "pls-shop",
      [`${prefix}azure-pls-ip-configuration-subnet`]: "snet-balancers",
      [`${prefix}azure-pls-visibility`]: "*",
    });
    expect(internal).toMatchObject({
      spec: {
        type: "LoadBalancer",
        externalTrafficPolicy: "Local",
        loadBalancerSourceRanges: ["10.1.255.0/24"],
      },
    });
  });

  test("takes the public address that Terraform made, from Front Door alone", () => {
    const prefix = "service.beta.kubernetes.io/";
    expect(open.metadata.annotations).toEqual({
      [`${prefix}azure-pip-name`]: "pip-shop",
      [`${prefix}azure-load-balancer-resource-group`]: "rg-shop",
      [`${prefix}azure-allowed-service-tags`]: "AzureFrontDoor.Backend",
    });
  });
});

describe("the sample behind AGIC", () => {
  test("loses no request when pods are replaced", () => {
    expect(only("Deployment", behindAgic)).toMatchObject({
      spec: {
        strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          spec: {
            terminationGracePeriodSeconds: 120,
            containers: [
              {
                lifecycle: { preStop: { exec: { command: ["sleep", "90"] } } },
                readinessProbe: { httpGet: { path: "/" } },
              },
            ],
          },
        },
      },
    });
    expect(only("Ingress", behindAgic)).toMatchObject({
      metadata: {
        annotations: {
          "appgw.ingress.kubernetes.io/connection-draining": "true",
          "appgw.ingress.kubernetes.io/appgw-ssl-certificate": "shop",
          "appgw.ingress.kubernetes.io/use-private-ip": "true",
        },
      },
      spec: { ingressClassName: "azure-application-gateway", rules: [{ host: "shop.contoso.com" }] },
    });
  });

  test("names the Secret that pods which speak TLS read", () => {
    const deployment = only(
      "Deployment",
      sampleApp({ controller: "for-containers", encrypted: true, routes: [] }),
    );
    expect(deployment).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [{ command: ["node", "/sample/show.mjs", "8443", "/tls"] }],
            volumes: [{ name: "program" }, { name: "certificate", secret: { secretName: "sample-tls" } }],
          },
        },
      },
    });
  });

  test("says nothing to AGIC behind another controller", () => {
    expect(only("Ingress", sampleApp({ controller: "controller" })).metadata.annotations).toBeUndefined();
  });
});

describe("network policies", () => {
  test("begin with nothing in and nothing out", () => {
    expect(networkPolicies({ type: "none" })[1]).toMatchObject({
      metadata: { name: "default-deny" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
  });

  test("let pods ask CoreDNS, and LocalDNS on their node", () => {
    expect(networkPolicies({ type: "none" })[2]).toMatchObject({
      metadata: { name: "allow-dns" },
      spec: {
        egress: [
          {
            to: [
              { podSelector: { matchLabels: { "k8s-app": "kube-dns" } } },
              { ipBlock: { cidr: "169.254.10.10/32" } },
              { ipBlock: { cidr: "169.254.10.11/32" } },
            ],
          },
        ],
      },
    });
  });

  test("let pods ask their node by Cilium's own policy, whose ranges match no node", () => {
    expect(networkPolicies({ type: "none" }, "cilium")[3]).toMatchObject({
      kind: "CiliumNetworkPolicy",
      metadata: { namespace: "sample" },
      spec: { endpointSelector: {}, egress: [{ toEntities: ["host"] }] },
    });
    expect(networkPolicies({ type: "none" }, "calico").map(({ kind }) => kind)).not.toContain(
      "CiliumNetworkPolicy",
    );
  });

  test("let only the gateway's subnet in", () => {
    expect(networkPolicies({ type: "ranges", ranges: ["10.1.255.0/24"] }).at(-1)).toMatchObject({
      metadata: { name: "from-gateway" },
      spec: { ingress: [{ from: [{ ipBlock: { cidr: "10.1.255.0/24" } }] }] },
    });
  });
});

describe("AGIC's values", () => {
  const props = {
    gatewayId: fromOutput("shop_edge_gateway_id"),
    clientId: fromOutput("shop_blue_agic_client_id"),
    prefix: "blue",
    privateOnly: false,
  };

  test("keep the controller away from the host names of others on a shared gateway", () => {
    expect(agicValues({ ...props, shared: true, foreignHostNames: ["green.contoso.com"] })).toMatchObject({
      appgw: {
        applicationGatewayID: "OUTPUT_shop_edge_gateway_id",
        shared: true,
        subResourceNamePrefix: "blue-",
        prohibitedTargets: [{ name: "green-contoso-com", hostname: "green.contoso.com" }],
      },
      armAuth: { type: "workloadIdentity", identityClientID: "OUTPUT_shop_blue_agic_client_id" },
    });
  });

  test("say nothing of sharing on a gateway of its own", () => {
    const { appgw } = agicValues({ ...props, shared: false, foreignHostNames: [] });
    expect(appgw).toEqual({ applicationGatewayID: "OUTPUT_shop_edge_gateway_id" });
  });
});

describe("what is known only after Terraform was applied", () => {
  test("is found in a text, once and in order", () => {
    const text = [fromOutput("b_id"), fromOutput("a_id"), fromOutput("b_id")].join(" ");
    expect(outputsIn(text)).toEqual(["a_id", "b_id"]);
    expect(outputsIn("nothing")).toEqual([]);
  });
});

test("a SecretProviderClass takes a certificate of the vault as a TLS Secret", () => {
  const manifest = secretProviderClass({
    vault: "kv-shop",
    tenantId: "tenant",
    clientId: "client",
    certificate: "shop",
    namespace: "ingress",
  });
  expect(manifest).toMatchObject({
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    spec: {
      provider: "azure",
      parameters: {
        keyvaultName: "kv-shop",
        useVMManagedIdentity: "true",
        userAssignedIdentityID: "client",
        tenantId: "tenant",
      },
      secretObjects: [{ secretName: "shop", type: "kubernetes.io/tls" }],
    },
  });
});

describe("the sample's program", () => {
  test("answers with the address and the host name that proxies have said", async () => {
    const config = only("ConfigMap", sampleApp({ controller: "controller" }));
    const file = join(mkdtempSync(join(tmpdir(), "sample-")), "show.mjs");
    writeFileSync(file, "data" in config ? String(config.data["show.mjs"]) : "");
    const port = await freePort();
    const program = spawn(process.execPath, [file, String(port)], { stdio: "inherit" });
    try {
      const headers = {
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-host": "shop.contoso.com",
        "x-other": "a",
      };
      const text = await answerOf(`http://127.0.0.1:${String(port)}/`, headers);
      expect(text.split("\n")).toEqual([
        "caller: ::ffff:127.0.0.1",
        `host: 127.0.0.1:${String(port)}`,
        "x-forwarded-host: shop.contoso.com",
        "x-forwarded-for: 203.0.113.7",
        "",
      ]);
    } finally {
      const ended = new Promise((done) => program.once("exit", done));
      program.kill("SIGTERM");
      await ended;
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Asks until the program listens. */
async function answerOf(url: string, headers: Record<string, string>): Promise<string> {
  for (;;)
    try {
      return await (await fetch(url, { headers: { ...headers, connection: "close" } })).text();
    } catch {
      await new Promise((done) => setTimeout(done, 20));
    }
}
