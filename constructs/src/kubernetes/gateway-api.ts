import type { ObjectMeta } from "kubernetes-types/meta/v1.js";
import { omitUndefined } from "../core/omit-undefined.js";

/** Objects of the Gateway API. Source: Gateway API specification, gateway.networking.k8s.io/v1. */

type Named = ObjectMeta & { readonly name: string };

const API_VERSION = "gateway.networking.k8s.io/v1";

/** Where requests arrive: listeners of a controller's load balancer. */
export interface Gateway {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "Gateway";
  /** Name and namespace, and what the controller reads. */
  readonly metadata: Named;
  readonly spec: {
    /** The controller. */
    readonly gatewayClassName: string;
    readonly listeners: readonly Listener[];
    /** What the controller is to listen on. @default the controller's choice */
    readonly addresses?: readonly { readonly type: string; readonly value: string }[];
  };
}

/** A port of a Gateway. */
export interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS";
  /** Which namespaces may attach routes. */
  readonly allowedRoutes: { readonly namespaces: { readonly from: "Same" | "All" } };
  /** Certificates, which are Secrets of the same namespace. @default none: HTTP */
  readonly tls?: {
    readonly mode: "Terminate";
    readonly certificateRefs: readonly { readonly kind: "Secret"; readonly name: string }[];
  };
}

/** Which requests go to which Services. */
export interface HttpRoute {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "HTTPRoute";
  /** Name and namespace. */
  readonly metadata: Named;
  readonly spec: {
    /** Gateways, and one of their listeners each. */
    readonly parentRefs: readonly {
      readonly name: string;
      /** @default that of the route */
      readonly namespace?: string;
      /** @default all listeners */
      readonly sectionName?: string;
    }[];
    /** @default any */
    readonly hostnames?: readonly string[];
    readonly rules: readonly HttpRule[];
  };
}

interface HttpRule {
  /** @default any path */
  readonly matches?: readonly { readonly path: { readonly type: "PathPrefix"; readonly value: string } }[];
  /** @default none */
  readonly filters?: readonly {
    readonly type: "RequestRedirect";
    readonly requestRedirect: { readonly scheme: "https"; readonly statusCode: 301 };
  }[];
  /** @default none: the filters answer */
  readonly backendRefs?: readonly { readonly name: string; readonly port: number }[];
}

interface GatewayOptions {
  readonly name: string;
  readonly namespace: string;
  /** What the controller reads. @default nothing */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly gatewayClassName: string;
  /** Secret with the certificate, in the namespace of the Gateway. @default plain HTTP */
  readonly certificate?: string | undefined;
  /** @default the controller's choice */
  readonly addresses?: Gateway["spec"]["addresses"];
}

/** A Gateway that listens on HTTP, and on HTTPS where there is a certificate. */
export function gatewayOf(options: GatewayOptions): Gateway {
  const { name, namespace, annotations, gatewayClassName, certificate, addresses } = options;
  const allowedRoutes = { namespaces: { from: "Same" } } as const;
  return {
    apiVersion: API_VERSION,
    kind: "Gateway",
    metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations: { ...annotations } }) },
    spec: {
      gatewayClassName,
      listeners: [
        { name: "http", port: 80, protocol: "HTTP", allowedRoutes },
        ...(certificate === undefined
          ? []
          : [
              {
                name: "https",
                port: 443,
                protocol: "HTTPS",
                allowedRoutes,
                tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: certificate }] },
              } as const,
            ]),
      ],
      ...(addresses === undefined ? {} : { addresses }),
    },
  };
}

/** What is routed, from where. */
export interface RouteOptions {
  /** Name of the route. */
  readonly name: string;
  /** Namespace of the route and the Service. */
  readonly namespace: string;
  /** The Gateway. */
  readonly gateway: {
    readonly name: string;
    /** @default that of the route */
    readonly namespace?: string | undefined;
  };
  /** Whether the Gateway has a certificate, so that HTTP is redirected. */
  readonly encrypted: boolean;
  /** Whether that Gateway listens on HTTP too. @default true */
  readonly redirects?: boolean | undefined;
  /** @default any */
  readonly hostNames?: readonly string[] | undefined;
  /** Name and port of the Service. */
  readonly service: { readonly name: string; readonly port: number };
}

/** Routes of a Service: all of its requests, by HTTPS alone where the Gateway has a certificate. */
export function routesOf(options: RouteOptions): readonly HttpRoute[] {
  const { name, namespace, gateway, encrypted, redirects = true, hostNames = [], service } = options;
  const route = (own: string, sectionName: string, rule: HttpRule): HttpRoute => ({
    apiVersion: API_VERSION,
    kind: "HTTPRoute",
    metadata: { name: own, namespace },
    spec: {
      parentRefs: [omitUndefined({ name: gateway.name, namespace: gateway.namespace, sectionName })],
      ...(hostNames.length === 0 ? {} : { hostnames: [...hostNames] }),
      rules: [rule],
    },
  });
  const forward: HttpRule = {
    matches: [{ path: { type: "PathPrefix", value: "/" } }],
    backendRefs: [service],
  };
  if (!encrypted) return [route(name, "http", forward)];
  if (!redirects) return [route(name, "https", forward)];
  const redirect: HttpRule = {
    filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }],
  };
  return [route(name, "https", forward), route(`${name}-redirect`, "http", redirect)];
}
