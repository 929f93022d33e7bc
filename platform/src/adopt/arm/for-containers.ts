/** Application Gateways for Containers. */
import type { FoundResource } from "../found.js";
import { found, textAt, without, type ArmResource } from "./arm-resource.js";

const GATEWAY = "azurerm_application_load_balancer";

export function forContainersOfArm(gateway: ArmResource): readonly FoundResource[] {
  return [found(GATEWAY, gateway, {})];
}

export function frontendOfArm(frontend: ArmResource): readonly FoundResource[] {
  const name = textAt(frontend.values, "fqdn");
  return [below(`${GATEWAY}_frontend`, frontend, { fully_qualified_domain_name: name })];
}

export function associationOfArm(association: ArmResource): readonly FoundResource[] {
  const subnet = textAt(association.values, "subnet.id");
  return [below(`${GATEWAY}_subnet_association`, association, { subnet_id: subnet })];
}

export function gatewayPolicyOfArm(policy: ArmResource): readonly FoundResource[] {
  const firewall = textAt(policy.values, "wafPolicy.id");
  const own = { web_application_firewall_policy_id: firewall };
  const whole = below(`${GATEWAY}_security_policy`, policy, own);
  const location = textAt(policy.values, "location")?.toLowerCase().replaceAll(" ", "");
  return [{ ...whole, values: { ...whole.values, location } }];
}

/** A part of a gateway, whose group and location are the gateway's. */
function below(
  type: string,
  part: ArmResource,
  own: Readonly<Record<string, string | undefined>>,
): FoundResource {
  const gateway = part.id.split("/").slice(0, -2).join("/");
  const whole = found(type, part, { application_load_balancer_id: gateway, ...own });
  return { ...whole, values: without(whole.values, "resource_group_name", "location") };
}
