import { changedTo, changes, isNone, loses, type Effects, type Subject } from "./effect.js";

export const FIREWALL: Effects = {
  replace: (subject) =>
    losesAddresses(subject)
      ? `${theFirewall(subject)} is replaced: egress stops, public addresses change`
      : `${theFirewall(subject)} is replaced: egress stops until it runs again`,
  delete: (subject) => `${theFirewall(subject)} is deleted: egress through it stops`,
  update: (subject) => {
    if (changes(subject, "sku_tier"))
      return `${theFirewall(subject)} changes to tier ${String(changedTo(subject, "sku_tier"))}: connections through it may break`;
    const fewer = fewerAddresses(subject);
    return fewer === 0
      ? undefined
      : `${theFirewall(subject)} loses ${fewer} of its public addresses: connections through them break, and allowlists have to follow`;
  },
};

export const FIREWALL_POLICY: Effects = {
  replace: (subject) =>
    `the policy of ${theFirewall(subject)} is replaced: egress is blocked until its rules exist again`,
  delete: undefined,
};

export const RULE_GROUP: Effects = {
  replace: ({ name }) =>
    isForCallers(name)
      ? `firewall rules of ${callees(name)} are replaced: the calls that they allow are blocked meanwhile`
      : `firewall rules of ${name} are replaced: its egress is blocked meanwhile`,
  delete: ({ name }) =>
    isForCallers(name)
      ? `firewall rules of ${callees(name)} are deleted: the calls that they allow are blocked`
      : `firewall rules of ${name} are deleted: egress that they allow is blocked`,
};

/** Rules for callers of gateways, of pods and of internal load balancers, and for calls to another hub. */
function isForCallers(name: string): boolean {
  return /(?:[/_]on_premises|[/_]pod[/_]access|[/_]balancer[/_]users|\/to[/_].+)$/.test(name);
}

function callees(name: string): string {
  return name.replace(/[/_]balancer[/_]users$/, "/load balancers").replace(/[/_]pod[/_]access$/, "/pods");
}

export const NETWORK_GATEWAY: Effects = {
  replace: ({ name }) =>
    `network gateway ${name} is replaced: on-premises networks are disconnected meanwhile`,
  delete: ({ name }) => `network gateway ${name} is deleted: on-premises networks are disconnected`,
  update: (subject) => {
    const { name } = subject;
    const effects = [
      changes(subject, "sku")
        ? `network gateway ${name} changes its size: on-premises networks are disconnected for a moment`
        : undefined,
      changes(subject, "bgp_settings.asn")
        ? `network gateway ${name} gets another ASN: sites with BGP are disconnected until their devices have it`
        : undefined,
      loses(subject, "vpn_client_configuration")
        ? `network gateway ${name} serves no VPN clients any more: they are disconnected`
        : undefined,
    ].filter((effect) => effect !== undefined);
    return effects.length === 0 ? undefined : effects.join("; ");
  },
};

/** Of what describes a site. @param paths of its device */
export function site(noun: string, ...paths: readonly string[]): Effects {
  return {
    replace: ({ name }) => `${noun} ${name} is replaced: its site is disconnected meanwhile`,
    delete: undefined,
    update: (subject) =>
      changes(subject, ...paths)
        ? `${noun} ${subject.name} gets another device: its site is disconnected until that is connected`
        : undefined,
  };
}

export const GATEWAY: Effects = {
  replace: (subject) =>
    changes(subject, "zones")
      ? `gateway ${gatewayName(subject)}: the gateway is down while its zones change`
      : `gateway ${gatewayName(subject)} is replaced: its sites are down meanwhile`,
  delete: (subject) => `gateway ${gatewayName(subject)} is deleted: its sites are down`,
  update: (subject) => {
    const [lost] = subject.change.attributes.flatMap(({ path, after }) =>
      isNone(after) ? (/^frontend_ip_configuration\["(.+)"\]$/.exec(path)?.[1] ?? []) : [],
    );
    return lost === undefined
      ? undefined
      : `gateway ${gatewayName(subject)} loses its ${lost} address: its sites are down there`;
  },
};

/** The hub's only firewall needs no name. */
function theFirewall({ name }: Subject): string {
  const [hub] = name.split("/");
  return hub === "hub" ? "the firewall" : `the firewall of ${hub ?? name}`;
}

/** How many of the addresses that Azure gives the firewall of a virtual hub go. */
function fewerAddresses({ change }: Subject): number {
  const count = change.attributes.find(({ path }) => path === "virtual_hub.public_ip_count");
  const [before, after] = [count?.before ?? 1, count?.after ?? 1].map(Number);
  return Math.max(0, (before ?? 1) - (after ?? 1));
}

/** Public addresses of a firewall have its label and a number; those of a virtual hub's are part of it. */
function losesAddresses({ change, before, others }: Subject): boolean {
  if (before["sku_name"] === "AZFW_Hub") return true;
  const prefix = `azurerm_public_ip.${change.address.split(".")[1] ?? ""}_`;
  return [...others.values()].some(
    ({ address, action }) => address.startsWith(prefix) && (action === "replace" || action === "delete"),
  );
}

/** `shop_gateway_public` is gateway public of spoke shop. */
function gatewayName({ name }: Subject): string {
  return name.replace("/gateway/", "/");
}
