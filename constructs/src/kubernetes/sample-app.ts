import type { Manifest } from "./manifest.js";
import { SAMPLE_PAGE, SAMPLE_PROGRAM } from "./sample-page.js";

/** Name of the workload and its namespace, and the ports of its Service. */
export const SAMPLE = { name: "sample", port: 80, encryptedPort: 443 } as const;
const NAMESPACE = SAMPLE.name;
const LABELS = { "app.kubernetes.io/name": SAMPLE.name };
const PORT = SAMPLE.port;
/** Ports of the pods, which no root needs to open. */
const PLAIN_PORT = 8080;
const ENCRYPTED_PORT = 8443;
/** Azure Linux with Node.js, in Microsoft's registry, which every egress of AKS reaches. */
const IMAGE = "mcr.microsoft.com/azurelinux/base/nodejs:24";
/** Secret with the certificate of pods that speak TLS. */
const POD_CERTIFICATE = "sample-tls";
/** Of no user of the image. */
const USER = 65_532;

/** Seconds that a terminating pod keeps answering, until it receives no more requests. */
const LEAVE_SECONDS = {
  /** AGIC rewrites the gateway, which takes up to minutes. Source: AGIC, minimizing downtime during deployments. */
  agic: 90,
  /** A controller in the cluster hears of endpoints within seconds. */
  controller: 15,
  /** So does Application Gateway for Containers. Source: its documentation, overview. */
  "for-containers": 15,
} as const;
const GRACE_AFTER_LEAVING = 30;
const DRAIN_SECONDS = 60;

export interface SampleAppProps {
  /** Who routes to the pods. */
  readonly controller: keyof typeof LEAVE_SECONDS;
  /** Host name of requests. @default any */
  readonly hostName?: string | undefined;
  /** Name of a certificate that the gateway has. @default plain HTTP */
  readonly certificate?: string | undefined;
  /** Whether the gateway has only a private address. @default false */
  readonly privateOnly?: boolean | undefined;
  /** Whether the pods speak TLS, with the certificate of the Secret `sample-tls`. @default false */
  readonly encrypted?: boolean | undefined;
  /** What routes requests to the Service. @default an Ingress */
  readonly routes?: readonly Manifest[] | undefined;
}

/** A workload that is updated without a request lost, as far as that can be had. */
export function sampleApp(props: SampleAppProps): Manifest[] {
  const { encrypted = false, routes = [ingress(props)] } = props;
  const port = encrypted ? ENCRYPTED : PLAIN;
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "sample", namespace: NAMESPACE },
      data: { [SAMPLE_PAGE]: SAMPLE_PROGRAM },
    },
    deployment(LEAVE_SECONDS[props.controller], port),
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "sample", namespace: NAMESPACE },
      spec: { minAvailable: 2, selector: { matchLabels: LABELS } },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "sample", namespace: NAMESPACE },
      spec: { selector: LABELS, ports: [{ name: port.name, port: port.ofService, targetPort: port.name }] },
    },
    ...routes,
  ];
}

/** A port of the pods. */
interface SamplePort {
  readonly name: "http" | "https";
  readonly ofService: number;
  readonly ofPod: number;
  /** What probes speak. @default HTTP */
  readonly scheme?: "HTTPS";
}

const PLAIN: SamplePort = { name: "http", ofService: PORT, ofPod: PLAIN_PORT };
const ENCRYPTED: SamplePort = {
  name: "https",
  ofService: SAMPLE.encryptedPort,
  ofPod: ENCRYPTED_PORT,
  scheme: "HTTPS",
};

function deployment(leaveSeconds: number, { name, ofPod, scheme }: SamplePort): Manifest {
  const httpGet = { path: "/", port: name, ...(scheme === undefined ? {} : { scheme }) };
  const isEncrypted = scheme !== undefined;
  const probe = { httpGet, periodSeconds: 5, timeoutSeconds: 5 };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "sample", namespace: NAMESPACE },
    spec: {
      replicas: 3,
      selector: { matchLabels: LABELS },
      // One more first, and none taken away before it is ready.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: LABELS },
        spec: {
          terminationGracePeriodSeconds: leaveSeconds + GRACE_AFTER_LEAVING,
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: "topology.kubernetes.io/zone",
              whenUnsatisfiable: "ScheduleAnyway",
              labelSelector: { matchLabels: LABELS },
            },
          ],
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "sample",
              image: IMAGE,
              command: ["node", `/sample/${SAMPLE_PAGE}`, String(ofPod), ...(isEncrypted ? ["/tls"] : [])],
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
              volumeMounts: [
                { name: "program", mountPath: "/sample", readOnly: true },
                ...(isEncrypted ? [{ name: "certificate", mountPath: "/tls", readOnly: true }] : []),
              ],
              ports: [{ name, containerPort: ofPod }],
              readinessProbe: { ...probe, failureThreshold: 1 },
              livenessProbe: { ...probe, failureThreshold: 3 },
              lifecycle: { preStop: { exec: { command: ["sleep", String(leaveSeconds)] } } },
              resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } },
            },
          ],
          volumes: [
            { name: "program", configMap: { name: "sample" } },
            ...(isEncrypted ? [{ name: "certificate", secret: { secretName: POD_CERTIFICATE } }] : []),
          ],
        },
      },
    },
  };
}

function ingress(props: SampleAppProps): Manifest {
  const agic = props.controller === "agic";
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name: "sample",
      namespace: NAMESPACE,
      ...(agic ? { annotations: agicAnnotations(props) } : {}),
    },
    spec: {
      ingressClassName: agic ? "azure-application-gateway" : "ingress-controller",
      rules: [
        {
          ...(props.hostName === undefined ? {} : { host: props.hostName }),
          http: {
            paths: [
              {
                path: "/",
                pathType: "Prefix",
                backend: { service: { name: "sample", port: { name: "http" } } },
              },
            ],
          },
        },
      ],
    },
  };
}

/** Source: AGIC, `pkg/annotations/ingress_annotations.go`. */
function agicAnnotations({ certificate, privateOnly = false }: SampleAppProps): Record<string, string> {
  const prefix = "appgw.ingress.kubernetes.io/";
  return {
    [`${prefix}connection-draining`]: "true",
    [`${prefix}connection-draining-timeout`]: String(DRAIN_SECONDS),
    [`${prefix}health-probe-interval`]: "5",
    [`${prefix}health-probe-unhealthy-threshold`]: "2",
    ...(certificate === undefined
      ? {}
      : { [`${prefix}appgw-ssl-certificate`]: certificate, [`${prefix}ssl-redirect`]: "true" }),
    ...(privateOnly ? { [`${prefix}use-private-ip`]: "true" } : {}),
  };
}
