import { badRequest, conflict } from "../core/arm-error.js";
import { asObject, at, objects, textAt, textOf } from "../core/json.js";
import { stableGuid } from "../core/random.js";
import type { Refusal, TypeRow } from "../core/type-row.js";
import { fixed, plainLocation, prefixesOf } from "./helpers.js";

const CONTROLLER = "Microsoft.ServiceNetworking/trafficControllers";
const ASSOCIATIONS = `${CONTROLLER}/associations`;
const SERVICE = CONTROLLER.toLowerCase();
/** The smallest subnet: at least 250 addresses. */
const LONGEST_PREFIX = 24;

/** The subnet of an association: a /24 or larger, delegated to the service alone. */
const refusesSubnet: Refusal = ({ body, world }) => {
  const id = textAt(body, "properties.subnet.id");
  const subnet = world.lookup(id);
  if (subnet === undefined) return undefined;
  const services = objects(at(subnet, "properties.delegations")).map((delegation) =>
    textAt(delegation, "properties.serviceName").toLowerCase(),
  );
  if (services.length !== 1 || services[0] !== SERVICE)
    return badRequest(
      "AssociationSubnetNotDelegated",
      `Subnet ${id} must be delegated to ${CONTROLLER}.`,
      [],
    );
  const small = prefixesOf(asObject(subnet["properties"])).find(
    (prefix) => Number(prefix.split("/")[1]) > LONGEST_PREFIX,
  );
  return small === undefined
    ? undefined
    : badRequest("AssociationSubnetTooSmall", `Subnet ${id}, ${small}, has less than 250 addresses.`, []);
};

/** One association per traffic controller. */
const refusesSecond: Refusal = ({ id, world }) => {
  const own = id.toLowerCase();
  const parent = own.slice(0, own.lastIndexOf("/associations/"));
  const other = world
    .ofType(ASSOCIATIONS)
    .map((association) => textOf(association["id"]).toLowerCase())
    .find((each) => each !== own && each.startsWith(`${parent}/associations/`));
  return other === undefined
    ? undefined
    : conflict("AssociationLimitReached", `The traffic controller has the association ${other} already.`);
};

/** Children are in the region of their traffic controller. */
const inSameRegion: Refusal = ({ id, body, world }) => {
  const parent = world.lookup(id.split("/").slice(0, -2).join("/"));
  return parent === undefined || plainLocation(parent) === plainLocation(body)
    ? undefined
    : badRequest("LocationMismatch", `${id} is in another region than its traffic controller.`, []);
};

/** Application Gateway for Containers. */
export const trafficControllerRows: readonly TypeRow[] = [
  {
    type: CONTROLLER,
    needsLocation: true,
    retryAfter: 0,
    blockedByChildren: ["associations", "frontends", "securityPolicies"],
    computed: {
      "properties.configurationEndpoints": ({ id, body }) => [
        `${stableGuid(id.toLowerCase())}.trafficcontroller.azure.com/${plainLocation(body)}`,
      ],
    },
  },
  {
    type: ASSOCIATIONS,
    needsLocation: true,
    retryAfter: 0,
    references: [{ path: "properties.subnet.id" }],
    refusals: [inSameRegion, refusesSubnet, refusesSecond],
  },
  {
    type: `${CONTROLLER}/frontends`,
    needsLocation: true,
    retryAfter: 0,
    computed: {
      "properties.fqdn": ({ id }) => `${stableGuid(id.toLowerCase()).slice(0, 16)}.fz01.alb.azure.com`,
    },
    refusals: [inSameRegion],
  },
  {
    type: `${CONTROLLER}/securityPolicies`,
    needsLocation: true,
    retryAfter: 0,
    computed: { "properties.policyType": fixed("waf") },
    references: [{ path: "properties.wafPolicy.id" }],
    refusals: [inSameRegion],
  },
];
