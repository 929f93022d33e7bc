/** What is behind load balancers: inbound NAT rules, scale sets, appliances. */
import { LOAD_BALANCER, loadBalancer, routeTable, securityGroup, type Rule } from "../support/azure.js";
import { id, network, subnet, type Resources } from "../support/network.js";
import type { DocumentedCase } from "./case.js";

const NAT_RULES = "load-balancer/inbound-nat-rules";
const SETS = "virtual-machine-scale-sets/virtual-machine-scale-sets-networking";
const APPLIANCES = "architecture/networking/guide/network-virtual-appliance-high-availability";

const VMS: Resources = {
  ...network("spoke", "10.1.0.0/16"),
  ...subnet("vms", "spoke", "10.1.0.0/24"),
  ...subnet("clients", "spoke", "10.1.1.0/24"),
};
const RULE: Rule = { name: "web", priority: 100, direction: "Inbound", access: "Allow", protocol: "Tcp" };

/** Port 5001 of the load balancer for SSH on the machine 10.1.0.10. */
function natRule(allowed: string): Resources {
  return {
    ...VMS,
    ...loadBalancer("vms", "10.1.0.10"),
    "azurerm_lb_nat_rule.ssh": {
      loadbalancer_id: id("azurerm_lb.web"),
      protocol: "Tcp",
      frontend_port: 5001,
      backend_port: 22,
      frontend_ip_configuration_name: "front",
    },
    "azurerm_network_interface_nat_rule_association.ssh": {
      network_interface_id: id("azurerm_network_interface.vm"),
      nat_rule_id: id("azurerm_lb_nat_rule.ssh"),
    },
    ...securityGroup("vms", ["vms"], [{ ...RULE, port: allowed }]),
  };
}

/** A NAT rule for each instance of the pool, from port 5000 on. */
function natRulePool(): Resources {
  return {
    ...natRule("22"),
    "azurerm_lb_nat_rule.ssh": {
      loadbalancer_id: id("azurerm_lb.web"),
      protocol: "Tcp",
      frontend_port_start: 5000,
      frontend_port_end: 5009,
      backend_port: 22,
      frontend_ip_configuration_name: "front",
      backend_address_pool_id: id("azurerm_lb_backend_address_pool.web"),
    },
  };
}

const TO_ITSELF = "load-balancer/load-balancer-troubleshoot-backend-traffic";
const FLOATING = "load-balancer/load-balancer-floating-ip";
const PINGS = "load-balancer/load-balancer-test-frontend-reachability";

const FRONTEND = "10.1.0.100";
const DENY: Rule = { name: "DenyAll", priority: 4096, direction: "Inbound", access: "Deny" };
const INTERNAL = loadBalancer("vms", "10.1.0.10", { subnet: "vms", ip: FRONTEND });
const FLOATS: Resources = {
  "azurerm_lb_rule.http": { ...INTERNAL["azurerm_lb_rule.http"], floating_ip_enabled: true },
};

/** An internal load balancer in front of the machine 10.1.0.10. */
function internal(...more: readonly Resources[]): Resources {
  return more.reduce((all, one) => ({ ...all, ...one }), { ...VMS, ...INTERNAL });
}

/** A scale set behind the load balancer, with a security group on its interfaces. */
function scaleSet(rules: readonly Rule[]): Resources {
  const balancer = loadBalancer("vms", "10.1.0.10");
  const machine = "azurerm_network_interface_backend_address_pool_association.vm";
  const others = Object.entries(balancer).filter(
    ([address]) => address !== machine && address !== "azurerm_network_interface.vm",
  );
  return {
    ...VMS,
    ...Object.fromEntries(others),
    ...securityGroup("nic", [], rules),
    "azurerm_linux_virtual_machine_scale_set.web": {
      network_interface: [
        {
          network_security_group_id: id("azurerm_network_security_group.nic"),
          ip_configuration: [
            {
              subnet_id: id("azurerm_subnet.vms"),
              load_balancer_backend_address_pool_ids: [id("azurerm_lb_backend_address_pool.web")],
            },
          ],
        },
      ],
    },
  };
}

/** Appliances behind an internal load balancer that a default route leads to. */
function appliances(forwards: boolean): Resources {
  const balancer = loadBalancer("clients", "10.1.1.10", { subnet: "clients", ip: "10.1.1.4" });
  const card = balancer["azurerm_network_interface.vm"];
  return {
    ...VMS,
    ...balancer,
    "azurerm_network_interface.vm": { ...card, ip_forwarding_enabled: forwards },
    ...routeTable("vms", ["vms"], [["all", "0.0.0.0/0", "VirtualAppliance", "10.1.1.4"]]),
  };
}

const OPEN = { ...RULE, port: "80" };
const CLOSED: Rule = { ...RULE, access: "Deny" };
const IN = { from: "internet", to: LOAD_BALANCER } as const;
const OUT = { from: "azurerm_subnet.vms", to: "internet" } as const;

