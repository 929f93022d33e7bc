import {
  commonNames,
  EgressFilter,
  EgressRules,
  ExistingSubnet,
  FirewallRuleGroup,
  Hub,
  readable,
  Subnet,
  usableAddresses,
  type DerivedRule,
  type IExtensibleSubnet,
  type IHub,
  type Spoke,
} from "@aks-topology/constructs/internal";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition/index.js";
import type { IConstruct } from "constructs";
import { locationOf } from "./location.js";
import { requestOf, type PlannedRequest } from "./other-teams/spoke-requests.js";
import {
  neededBy,
  peersOf,
  requestsOf,
  withoutConstructs,
  type TeamRequests,
} from "./other-teams/requests.js";
import { fileKeyOf } from "./renames/file-keys.js";
import { peerGroupsOf } from "./peer-groups.js";
import type { Platform } from "./schema/platform.js";
import type { BuiltPlatform } from "./topology/platform.js";
import { touchesOf, type Touch } from "./touches.js";

/** One subnet of the address plan. */
export interface PlannedAddresses {
  /** Key of the network: "hub", or the spoke's. */
  readonly network: string;
  /** Keys of its tenant, or the name that Azure requires. */
  readonly subnet: string;
  readonly prefix: string;
  /** Addresses that its tenants may use. */
  readonly usable: number;
  /** Addresses that its tenants use at their largest, upgrades included. */
  readonly needed: number;
  /** Nodes that fit; null if the subnet is not for nodes. */
  readonly holdsNodes: number | null;
}

/** One firewall rule, with the cluster that needs it. */
export interface PlannedRule extends DerivedRule {
  readonly cluster: string;
}

/**
 * A rule for calls to something private: a gateway, pods or load balancers, in the hub of the callee or of the caller; or for
 * calls of what is in no cluster, such as the hub's jump host.
 */
export interface PlannedCall extends DerivedRule {
  /**
   * What is called, or who calls, as keys of the platform file: `shop/internal`, `shop/to-north`, `north/peers` of the hub's own
   * peers, `hub/jump-host`.
   */
  readonly neededBy: string;
}

/** One role assignment, by the Terraform addresses of its principal and its scope. */
export interface PlannedRole {
  readonly address: string;
  readonly holder: string;
  readonly role: string;
  readonly scope: string;
  readonly reason: string;
}

/** What users review before they apply: addresses, firewall rules and role assignments. */
export interface Description {
  readonly addressPlan: readonly PlannedAddresses[];
  readonly egressRules: readonly PlannedRule[];
  /** Firewall rules for callers of what is private in a spoke, in the hub of each end. */
  readonly callRules: readonly PlannedCall[];
  readonly roleAssignments: readonly PlannedRole[];
  /** What the teams of existing subnets, route tables and security groups have to set. */
  readonly requests: readonly PlannedRequest[];
  /** What changes in resources that the platform does not create. */
  readonly touches: readonly Touch[];
  /** What other teams have to do, by hub. */
  readonly otherTeams: readonly TeamRequests[];
  /**
   * Names that are unique in all of Azure, and that each platform of this name and region has, since no subscription is
   * known. None once a lock file says that the platform exists.
   */
  readonly commonNames: readonly string[];
}

/** Describes the constructs of a platform; of a platform with problems, as much as was built. */
export function describe(
  built: Pick<BuiltPlatform, "app" | "hubs" | "spokes" | "addressBook">,
  platform: Platform,
): Description {
  const { app, addressBook } = built;
  const constructs = app.node.findAll();
  const customRoles = new Map(constructs.flatMap(customRole));
  return {
    addressPlan: constructs.flatMap((construct) =>
      construct instanceof Subnet || construct instanceof ExistingSubnet ? [addressesOf(construct)] : [],
    ),
    egressRules: egressRulesOf(built),
    callRules: [
      ...built.spokes.flatMap(callsOf),
      ...built.hubs.flatMap(callsOfPeers),
      ...built.hubs.flatMap(callsOfJumpHost),
    ],
    roleAssignments: constructs.flatMap((construct) =>
      construct instanceof RoleAssignment ? [roleOf(construct, customRoles)] : [],
    ),
    requests: constructs.flatMap(requestOf),
    touches: touchesOf(built),
    otherTeams: requestsOf(built, platform).map(withoutConstructs),
    commonNames: addressBook.isNew ? commonNames(app) : [],
  };
}

