/** Security groups: the verdict of the model and that of Network Watcher's configuration diagnostic. */
import type { Address } from "../address.js";
import type { Subnet } from "../model/model.js";
import type { Evidence } from "../walk/hop.js";
import { clustersOfPods } from "../walk/locate.js";
import { contains } from "./addresses.js";
import { Unanswered, type Attachment, type Flow, type LiveVerdict } from "./azure.js";
import { answered, differs, notVerifiable, same, type HopCheck } from "./check.js";
import type { LiveContext } from "./check-route.js";
import { isId, isSameResource } from "./ids.js";

export type GroupEvidence = Evidence & { readonly kind: "security-group" };

const METHOD = "network-configuration-diagnostic";

export async function checkSecurityGroup(evidence: GroupEvidence, context: LiveContext): Promise<HopCheck> {
  const { subnet, allows } = evidence;
  if (!isId(subnet.key)) return notVerifiable(`The id of ${subnet.address} is known after apply.`);
  const attachment = await context.azure.attachmentIn(subnet);
  if (attachment === undefined)
    return notVerifiable(
      `${subnet.address} has no network interface and no Application Gateway to ask about.`,
    );
  const flow = await flowOf(evidence, attachment, context);
  if (flow instanceof Unanswered) return notVerifiable(`${flow.reason}.`);
  const verdicts = await context.azure.securityGroups(attachment, flow);
  if (verdicts instanceof Unanswered) return notVerifiable(`${verdicts.reason}.`);
  const own = verdicts.find(({ appliedTo }) => isSameResource(subnet.key, appliedTo));
  const answer = `${verdicts.map(verdictText).join(", ") || "no security group"}, for ${flow.source} to ${flow.destination}`;
  if (allows === undefined) return answered(METHOD, answer);
  if (allows && isOfOverlay(evidence, context) && verdicts.some(isByDefault)) return notVerifiable(OVERLAY);
  if (own === undefined) return differs(METHOD, answer, `${subnet.name} has no security group in Azure.`);
  if (own.allows !== allows) return differs(METHOD, answer, `The model says ${allows ? "Allow" : "Deny"}.`);
  const other = verdicts.find((verdict) => !verdict.allows && verdict !== own);
  if (allows && other !== undefined)
    return differs(METHOD, answer, `${lastOf(other.group)} is a group that the model does not have.`);
  return same(METHOD, answer);
}

const OVERLAY =
  "Network Watcher does not count pods of an overlay among VirtualNetwork, which the default rules allow.";

function isOfOverlay({ packet }: GroupEvidence, { model }: LiveContext): boolean {
  return [packet.source, packet.destination].some((address) =>
    clustersOfPods(model, address).some(({ plugin }) => plugin === "overlay"),
  );
}

/** A denial by the rules that every group has. */
function isByDefault({ allows, rule }: LiveVerdict): boolean {
  return !allows && /^DenyAll(In|Out)bound$/i.test(rule);
}

function verdictText({ group, rule, allows }: LiveVerdict): string {
  return `${allows ? "Allow" : "Deny"} by ${lastOf(group)}/${rule}`;
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

async function flowOf(
  { subnet, packet, direction }: GroupEvidence,
  { address }: Attachment,
  { addresses }: LiveContext,
): Promise<Flow | Unanswered> {
  const text = async (side: Address, isLocal: boolean): Promise<string | Unanswered> => {
    if (isLocal && address !== undefined && has(side, address)) return address;
    // A service has no addresses that are known; Network Watcher takes the tag that a rule has.
    const tag = side.kind === "public" ? side.tags.find((own) => isNamed(own, subnet)) : undefined;
    return tag ?? addresses.of(side);
  };
  const source = await text(packet.source, direction === "outbound");
  const destination = await text(packet.destination, direction === "inbound");
  if (source instanceof Unanswered) return source;
  if (destination instanceof Unanswered) return destination;
  const port = packet.port === undefined ? "*" : String(packet.port);
  return { direction, protocol: packet.protocol, source, destination, port };
}

function has(side: Address, address: string): boolean {
  return side.kind === "range" && contains(side.range, address);
}

/** Whether a rule of the subnet's group has a service tag. */
function isNamed(tag: string, { securityGroup }: Subnet): boolean {
  const sets = (securityGroup?.rules ?? []).flatMap(({ sources, destinations }) => [
    ...sources,
    ...destinations,
  ]);
  return sets.some((set) => set.kind === "tag" && set.tag.toLowerCase() === tag.toLowerCase());
}
