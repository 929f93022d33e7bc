/** Platform files of any size: spokes with a kubenet cluster behind a gateway each, as the reference has one. */
export function platformOf(spokes: number): string {
  const blocks = Array.from({ length: spokes }, (_, i) => {
    const [second, third] = [1 + Math.floor(i / 16), (i % 16) * 16];
    return `  s${i}:
    addressSpace: 10.${second}.${third}.0/20
    gateways: { public: {} }
    clusters:
      main:
        network: { plugin: kubenet, podCidr: 100.${64 + Math.floor(i / 4)}.${(i % 4) * 64}.0/18 }
        ingress: { type: agic-addon, gateway: public }
        nodePools: { system: { vmSize: Standard_D4ds_v5, nodes: 3 } }
`;
  });
  return `apiVersion: aks-topology/v1
name: large
location: westeurope
hub: { addressSpace: 10.0.0.0/22, firewall: {} }
spokes:
${blocks.join("")}`;
}
