import {
  hostRange,
  Hub,
  isIpv4Address,
  knownText,
  type IExtensibleHub,
  type IHub,
} from "@aks-topology/constructs/internal";
import { fileKeyOf } from "../renames/file-keys.js";
import { path, type DeclaredPath } from "./declared-path.js";
import { keyOfHub } from "./named-things.js";

const DNS = 53;

/** From on-premises to the hub's private DNS resolver, and from there to the servers that it forwards to. */
export function dnsResolverPaths(hub: IExtensibleHub): readonly DeclaredPath[] {
  if (!(hub instanceof Hub) || hub.resolver === undefined) return [];
  const own = fileKeyOf(hub);
  const [key, resolver] = [[...keyOfHub(own), "dns"], `${own}/dns`];
  const asked = (who: string, expect: DeclaredPath["expect"], from = who): DeclaredPath =>
    path(`${own}: ${who} -> dns`, key, expect, { from, to: resolver, port: DNS, protocol: "UDP" });
  const sites = hub.gateway === undefined ? [] : hub.onPremises;
  const forwarded = hub.resolver.rules.flatMap(({ name, servers, port = DNS }) =>
    servers
      .flatMap((server) => knownText(server) ?? [])
      .filter((server) => isIpv4Address(server) && sites.some((site) => site.contains(hostRange(server))))
      .map((to) =>
        path(`${own}: dns -> ${to}, for ${name}`, [...key, "forward", name], "delivered", {
          from: resolver,
          to,
          port,
          protocol: "UDP",
        }),
      ),
  );
  return [
    // A range of this hub: "on-premises" is that of another one where several have a gateway.
    ...sites.slice(0, 1).map(({ literal }) => asked("on-premises", "delivered", literal)),
    asked("internet", "dropped"),
    ...forwarded,
  ];
}

/** Whether a name is in a domain that the hub's resolver forwards: what the servers answer is not known here. */
export function isForwarded(hub: IHub, name: string): boolean {
  const rules = hub instanceof Hub ? (hub.resolver?.rules ?? []) : [];
  const domains = rules.map(({ domain }) => domain.replace(/\.$/, "").toLowerCase());
  return domains.some((domain) => domain !== "" && `.${name.toLowerCase()}`.endsWith(`.${domain}`));
}
