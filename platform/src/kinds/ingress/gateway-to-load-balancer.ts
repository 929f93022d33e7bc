import { internalService, meshGateway, meshInternalService } from "@aks-topology/constructs/internal";
import * as z from "zod";
import { INVALID_VALUE } from "../../file-rules.js";
import { healthPath, hostName, hostNamePattern, ipAddress, key } from "../../schema/values.js";
import { gatewayKey } from "./keys.js";
import { ingressKind } from "./kind.js";
import { controller, controllerCertificate, controllerFiles } from "./controller.js";
import { ingressPolicies, literal, textOf } from "./manifests.js";

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

const backend = z.strictObject({
  protocol: z
    .enum(["http", "https"])
    .default("http")
    .meta({ description: "Whether the gateway encrypts what it sends to the cluster." }),
  port: z
    .int()
    .min(1)
    .max(65535)
    .optional()
    .meta({
      description: "Port of the internal load balancer.",
      fallback: `${HTTP_PORT}, or ${HTTPS_PORT} with https`,
    }),
  hostName: hostName
    .optional()
    .meta({ description: "Name on the controller's certificate.", fallback: "the first host name" }),
  trustedRoots: z
    .array(key)
    .optional()
    .meta({ description: "Trusted roots of the gateway, by name.", fallback: "the well-known authorities" }),
  healthPath: healthPath
    .default("/")
    .meta({ description: "Path that answers 200 to 399 while the controller is healthy." }),
});

export const gatewayToLoadBalancer = ingressKind({
  schema: z.strictObject({
    type: z.literal("gateway-to-load-balancer").meta({
      description: "An Application Gateway in front of the internal load balancer of a controller.",
    }),
    gateway: gatewayKey,
    hostNames: z
      .array(hostNamePattern)
      .min(1)
      .optional()
      .meta({ description: "Host names of the requests, such as *.contoso.com.", fallback: "any" }),
    address: ipAddress.optional().meta({
      description: "Address of the internal load balancer.",
      fallback: "by the cluster's position in the spoke",
    }),
    certificate: key
      .optional()
      .meta({ description: "One of the gateway's certificates.", fallback: "plain HTTP" }),
    clientCertificates: key.optional().meta({
      description: "Client certificates of the gateway that requests need, by name; it requires certificate.",
      fallback: "requests need none",
    }),
    rewrite: key
      .optional()
      .meta({ description: "Rewrite rules of the gateway, by name.", fallback: "nothing is rewritten" }),
    controller,
    backend: backend.prefault({}).meta({ description: "How the gateway calls the controller." }),
  }),
  build: (spec, { locator, cluster, gateway, path }) => {
    if (gateway === undefined) return undefined;
    const mesh = spec.controller === "istio-add-on" ? meshGateway("internal") : undefined;
    const { type, hostNames, certificate, clientCertificates, rewrite, address } = spec;
    const { protocol, healthPath, hostName, trustedRoots } = spec.backend;
    const encrypted = protocol === "https";
    const port = spec.backend.port ?? (encrypted ? HTTPS_PORT : HTTP_PORT);
    if (mesh !== undefined && port !== HTTP_PORT && port !== HTTPS_PORT) {
      const message = `The gateway of the Istio add-on listens on ${HTTP_PORT} and ${HTTPS_PORT} only.`;
      locator.report(
        INVALID_VALUE,
        [...path, "backend", "port"],
        message,
        "Remove port, or run a controller of yours.",
      );
    }
    // The first one in the spoke creates the subnet of internal load balancers, for which there may be no room.
    const balancers = locator.tryBuild(path, () => gateway.balancersFor(cluster));
    if (balancers === undefined) return undefined;
    locator.bind(balancers, ["spokes", cluster.spoke.key]);
    const site = gateway.addLoadBalancerBackend(cluster, {
      hostNames,
      certificate,
      clientCertificates,
      rewrite,
      backend: {
        protocol,
        port,
        healthPath,
        address,
        hostName,
        trustedRoots,
      },
    });
    if (site === undefined) return undefined;
    return {
      type,
      cluster,
      gateway,
      namespace: mesh?.namespace,
      certificate: encrypted
        ? controllerCertificate(hostName === undefined ? (hostNames ?? []) : [hostName], mesh)
        : undefined,
      hostNames,
      manifests: () => {
        const callers = [literal(gateway.subnet.prefix)];
        const place = {
          callers,
          subnet: textOf(balancers.subnet.nameInput),
          address: textOf(site.backend.address),
        };
        const service =
          mesh === undefined ? internalService({ port, encrypted, ...place }) : meshInternalService(place);
        return [
          ...controllerFiles({
            controller: spec.controller,
            service,
            about: "The gateway sends to the address of this Service, and no other caller may.",
            callers,
            port,
            encrypted,
            mesh,
            hostNames,
          }),
          ingressPolicies(
            cluster,
            mesh === undefined
              ? { type: "controller", ranges: callers, port: encrypted ? "https" : "http" }
              : { type: "mesh", gateway: mesh },
          ),
        ];
      },
    };
  },
  features: [
    { name: "gateway to an internal load balancer", key: "type: gateway-to-load-balancer" },
    {
      name: "a controller of the Gateway API behind a load balancer",
      key: "controller: gateway-api",
      usedBy: ({ controller }) => controller === "gateway-api",
    },
    {
      name: "the gateway of the Istio add-on behind a load balancer",
      key: "controller: istio-add-on",
      usedBy: ({ controller }) => controller === "istio-add-on",
    },
  ],
  variations: {
    gateway: ["edge"],
    address: ["10.1.254.10", "10.1.254.255"],
    controller: ["ingress", "gateway-api"],
    backend: [{}, { protocol: "http" }, { protocol: "https" }],
  },
});
