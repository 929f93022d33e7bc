import type {
  ICluster,
  IExtensibleGateway,
  ManifestFile,
  SharedFrontDoor,
} from "@aks-topology/constructs/internal";
import type { z } from "zod";
import type { KeyPath } from "../../source-map.js";
import { fileKeyOf } from "../../renames/file-keys.js";
import type { SourceLocator } from "../../topology/source-locator.js";
import type { Kind } from "../kind.js";

/** The ingress of one cluster, whatever its kind. */
export interface ClusterIngress {
  readonly type: string;
  readonly cluster: ICluster;
  /** The Application Gateway in front of the cluster. @default none */
  readonly gateway?: IExtensibleGateway | undefined;
  /** @default any */
  readonly hostNames?: readonly string[] | undefined;
  /** Namespace of the controller, in which its certificate is. @default that of a controller of yours */
  readonly namespace?: string | undefined;
  /** Secret of type `kubernetes.io/tls` that its listeners read. @default none */
  readonly certificate?: IngressCertificate | undefined;
  /** The ingress that serves the cluster besides, until its requests have moved to this one. @default none */
  readonly replaces?: ClusterIngress | undefined;
  /** Adds Terraform outputs of the ingress, whose names begin with spoke and cluster. @default none */
  readonly addOutputs?: (add: AddOutput) => void;
  /** What the ingress needs in Kubernetes, given the ingresses of all clusters. */
  readonly manifests: (all: readonly ClusterIngress[]) => ManifestFile[];
}

/** A certificate of the cluster, and the names that it needs. */
export interface IngressCertificate {
  readonly secret: string;
  readonly namespace: string;
  readonly hostNames: readonly string[];
}

export type AddOutput = (name: string, value: string, description: string) => void;

/** What an ingress is built from. */
export interface IngressContext {
  readonly locator: SourceLocator;
  readonly cluster: ICluster;
  /** The gateway that the kind's key `gateway` names; undefined where there is none, which is reported already. */
  readonly gateway: IExtensibleGateway | undefined;
  /** The Front Doors of the platform that clusters share. */
  readonly frontDoors: readonly SharedFrontDoor[];
  /** The key `ingress` in the platform file. */
  readonly path: KeyPath;
}

/** One kind of ingress. */
export interface IngressKind<Schema extends z.ZodType = z.ZodType> extends Kind<Schema> {
  /** Connects the cluster; undefined after a problem that prevents it. */
  readonly build: (spec: z.output<Schema>, context: IngressContext) => ClusterIngress | undefined;
}

export function ingressKind<Schema extends z.ZodType>(kind: IngressKind<Schema>): IngressKind<Schema> {
  return kind;
}

/** First part of the names of a cluster's outputs. */
export function outputPrefix(cluster: ICluster): string {
  return `${fileKeyOf(cluster.spoke)}_${fileKeyOf(cluster)}`;
}
