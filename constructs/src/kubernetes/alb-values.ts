import type { HelmValues } from "./manifest.js";

export interface AlbValuesProps {
  /** Client id of the identity that the controller becomes. */
  readonly clientId: string;
  /** Namespace that the controller runs in. */
  readonly namespace: string;
}

/** Values of the chart `alb-controller`. Source: Application Gateway for Containers documentation, ALB controller Helm chart. */
export function albValues({ clientId, namespace }: AlbValuesProps): HelmValues {
  return { albController: { namespace, podIdentity: { clientID: clientId } } };
}
