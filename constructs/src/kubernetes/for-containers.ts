import type { ObjectMeta } from "kubernetes-types/meta/v1.js";
import { gatewayOf, type Gateway } from "./gateway-api.js";

/** Objects of the ALB controller. Source: Application Gateway for Containers documentation, API specification for Kubernetes. */

type Named = ObjectMeta & { readonly name: string };

const API_VERSION = "alb.networking.azure.io/v1";
/** The class that the controller's chart creates. */
const CLASS = "azure-alb-external";

/** What a policy of the controller is about. */
interface TargetRef {
  /** `""` for a Service. */
  readonly group: "" | "gateway.networking.k8s.io";
  readonly kind: "Service" | "Gateway";
  readonly name: string;
  readonly namespace: string;
}

/** How the gateway probes the pods of a Service. */
export interface HealthCheckPolicy {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "HealthCheckPolicy";
  /** Name and namespace. */
  readonly metadata: Named;
  readonly spec: {
    readonly targetRef: TargetRef;
    readonly default: {
      readonly interval: string;
      readonly timeout: string;
      readonly healthyThreshold: number;
      readonly unhealthyThreshold: number;
      readonly http: {
        readonly path: string;
        readonly match: { readonly statusCodes: readonly { readonly start: number; readonly end: number }[] };
      };
    };
  };
}

/** How the gateway encrypts what it sends to the pods of a Service. */
export interface BackendTlsPolicy {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "BackendTLSPolicy";
  /** Name and namespace. */
  readonly metadata: Named;
  readonly spec: {
    readonly targetRef: TargetRef;
    readonly default: {
      readonly sni: string;
      readonly ports: readonly { readonly port: number }[];
      readonly verify: {
        readonly caCertificateRef: { readonly name: string; readonly group: ""; readonly kind: "Secret" };
        readonly subjectAltName: string;
      };
    };
  };
}

/** Which web application firewall policy applies. */
export interface WafPolicyRef {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: "WebApplicationFirewallPolicy";
  /** Name and namespace. */
  readonly metadata: Named;
  readonly spec: {
    readonly targetRef: TargetRef;
    readonly webApplicationFirewall: { readonly id: string };
  };
}

/** An object that the ALB controller reads. */
export type AlbManifest = HealthCheckPolicy | BackendTlsPolicy | WafPolicyRef;

export interface AlbGatewayProps {
  /** Id of the gateway in Azure. */
  readonly gatewayId: string;
  /** Name of its frontend, which serves one Gateway. */
  readonly frontend: string;
  /** Namespace of the Gateway. */
  readonly namespace: string;
  /** Secret with the certificate. @default plain HTTP */
  readonly certificate?: string | undefined;
  /** Id of the web application firewall policy. @default none */
  readonly wafPolicyId?: string | undefined;
}

/** A frontend as a Gateway, with its web application firewall. */
export function albGateway(props: AlbGatewayProps): readonly (Gateway | WafPolicyRef)[] {
  const { gatewayId, frontend, namespace, certificate, wafPolicyId } = props;
  const gateway = gatewayOf({
    name: frontend,
    namespace,
    annotations: { "alb.networking.azure.io/alb-id": gatewayId },
    gatewayClassName: CLASS,
    certificate,
    addresses: [{ type: "alb.networking.azure.io/alb-frontend", value: frontend }],
  });
  if (wafPolicyId === undefined) return [gateway];
  return [
    gateway,
    {
      apiVersion: API_VERSION,
      kind: "WebApplicationFirewallPolicy",
      metadata: { name: frontend, namespace },
      spec: {
        targetRef: { group: "gateway.networking.k8s.io", kind: "Gateway", name: frontend, namespace },
        webApplicationFirewall: { id: wafPolicyId },
      },
    },
  ];
}

export interface AlbBackendProps {
  /** Name of the Service. */
  readonly service: string;
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Path that answers 200 to 299 while a pod is healthy. */
  readonly healthPath: string;
  /** Encryption to the pods: the name on their certificate, and the Secret with the authority. @default plain HTTP */
  readonly tls?: { readonly hostName: string; readonly authority: string; readonly port: number } | undefined;
}

/** How the gateway probes the pods of a Service, and encrypts what it sends to them. */
export function albBackend({ service, namespace, healthPath, tls }: AlbBackendProps): readonly AlbManifest[] {
  const metadata = { name: service, namespace };
  const targetRef = { group: "", kind: "Service", name: service, namespace } as const;
  return [
    {
      apiVersion: API_VERSION,
      kind: "HealthCheckPolicy",
      metadata,
      spec: {
        targetRef,
        default: {
          interval: "5s",
          timeout: "3s",
          healthyThreshold: 1,
          unhealthyThreshold: 2,
          http: { path: healthPath, match: { statusCodes: [{ start: 200, end: 299 }] } },
        },
      },
    },
    ...(tls === undefined
      ? []
      : [
          {
            apiVersion: API_VERSION,
            kind: "BackendTLSPolicy",
            metadata,
            spec: {
              targetRef,
              default: {
                sni: tls.hostName,
                ports: [{ port: tls.port }],
                verify: {
                  caCertificateRef: { name: tls.authority, group: "", kind: "Secret" },
                  subjectAltName: tls.hostName,
                },
              },
            },
          } as const,
        ]),
  ];
}