export const BACKENDS: readonly DocumentedCase[] = [
  {
    title: "An inbound NAT rule passes its port to its machine",
    source: NAT_RULES,
    resources: natRule("22"),
    ...IN,
    port: 5001,
    verdict: "delivered",
    arrives: { destination: "10.1.0.10" },
  },
  {
    title: "The security group sees the port of the machine",
    source: NAT_RULES,
    resources: natRule("5001"),
    ...IN,
    port: 5001,
    verdict: "dropped",
    decidedBy: "DenyAllInBound",
  },
  {
    title: "An inbound NAT rule for a pool has a range of ports",
    source: NAT_RULES,
    resources: natRulePool(),
    ...IN,
    port: 5009,
    verdict: "delivered",
  },
  {
    title: "Ports outside of that range have no rule",
    source: NAT_RULES,
    resources: natRulePool(),
    ...IN,
    port: 5010,
    verdict: "dropped",
    decidedBy: "no rule of the load balancer",
  },
  {
    title: "A security group on the interfaces of a scale set opens a public load balancer",
    source: SETS,
    resources: scaleSet([OPEN]),
    ...IN,
    port: 80,
    verdict: "delivered",
    arrives: { destination: "azurerm_linux_virtual_machine_scale_set.web (10.1.0.0/24)" },
  },
  {
    title: "A security group on the interfaces of a scale set denies",
    source: SETS,
    resources: scaleSet([CLOSED]),
    from: "azurerm_subnet.clients",
    to: "azurerm_linux_virtual_machine_scale_set.web",
    port: 80,
    verdict: "dropped",
    decidedBy: "azurerm_network_security_group.nic",
  },
  {
    title: "Any address of a subnet may be that of an instance with a group",
    source: SETS,
    resources: scaleSet([CLOSED]),
    from: "azurerm_subnet.clients",
    to: "azurerm_subnet.vms",
    port: 80,
    verdict: "unknown",
  },
  {
    title: "What appliances behind an internal load balancer do is not known",
    source: APPLIANCES,
    resources: appliances(true),
    ...OUT,
    verdict: "unknown",
    passes: ["azurerm_lb.web"],
  },
  {
    title: "Appliances behind an internal load balancer have to forward",
    source: APPLIANCES,
    resources: appliances(false),
    ...OUT,
    verdict: "dropped",
    decidedBy: "azurerm_network_interface.vm",
  },
  {
    title: "A backend does not reach itself by its internal load balancer",
    source: TO_ITSELF,
    resources: internal(),
    from: "azurerm_network_interface.vm",
    to: "azurerm_lb.web",
    port: 80,
    verdict: "dropped",
    decidedBy: "the client is the backend itself",
  },
  {
    title: "With several backends it depends on which one the load balancer chooses",
    source: TO_ITSELF,
    resources: internal({
      "azurerm_network_interface.other": {
        ip_configuration: [{ subnet_id: id("azurerm_subnet.vms"), private_ip_address: "10.1.0.11" }],
      },
      "azurerm_network_interface_backend_address_pool_association.other": {
        network_interface_id: id("azurerm_network_interface.other"),
        backend_address_pool_id: id("azurerm_lb_backend_address_pool.web"),
      },
    }),
    from: "azurerm_network_interface.vm",
    to: "azurerm_lb.web",
    port: 80,
    verdict: "unknown",
  },
  {
    title: "Other clients reach the backend with their own address",
    source: TO_ITSELF,
    resources: internal(),
    from: "azurerm_subnet.clients",
    to: "azurerm_lb.web",
    port: 80,
    verdict: "delivered",
    arrives: { source: "10.1.1.0/24", destination: "10.1.0.10" },
  },
  {
    title: "With a floating IP the backend receives packets for the frontend",
    source: FLOATING,
    resources: internal(FLOATS, securityGroup("vms", ["vms"], [{ ...RULE, port: "80", to: FRONTEND }, DENY])),
    from: "azurerm_subnet.clients",
    to: "azurerm_lb.web",
    port: 80,
    verdict: "delivered",
    arrives: { destination: FRONTEND },
  },
  {
    title: "With a floating IP a rule for the backend's own address admits nothing",
    source: FLOATING,
    resources: internal(
      FLOATS,
      securityGroup("vms", ["vms"], [{ ...RULE, port: "80", to: "10.1.0.10" }, DENY]),
    ),
    from: "azurerm_subnet.clients",
    to: "azurerm_lb.web",
    port: 80,
    verdict: "dropped",
    decidedBy: "DenyAll",
  },
  {
    title: "The frontend of a public load balancer answers pings itself",
    source: PINGS,
    resources: { ...VMS, ...loadBalancer("vms", "10.1.0.10") },
    from: "internet",
    to: "azurerm_lb.web",
    protocol: "ICMP",
    verdict: "delivered",
  },
  {
    title: "The frontend of an internal load balancer answers no pings",
    source: PINGS,
    resources: internal(),
    from: "azurerm_subnet.clients",
    to: "azurerm_lb.web",
    protocol: "ICMP",
    verdict: "dropped",
    decidedBy: "no rule of the load balancer",
  },
];
