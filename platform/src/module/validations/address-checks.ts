import { LoadBalancerSubnet, SpokeGateway, type Cidr } from "@aks-topology/constructs/internal";
import type { IConstruct } from "constructs";
import { expressionOf, rangeExpression, variableOf } from "./expression-of.js";
import type { Validation } from "./validation.js";

/** The checks on fixed addresses: that they lie in their subnets, and that no two are the same. */
export function addressChecks(root: IConstruct): readonly Validation[] {
  return root.node.findAll().flatMap((construct) => {
    if (construct instanceof SpokeGateway) return frontendCheck(construct);
    return construct instanceof LoadBalancerSubnet ? balancerChecks(construct) : [];
  });
}

function frontendCheck(gateway: SpokeGateway): Validation[] {
  const { privateAddress } = gateway.gateway;
  if (privateAddress === undefined) return [];
  return freeCheck(
    expressionOf(gateway, privateAddress),
    gateway.subnet.prefix,
    "FRONTEND_ADDRESS_OUTSIDE",
    `gateway ${gateway.key}`,
  );
}

function balancerChecks(balancers: LoadBalancerSubnet): Validation[] {
  const holders = [...balancers.addresses].map(([address, cluster]) => ({
    address: expressionOf(balancers, address),
    cluster,
  }));
  return holders.flatMap(({ address }, i) => {
    const variable = variableOf(address);
    // Of two variables the later one is told.
    const others = holders.filter(
      (other, j) => j !== i && (j < i || variableOf(other.address) === undefined),
    );
    const taken =
      variable === undefined || others.length === 0
        ? []
        : [
            {
              variable,
              code: "LOAD_BALANCER_ADDRESS_TAKEN" as const,
              condition: `!contains([${others.map((other) => other.address).join(", ")}], ${address})`,
              error_message: `It is the address of another internal load balancer already: that of cluster ${others.map(({ cluster }) => cluster).join(" or ")}.`,
            },
          ];
    return [
      ...freeCheck(
        address,
        balancers.subnet.prefix,
        "LOAD_BALANCER_ADDRESS_OUTSIDE",
        "internal load balancers",
      ),
      ...taken,
    ];
  });
}

/** An address that Azure leaves free in a subnet. */
function freeCheck(address: string, subnet: Cidr, code: string, owner: string): Validation[] {
  const variable = variableOf(address);
  if (variable === undefined) return [];
  const range = rangeExpression(subnet);
  const inside = `cidrhost("\${${address}}/\${split("/", ${range})[1]}", 0) == cidrhost(${range}, 0)`;
  const free = `!contains([for i in [0, 1, 2, 3, -1] : cidrhost(${range}, i)], ${address})`;
  return [
    {
      variable,
      code,
      condition: `${inside} && ${free}`,
      error_message: `It must be an address of the subnet of ${owner}, ${range.replaceAll(/var\.|"/g, "")}, and none of its first four or its last one, which Azure keeps.`,
    },
  ];
}
