import { dashed } from "../core/dashed.js";
import type { HelmValues } from "./manifest.js";

export interface AgicValuesProps {
  /** Id of the gateway. */
  readonly gatewayId: string;
  /** Client id of the identity that the controller becomes. */
  readonly clientId: string;
  /** Whether other clusters use the gateway too. */
  readonly shared: boolean;
  /** Host names of the other clusters, which this controller must not touch. */
  readonly foreignHostNames: readonly string[];
  /** Begins the names of what this controller makes on the gateway. */
  readonly prefix: string;
  /** Whether the gateway has only a private address. */
  readonly privateOnly: boolean;
  /** The cloud as the chart names it. @default the public one */
  readonly environment?: string | undefined;
}

/** Values of the chart `ingress-azure`. Source: AGIC, `helm/ingress-azure`. */
export function agicValues(props: AgicValuesProps): HelmValues {
  return {
    appgw: {
      applicationGatewayID: props.gatewayId,
      ...(props.environment === undefined ? {} : { environment: props.environment }),
      ...(props.privateOnly ? { usePrivateIP: true } : {}),
      ...(props.shared
        ? {
            shared: true,
            subResourceNamePrefix: `${props.prefix}-`,
            // Without a list the chart forbids the controller everything.
            prohibitedTargets: props.foreignHostNames.map((hostname) => ({
              name: dashed(hostname),
              hostname,
            })),
          }
        : {}),
    },
    armAuth: { type: "workloadIdentity", identityClientID: props.clientId },
    rbac: { enabled: true },
    // Reverts manual changes of the gateway.
    reconcilePeriodSeconds: 60,
  };
}
