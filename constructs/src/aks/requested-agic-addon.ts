import { Construct } from "constructs";

/** The AGIC add-on of a cluster that exists already, which its team turns on for a gateway. Nothing is created. */
export class RequestedAgicAddon extends Construct {
  /** Azure Resource Manager id of the cluster. */
  readonly clusterId: string;
  /** Azure Resource Manager id of the gateway. */
  readonly gatewayId: string;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly clusterId: string; readonly gatewayId: string },
  ) {
    super(scope, id);
    this.clusterId = props.clusterId;
    this.gatewayId = props.gatewayId;
  }
}
