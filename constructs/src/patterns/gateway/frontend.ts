import type { Construct } from "constructs";
import { report } from "../../core/problem.js";
import type { GatewayFrontend, PublicFrontend } from "../../gateway/application-gateway.js";
import { freeAddresses } from "../../net/free-addresses.js";
import type { Cidr } from "../../net/cidr.js";
import {
  FRONTEND_ADDRESS_OUTSIDE,
  ON_PREMISES_PREFIXES_MISSING,
  PRIVATE_FRONTEND_ALONE,
} from "./frontend-rules.js";

/** Clients of the private address: those on-premises, or those in some ranges. */
export type PrivateUsers = "on-premises" | readonly Cidr[];

/** Addresses of the gateway. */
export type SpokeGatewayFrontend =
  | ({ readonly type: "public" } & PublicFrontend)
  | (PrivateAddress & { readonly type: "private" })
  | (PrivateAddress & { readonly type: "public-and-private" } & PublicFrontend);

interface PrivateAddress {
  /** @default the last usable address of the gateway's subnet */
  readonly privateIp?: string | undefined;
  readonly users: PrivateUsers;
}

/** Client ranges of the private address; `onPremises` are the ranges behind the hub's gateway. */
export function privateUsers(
  gateway: Construct,
  frontend: SpokeGatewayFrontend,
  onPremises: readonly Cidr[],
): readonly Cidr[] {
  if (frontend.type === "public") return [];
  if (frontend.users !== "on-premises") return frontend.users;
  report(gateway, ON_PREMISES_PREFIXES_MISSING.judge(onPremises));
  return onPremises;
}

/** The frontend with its private address, which must be a usable one of the gateway's subnet. */
export function frontendIn(
  gateway: Construct,
  key: string,
  subnet: Cidr,
  frontend: SpokeGatewayFrontend,
  networkIsolation: boolean,
): GatewayFrontend {
  if (frontend.type === "public") return frontend;
  const { type, privateIp: address = freeAddresses(subnet).last } = frontend;
  report(gateway, FRONTEND_ADDRESS_OUTSIDE.judge({ key, subnet, address }));
  if (type === "private" && !networkIsolation) report(gateway, PRIVATE_FRONTEND_ALONE.judge(frontend));
  return type === "private"
    ? { type, privateIp: address }
    : { type, privateIp: address, publicIpId: frontend.publicIpId };
}
