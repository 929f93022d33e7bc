import { Naming, type NamedType, type NamingOptions } from "@aks-topology/constructs/internal";
import type { Platform } from "../schema/platform.js";
import { hubsOf } from "./hubs.js";

/**
 * How the Azure resources of a platform are named: by a pattern, and some by a name of their own.
 *
 * @param home subscription that distinguishes names which are unique in all of Azure
 */
export function namingOf(platform: Platform, home: string | undefined): Naming {
  const { name, location, naming = {} } = platform;
  const options: NamingOptions = { ...naming, given: givenNames(platform) };
  return new Naming(name, [location, ...(home === undefined ? [] : [home])], options);
}

type GivenNames = NonNullable<NamingOptions["given"]>;

function givenNames(platform: Platform): GivenNames {
  const hubs = hubsOf(platform).flatMap(({ key, spec }) =>
    // What exists already has its name.
    spec.id !== undefined
      ? []
      : [
          ...given("virtualNetwork", [key], spec.name),
          ...given("firewall", [key], spec.firewall?.name),
          ...given("firewallPolicy", [key], spec.firewall?.policyName),
          ...given("networkGateway", [key], spec.gateway?.name),
        ],
  );
  const spokes = Object.entries(platform.spokes).flatMap(([key, { name, gateways, clusters }]) => [
    ...given("virtualNetwork", [key], name),
    ...Object.entries(gateways).flatMap(([gateway, spec]) =>
      spec.id === undefined ? given("applicationGateway", [key, gateway], spec.name) : [],
    ),
    ...Object.entries(clusters).flatMap(([cluster, spec]) =>
      spec.id === undefined ? given("cluster", [key, cluster], spec.name) : [],
    ),
  ]);
  const frontDoors = Object.entries(platform.frontDoors).flatMap(([key, { name }]) =>
    given("frontDoor", [key], name),
  );
  return [...hubs, ...spokes, ...frontDoors];
}

function given(type: NamedType, parts: readonly string[], name: string | undefined): GivenNames {
  return name === undefined ? [] : [{ type, parts, name }];
}
