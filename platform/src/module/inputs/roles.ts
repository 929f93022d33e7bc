/** Roles that differ from the default rule, one line each with its reason. */
import { moduleRoles } from "../../schema/module-role.js";
import { policyRole } from "../../schema/governance.js";
import { createdHub } from "../../schema/hub.js";
import { platformSchema } from "../../schema/platform.js";
import { virtualWanHub } from "../../schema/virtual-wan.js";
import { key } from "../../schema/values.js";

const { name, tags, spokes, routeSync } = platformSchema.shape;
const { subscriptionId, firewall } = createdHub.shape;
const { publicIps, publish } = firewall.unwrap().shape;

moduleRoles
  // References use these names; the platform's name is the first part of every name in Azure.
  .add(key, { role: "fixed" })
  .add(name, { role: "variable" })
  // Callers of a module expect to set tags.
  .add(tags, { role: "variable", whenAbsent: {} })
  // The caller's providers decide on subscriptions.
  .add(subscriptionId, { role: "fixed" })
  .add(spokes.unwrap().valueType.shape.subscriptionId, { role: "fixed" })
  .add(routeSync.unwrap().shape.subscriptionId, { role: "fixed" })
  // Each has one resource, and a number selects one of them.
  .add(policyRole, { role: "fixed" })
  .add(publicIps, { role: "fixed" })
  .add(virtualWanHub.shape.subscriptionId, { role: "fixed" })
  .add(virtualWanHub.shape.firewall.unwrap().shape.publicIps, { role: "fixed" })
  .add(publish.unwrap().valueType.shape.publicIp, { role: "fixed" });
