interface Choice {
  readonly azurerm?: 4 | 5;
  readonly location?: string;
  readonly cluster?: string;
  readonly network?: string;
  readonly gateway?: string;
  readonly vmSize?: string;
  readonly ingress?: string;
}

/** The text of a platform file with one kubenet cluster behind a gateway, without a firewall. */
export function kubenetPlatform(choice: Choice = {}): string {
  const { azurerm = 5, location = "westeurope", cluster = "", network = "", gateway = "" } = choice;
  const { vmSize = "Standard_D4ds_v5", ingress = "{ type: agic-addon, gateway: public }" } = choice;
  return `apiVersion: aks-topology/v1
name: contoso
location: ${location}
azurerm: ${azurerm} # the provider
hub: { addressSpace: 10.0.0.0/22 }
spokes:
  shop:
    addressSpace: 10.1.0.0/16
    gateways:
      public: { tier: Standard_v2${gateway} }
    clusters:
      main:
        network: { plugin: kubenet${network} }
        egress: { type: load-balancer }
        ingress: ${ingress}
${cluster}        nodePools:
          system: { vmSize: ${vmSize}, nodes: 3 }
`;
}
