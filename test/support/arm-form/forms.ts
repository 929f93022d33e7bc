/** Types whose resources are written in the form of Azure Resource Manager. */
import { CLUSTER_FORMS } from "./cluster-forms.js";
import { DOOR_FORMS } from "./door-forms.js";
import { FIREWALL_FORMS } from "./firewall-forms.js";
import type { Form } from "./form.js";
import { GATEWAY_FORMS } from "./gateway-form.js";
import { MACHINE_FORMS } from "./machine-forms.js";
import { MONITOR_FORMS } from "./monitor-forms.js";
import { NETWORK_FORMS } from "./network-forms.js";
import { OTHER_FORMS } from "./other-forms.js";

export const FORMS: Readonly<Record<string, Form>> = {
  ...CLUSTER_FORMS,
  ...DOOR_FORMS,
  ...FIREWALL_FORMS,
  ...GATEWAY_FORMS,
  ...MACHINE_FORMS,
  ...MONITOR_FORMS,
  ...NETWORK_FORMS,
  ...OTHER_FORMS,
};
