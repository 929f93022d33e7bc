import type { Construct } from "constructs";
import { knownText } from "../../core/known.js";
import { report } from "../../core/problem.js";
import type { GatewayFrontend } from "../../gateway/application-gateway.js";
import { freeAddresses, isFreeAddress } from "../../net/capacity.js";
import type { Cidr } from "../../net/cidr.js";

/** People who reach the private address: those on premises, or whoever is in some ranges. */
export type PrivateUsers = "on-premises" | readonly Cidr[];

/** Where people reach the gateway; a private address is chosen from the subnet unless it is given. */
export type SpokeGatewayFrontend =
  | { readonly type: "public" }
  | {
      readonly type: "private" | "public-and-private";
      /** @default the last address of the gateway's subnet that Azure leaves free */
      readonly privateAddress?: string;
      readonly users: PrivateUsers;
    };

/** Ranges of those who reach the private address; `onPremises` are those that the hub's gateway leads to. */
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
      message: "The gateway's private address is for people on premises, and their ranges are not known.",
      hint: "Name them under hub.onPremises.prefixes, or name the users' ranges here.",
      prop: "frontend",
    });
  }
  return onPremises;
}

/** The frontend with its private address, which must be a free one of the gateway's subnet. */
export function frontendIn(
  gateway: Construct,
  subnet: Cidr,
  frontend: SpokeGatewayFrontend,
  networkIsolation: boolean,
): GatewayFrontend {
  if (frontend.type === "public") return { kind: "public" };
  const { first, last } = freeAddresses(subnet);
  const { type: kind, privateAddress = last } = frontend;
  const known = knownText(privateAddress);
  if (known !== undefined && !isFreeAddress(subnet, known)) {
    report(gateway, {
      code: "FRONTEND_ADDRESS_OUTSIDE",
      message: `${privateAddress} is no address of the gateway's subnet ${subnet.literal} that Azure leaves free.`,
      hint: `Choose one from ${first} to ${last}, or leave the key out.`,
      prop: "frontend.privateAddress",
    });
  }
  if (kind === "private" && !networkIsolation) {
    report(gateway, {
      code: "PRIVATE_FRONTEND_ALONE",
      message: "A gateway without network isolation has to have a public address.",
      hint: "Use public-and-private, or set networkIsolation.",
      prop: "frontend",
    });
  }
  return { kind, privateAddress };
}
