import { Construct } from "constructs";
import { report } from "../../core/problem.js";
import {
  INTERNAL_LOAD_BALANCERS_ONLY,
  PolicyAssignment,
  type PolicyScope,
} from "../../governance/policy-assignment.js";
import type { ICluster } from "../estate/cluster.js";
import { SpokeFrontDoor } from "./front-door.js";

export interface InternalLoadBalancersProps {
  /** Whether public Services are refused, or only reported. */
  readonly effect: "deny" | "audit";
  /** Namespaces that the policy ignores in addition to system namespaces. @default none */
  readonly excludedNamespaces?: readonly string[] | undefined;
  readonly scope: PolicyScope;
  /** The clusters in the scope, with their ingress. */
  readonly clusters: readonly ICluster[];
  /** What the name says after abbreviation and platform. */
  readonly nameParts: readonly string[];
}

/** Namespaces that the policy ignores by default: a parameter replaces the list. */
const SYSTEM_NAMESPACES: readonly string[] = ["kube-system", "gatekeeper-system", "azure-arc"];

/** Only internal load balancers in the clusters of a scope, which the azure-policy add-on of each enforces. */
export class InternalLoadBalancersPolicy extends Construct {
  constructor(scope: Construct, id: string, props: InternalLoadBalancersProps) {
    super(scope, id);
    const { effect, excludedNamespaces = [], clusters } = props;
    new PolicyAssignment(this, "~policy", {
      definitionId: INTERNAL_LOAD_BALANCERS_ONLY,
      displayName: "Kubernetes clusters should use internal load balancers",
      parameters: {
        effect,
        ...(excludedNamespaces.length === 0
          ? {}
          : { excludedNamespaces: [...SYSTEM_NAMESPACES, ...excludedNamespaces] }),
      },
      message: "Services of type LoadBalancer have to be internal here.",
      scope: props.scope,
      nameParts: props.nameParts,
    });
    for (const cluster of clusters) {
      if (!cluster.azurePolicy) reportMissingAddOn(cluster, effect);
      if (effect === "deny") for (const door of publicDoors(cluster)) reportRefused(door, cluster);
    }
  }
}

function reportMissingAddOn(cluster: ICluster, effect: "deny" | "audit"): void {
  report(cluster, {
    code: "POLICY_ADDON_MISSING",
    // An audit that reports nothing misleads; a refusal that never happens leaves the cluster unprotected.
    severity: effect === "deny" ? "error" : "warning",
    message: `${cluster.key} is in the scope of an internal load balancer policy but has no azure-policy add-on: nothing would be ${effect === "deny" ? "refused" : "reported"}.`,
    hint: "Add addOns: { policy: true }.",
    prop: "addOns",
  });
}

function reportRefused(door: SpokeFrontDoor, cluster: ICluster): void {
  report(door, {
    code: "POLICY_REFUSES_INGRESS",
    message: `A policy allows internal load balancers only and would refuse the public one of ${cluster.key}.`,
    hint: "Use origin private-link with tier Premium, or set the policy's effect to audit.",
    prop: "origin",
  });
}

function publicDoors(cluster: ICluster): SpokeFrontDoor[] {
  return cluster.node.children
    .filter((child) => child instanceof SpokeFrontDoor)
    .filter(({ backend }) => backend.type === "public");
}
