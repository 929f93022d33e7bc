import { Construct } from "constructs";
import { report } from "../../core/problem.js";
import {
  INTERNAL_LOAD_BALANCERS_ONLY,
  PolicyAssignment,
  type PolicyScope,
} from "../../governance/policy-assignment.js";
import type { ICluster } from "../estate/cluster.js";
import { SpokeFrontDoor } from "./front-door.js";
import { POLICY_ADDON_MISSING, POLICY_REFUSES_INGRESS } from "./public-ingress-rules.js";

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
      if (!cluster.azurePolicy) report(cluster, POLICY_ADDON_MISSING.judge({ cluster: cluster.key, effect }));
      if (effect === "deny")
        for (const door of publicDoors(cluster)) report(door, POLICY_REFUSES_INGRESS.judge(cluster.key));
    }
  }
}

function publicDoors(cluster: ICluster): SpokeFrontDoor[] {
  return cluster.node.children
    .filter((child) => child instanceof SpokeFrontDoor)
    .filter(({ backend }) => backend.type === "public");
}
