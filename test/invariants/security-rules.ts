/** Rules of security groups as text, read from the Terraform or expected. */
import { isV6, sorted } from "./facts.js";
import { type Element, type Subject, texts } from "./subject.js";

/** A rule as one line, whatever the order of its addresses and ports. */
export function rule(
  protocol: string,
  from: readonly string[],
  to: readonly string[],
  ports: readonly string[],
): string {
  return `${protocol} from ${sorted(from)} to ${sorted(to)} on ${sorted(ports)}`;
}

/** The same rule once per family, since no rule of Azure mixes them. */
export function perFamily(
  protocol: string,
  from: readonly string[],
  to: readonly string[],
  ports: readonly string[],
): readonly string[] {
  return [false, true].flatMap((six) => {
    const [senders, receivers] = [from, to].map((ranges) => ranges.filter((range) => isV6(range) === six));
    return senders?.length === 0 || receivers?.length === 0
      ? []
      : [rule(protocol, senders ?? [], receivers ?? [], ports)];
  });
}

/** What the allow rules of a group say in one direction. */
export function allowed(
  subject: Subject,
  group: string,
  direction: "Inbound" | "Outbound",
): readonly string[] {
  return rulesOf(subject, group)
    .filter(({ body }) => body["direction"] === direction && body["access"] === "Allow")
    .map(({ body }) =>
      rule(
        texts(body["protocol"]).join(),
        [...texts(body["source_address_prefix"]), ...texts(body["source_address_prefixes"])],
        [...texts(body["destination_address_prefix"]), ...texts(body["destination_address_prefixes"])],
        [...texts(body["destination_port_range"]), ...texts(body["destination_port_ranges"])],
      ),
    );
}

/** All rules of a group. */
export function rulesOf(subject: Subject, group: string): readonly Element[] {
  return subject
    .of("azurerm_network_security_rule")
    .filter(
      ({ body }) =>
        subject.target(body["network_security_group_name"], "azurerm_network_security_group")?.name === group,
    );
}
