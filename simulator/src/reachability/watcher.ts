import ipaddr from "ipaddr.js";
import { ArmError, badRequest } from "../core/arm-error.js";
import { lower } from "../core/arm-id.js";
import { asObject, asText, objects, textAt, textOf, type Json, type JsonObject } from "../core/json.js";
import type { Action, World } from "../core/type-row.js";
import {
  attachmentsOf,
  directionOf,
  routeFactsOf,
  securityGroupsOf,
  tagsOf,
  type Attachment,
} from "./attachment.js";
import { effectiveRoutes, routeTo } from "./routes.js";
import { deciding, judge, type RuleMatch, type Traffic, type Verdict } from "./rules.js";

/** `nextHop`: NextHopParameters to NextHopResult. */
export const nextHop: Action = ({ world }, request) => {
  const destination = addressAt(request, "destinationIPAddress");
  addressAt(request, "sourceIPAddress");
  const { subnet } = attachmentOf(world, request);
  const route = routeTo(effectiveRoutes(routeFactsOf(world, subnet)), destination);
  const table = textAt(world.lookup(subnet), "properties.routeTable.id");
  return {
    nextHopType: route?.nextHopType ?? "None",
    ...(route?.nextHopIpAddress === undefined ? {} : { nextHopIpAddress: route.nextHopIpAddress }),
    routeTableId: route?.source === "User" ? table : "System Route",
  };
};

/** `ipFlowVerify`: VerificationIPFlowParameters to VerificationIPFlowResult. */
export const ipFlowVerify: Action = ({ world }, request) => {
  const attachment = attachmentOf(world, request);
  const direction = directionOf(textAt(request, "direction"));
  const local = [addressAt(request, "localIPAddress"), textAt(request, "localPort")] as const;
  const remote = [addressAt(request, "remoteIPAddress"), textAt(request, "remotePort")] as const;
  const [from, to] = direction === "Inbound" ? [remote, local] : [local, remote];
  const verdicts = judged(world, attachment, {
    direction,
    protocol: textAt(request, "protocol"),
    source: from[0],
    sourcePort: from[1],
    destination: to[0],
    destinationPort: to[1],
  });
  const decision = deciding(verdicts);
  // Without a security group everything is allowed, and no rule has decided.
  if (decision === undefined) return { access: "Allow", ruleName: "" };
  return { access: decision.decides?.access ?? "Deny", ruleName: decision.decides?.name ?? "" };
};

/** `networkConfigurationDiagnostic`: the one that covers scale sets and application gateways too. */
export const networkConfigurationDiagnostic: Action = ({ world }, request) => {
  const attachment = attachmentOf(world, request);
  const results = objects(request["profiles"]).map((profile): Json => {
    const verdicts = judged(world, attachment, {
      direction: directionOf(textAt(profile, "direction")),
      protocol: textAt(profile, "protocol"),
      source: textAt(profile, "source"),
      sourcePort: "*",
      destination: textAt(profile, "destination"),
      destinationPort: textAt(profile, "destinationPort"),
    });
    return {
      profile,
      networkSecurityGroupResult: {
        securityRuleAccessResult: verdicts.every(({ decides }) => decides?.access === "Allow")
          ? "Allow"
          : "Deny",
        evaluatedNetworkSecurityGroups: verdicts.map(evaluated),
      },
    };
  });
  return { results };
};

function judged(world: World, attachment: Attachment, traffic: Traffic): Verdict[] {
  return judge(securityGroupsOf(world, attachment), traffic, tagsOf(routeFactsOf(world, attachment.subnet)));
}

function evaluated({ group, decides, evaluated: rules }: Verdict): JsonObject {
  return {
    networkSecurityGroupId: group.id,
    appliedTo: "subnet" in group.association ? group.association.subnet : group.association.networkInterface,
    matchedRule: decides === undefined ? null : { ruleName: bareName(decides.name), action: decides.access },
    rulesEvaluationResult: rules.map(shownMatch),
  };
}

function shownMatch(match: RuleMatch): JsonObject {
  return {
    name: bareName(match.rule.name),
    protocolMatched: match.protocol,
    sourceMatched: match.source,
    sourcePortMatched: match.sourcePort,
    destinationMatched: match.destination,
    destinationPortMatched: match.destinationPort,
  };
}

/** `UserRule_web`, `DefaultRule_DenyAllInBound`: how Network Watcher names rules here. */
function bareName(name: string): string {
  const [list = "", rule = ""] = name.split("/");
  return `${list === "defaultSecurityRules" ? "DefaultRule" : "UserRule"}_${rule}`;
}

/** Where the target is connected: through the interface that is named, else its first. */
function attachmentOf(world: World, request: JsonObject): Attachment {
  const target = textAt(request, "targetResourceId");
  const nic = asText(request["targetNicResourceId"]) ?? "";
  const attachments = attachmentsOf(world, target);
  const found =
    nic === ""
      ? attachments[0]
      : attachments.find(({ networkInterface }) => lower(networkInterface ?? "") === lower(nic));
  if (found !== undefined) return found;
  if (world.lookup(target) === undefined)
    throw new ArmError(404, "ResourceNotFound", `The target resource '${target}' was not found.`);
  throw badRequest(
    "TargetResourceNotSupported",
    `The target resource '${target}' has no network interface ${nic === "" ? "" : `'${nic}' `}to check.`,
  );
}

function addressAt(request: JsonObject, key: string): string {
  const text = textOf(asObject(request)[key]);
  if (ipaddr.isValid(text)) return text;
  throw badRequest("InvalidIPAddressFormat", `The value '${text}' of '${key}' is no IP address.`);
}
