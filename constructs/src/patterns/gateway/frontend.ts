import type { Construct } from "constructs";
import { knownText } from "../../core/known.js";
import { report } from "../../core/problem.js";
import type { GatewayFrontend } from "../../gateway/application-gateway.js";
import { freeAddresses, isFreeAddress } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";

/** Clients of the private address: those on-premises, or those in some ranges. */
export type PrivateUsers = "on-premises" | readonly Cidr[];

/** Addresses of the gateway. */
export type SpokeGatewayFrontend =
  | { readonly type: "public" }
  | {
      readonly type: "private" | "public-and-private";
      /** @default the last usable address of the gateway's subnet */
      readonly privateAddress?: string | undefined;
      readonly users: PrivateUsers;
    };

/** Client ranges of the private address; `onPremises` are the ranges behind the hub's gateway. */
export function privateUsers(
  gateway: Construct,
  frontend: SpokeGatewayFrontend,
  onPremises: readonly Cidr[],
): readonly Cidr[] {
  if (frontend.type === "public") return [];
  if (frontend.users !== "on-premises") return frontend.users;
  if (onPremises.length === 0) {
    report(gateway, {
      code: "ON_PREMISES_PREFIXES_MISSING",
      message:
        "The gateway's private address is for on-premises clients, and the hub has no on-premises ranges.",
      hint: "Add hub.onPremises.prefixes, or list the clients' ranges under users.",
      prop: "frontend",
    });
  }
  return onPremises;
}

/** The frontend with its private address, which must be a usable one of the gateway's subnet. */
export function frontendIn(
  gateway: Construct,
  subnet: Cidr,
  frontend: SpokeGatewayFrontend,
  networkIsolation: boolean,
): GatewayFrontend {
  if (frontend.type === "public") return { type: "public" };
  const { first, last } = freeAddresses(subnet);
  const { type: kind, privateAddress = last } = frontend;
  const known = knownText(privateAddress);
  if (known !== undefined && !isFreeAddress(subnet, known)) {
    report(gateway, {
      code: "FRONTEND_ADDRESS_OUTSIDE",
      message: `${privateAddress} is not a usable address of the gateway's subnet ${subnet.literal}.`,
      hint: `Use an address from ${first} to ${last}, or remove the key.`,
      prop: "frontend.privateAddress",
    });
  }
  if (kind === "private" && !networkIsolation) {
    report(gateway, {
      code: "PRIVATE_FRONTEND_ALONE",
      message: "A gateway without network isolation needs a public address.",
      hint: "Use public-and-private, or set networkIsolation.",
      prop: "frontend",
    });
  }
  return { type: kind, privateAddress };
}
