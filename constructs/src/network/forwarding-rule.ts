/** Names of a domain that DNS servers outside of Azure answer, such as those on-premises. */
export interface ForwardingRule {
  /** Name of the rule, unique in the resolver. */
  readonly name: string;
  /** Domain whose names are forwarded, such as `corp.contoso.com`; `.` for all that no private zone has. */
  readonly domain: string;
  /** Addresses of one to six DNS servers. */
  readonly servers: readonly string[];
  /** Port of the servers. @default 53 */
  readonly port?: number | undefined;
}
