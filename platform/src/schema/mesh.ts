import { MISSING_KEY } from "../file-rules.js";
import type { IngressSpec } from "../kinds/ingress/index.js";
import type { IssueParams } from "./values.js";

interface MeshKeys {
  readonly ingress: IngressSpec;
  readonly serviceMesh?: unknown;
}

/** Arguments of `refine`: the gateway of the Istio add-on is part of a mesh. */
export const itsMesh: readonly [
  (spec: MeshKeys) => boolean,
  { readonly error: string; readonly path: string[]; readonly params: Record<string, unknown> },
] = [
  ({ ingress, serviceMesh }) => serviceMesh !== undefined || !usesMesh(ingress),
  {
    error: "The gateway of the Istio add-on is part of a mesh, and the cluster has none",
    path: ["ingress", "controller"],
    params: {
      problem: MISSING_KEY.code,
      hint: "Add serviceMesh: { revisions: [asm-1-30] } to the cluster, or choose another controller.",
    } satisfies IssueParams,
  },
];

/** Whether requests arrive at a gateway that the Istio add-on runs. */
export function usesMesh(spec: IngressSpec): boolean {
  return "controller" in spec && spec.controller === "istio-add-on";
}
