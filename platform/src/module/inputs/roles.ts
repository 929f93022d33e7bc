/** Roles that differ from the default rule, one line each with its reason. */
import { moduleRoles } from "../../schema/module-role.js";
import { policyRole } from "../../schema/governance.js";
import { platformSchema } from "../../schema/platform.js";
import { key } from "../../schema/values.js";

const { name, tags, hub, spokes } = platformSchema.shape;
const { subscriptionId, firewall } = hub.shape;
const { publicIps, publish } = firewall.unwrap().shape;

moduleRoles
  // Things refer to each other by these names; the platform's own begins every name in Azure.
  .add(key, { role: "fixed" })
  .add(name, { role: "variable" })
  // Whoever calls a module expects to give tags.
  .add(tags, { role: "variable", whenAbsent: {} })
  // The caller's providers decide on subscriptions.
  .add(subscriptionId, { role: "fixed" })
  .add(spokes.valueType.shape.subscriptionId, { role: "fixed" })
  // One resource each, and a choice among them.
  .add(policyRole, { role: "fixed" })
  .add(publicIps, { role: "fixed" })
  .add(publish.unwrap().valueType.shape.publicIp, { role: "fixed" });
