/** What an interface goes out to the Internet with: its public address, or a load balancer that it is a backend of. */
import { isThat, type Address } from "../address.js";
import type { Model, Subnet } from "../model/model.js";
import { any, Unsure, type Tri } from "../tri.js";
import { publicAddressOf } from "./locate.js";

export interface Exit {
  readonly address: string;
  readonly source: Address;
  readonly detail: string;
  /**
   * Whether it translates TCP and UDP only, so that no ping leaves by it (Microsoft Learn, "What is Azure NAT Gateway?", "Azure
   * Load Balancer frequently asked questions", "Default outbound access in Azure").
   */
  readonly isForPorts: boolean;
}

/**
 * An interface's public address comes before a load balancer's. A backend of a standard load balancer has no default outbound
 * access (Microsoft Learn, "Default outbound access in Azure").
 * @returns "none" for a backend without an outbound rule, undefined where neither is the case
 */
export function exitOfInterface(
  model: Model,
  subnet: Subnet,
  source: Address,
): Exit | Unsure | "none" | undefined {
  const candidates: { readonly fits: Tri; readonly exit: () => Exit | "none" }[] = [
    ...model.interfaces
      .filter((item) => item.subnet === subnet)
      .flatMap(({ ip, publicAddress, address }) =>
        publicAddress === undefined
          ? []
          : [
              {
                fits: isThat(source, ip),
                exit: () => ({
                  ...exitBy(model, [publicAddress], address, "the public address of the interface"),
                  isForPorts: false,
                }),
              },
            ],
      ),
    ...model.loadBalancers.flatMap(({ outbound, address }) =>
      outbound.map(({ publicAddresses, backends }) => ({
        fits: isOneOf(source, backends, subnet),
        exit: () => exitBy(model, publicAddresses, address, "the load balancer"),
      })),
    ),
    ...model.loadBalancers.flatMap(({ rules }) =>
      rules.map(({ backends }) => ({
        fits: isOneOf(source, backends, subnet),
        exit: () => "none" as const,
      })),
    ),
  ];
  const certain = candidates.find(({ fits }) => fits === true);
  if (certain !== undefined) return certain.exit();
  // One of several addresses: the others may have default outbound access, or nothing.
  const doubts = candidates.flatMap(({ fits }) => (fits instanceof Unsure ? [fits] : []));
  return doubts.length === 0 ? undefined : new Unsure(...doubts.flatMap(({ on }) => on));
}

function isOneOf(
  source: Address,
  backends: readonly { readonly subnet: Subnet; readonly address: Address }[],
  subnet: Subnet,
): Tri {
  return any(
    ...backends.filter((item) => item.subnet === subnet).map(({ address }) => isThat(source, address)),
  );
}

function exitBy(model: Model, keys: readonly string[], address: string, detail: string): Exit {
  return { address, source: publicAddressOf(model, keys, address), detail, isForPorts: true };
}