/** The firewall rules that clusters and the runtime need. */
export function egressRulesOf({ app }: Pick<BuiltPlatform, "app">): readonly PlannedRule[] {
  return app.node
    .findAll()
    .flatMap((construct) =>
      construct instanceof EgressRules || construct instanceof EgressFilter ? rulesOf(construct) : [],
    );
}

function callsOf(spoke: Spoke): PlannedCall[] {
  return spoke.node
    .findAll()
    .filter((construct) => construct instanceof FirewallRuleGroup)
    .filter(({ node }) => !(node.scope instanceof EgressRules))
    .flatMap((group) => callsIn(group, neededBy(spoke, group)));
}

function callsOfPeers(hub: IHub): PlannedCall[] {
  return peerGroupsOf(hub).flatMap((group) => callsIn(group, peersOf(hub)));
}

function callsOfJumpHost(hub: IHub): PlannedCall[] {
  const rules = hub instanceof Hub ? hub.jumpHost?.rules : undefined;
  return rules === undefined ? [] : callsIn(rules, `${fileKeyOf(hub)}/jump-host`);
}

function callsIn(group: FirewallRuleGroup, by: string): PlannedCall[] {
  return group.derived.map((rule) => ({
    neededBy: by,
    ...rule,
    destinations: rule.destinations.map((text) => readable(group, text)),
  }));
}

function addressesOf(subnet: IExtensibleSubnet): PlannedAddresses {
  const { network, name } = locationOf(subnet);
  const { prefix, demand } = subnet;
  return {
    network,
    subnet: name,
    prefix: prefix.literal,
    usable: usableAddresses(prefix.prefixLength),
    needed: demand.addresses,
    holdsNodes: demand.holdsNodes ?? null,
  };
}

function rulesOf(rules: EgressRules | EgressFilter): PlannedRule[] {
  const { scope } = rules.node;
  const { network, name } = locationOf(scope ?? rules);
  return rules.derived.map((rule) => ({
    cluster: `${network}/${name}`,
    ...rule,
    destinations: rule.destinations.map((text) => readable(rules, text)),
  }));
}

/** Names of custom roles by their addresses. */
function customRole(construct: IConstruct): [string, string][] {
  if (!(construct instanceof RoleDefinition)) return [];
  return [[addressOf(construct), readable(construct, construct.nameInput ?? "")]];
}

function roleOf(assignment: RoleAssignment, customRoles: ReadonlyMap<string, string>): PlannedRole {
  const reference = (value: string | undefined): string => referenceOf(assignment, value);
  const role = reference(assignment.roleDefinitionNameInput ?? assignment.roleDefinitionIdInput);
  return {
    address: addressOf(assignment),
    holder: reference(assignment.principalIdInput),
    role: customRoles.get(role) ?? role,
    scope: reference(assignment.scopeInput),
    reason: readable(assignment, assignment.descriptionInput ?? ""),
  };
}

function addressOf(element: RoleAssignment | RoleDefinition): string {
  return `${element.terraformResourceType}.${element.friendlyUniqueId}`;
}

/** The attributes by which a role assignment refers to a principal, a scope or a role. */
const ATTRIBUTE = /\.(id|principal_id|object_id|role_definition_resource_id|name)$/;

/** The Terraform address that a value refers to; a literal value as it is. */
function referenceOf(scope: IConstruct, value = ""): string {
  const text = readable(scope, value);
  return text === value ? text : text.replace(ATTRIBUTE, "");
}
