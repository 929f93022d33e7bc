/**
 * Azure's predefined TLS policies and the lowest version that each takes.
 * Source: Application Gateway documentation, TLS policy overview.
 */
export const TLS_POLICIES = {
  AppGwSslPolicy20150501: "1.0",
  AppGwSslPolicy20170401: "1.1",
  AppGwSslPolicy20170401S: "1.2",
  AppGwSslPolicy20220101: "1.2",
  AppGwSslPolicy20220101S: "1.2",
} as const;

/** A predefined policy by its name. */
export type TlsPolicy = keyof typeof TLS_POLICIES;

/** Whether the policy refuses versions older than 1.2. */
export function isModern(policy: TlsPolicy): boolean {
  return TLS_POLICIES[policy] === "1.2";
}
