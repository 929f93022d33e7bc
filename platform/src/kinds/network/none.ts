import { Cidr } from "@aks-topology/constructs";
import * as z from "zod";
import { MISSING_KEY } from "../../file-rules.js";
import { ipv4Cidr, type IssueParams } from "../../schema/values.js";
import { DEFAULT_POD_CIDR, IN_CLUSTER, inClusterOptions } from "./keys.js";
import { networkKind } from "./kind.js";

const INSTALLS_NONE: IssueParams = {
  problem: MISSING_KEY.code,
  hint: "Add install: cilium or calico, or remove podCidr: the range of another plugin is not known here.",
};

export const none = networkKind({
  schema: z
    .strictObject({
      plugin: z.literal("none").meta({ description: "No plugin: you install one." }),
      install: z.enum(["cilium", "calico"]).optional().meta({
        description:
          "Plugin that you install by Helm: its values are written to `kubernetes/`, and the egress allows its images.",
        fallback: "another one",
      }),
      podCidr: ipv4Cidr.optional().meta({
        description: "Range of the pods of the plugin that is installed.",
        fallback: `${DEFAULT_POD_CIDR}, with install`,
      }),
      ...IN_CLUSTER,
    })
    .refine(({ install, podCidr }) => install !== undefined || podCidr === undefined, {
      error: "The range of pods is that of a plugin, and install names none",
      path: ["podCidr"],
      params: INSTALLS_NONE,
    }),
  network: ({ plugin: type, install, podCidr = Cidr.of(DEFAULT_POD_CIDR), ...spec }) => ({
    type,
    install: install && { plugin: install, podCidr },
    ...inClusterOptions(spec),
  }),
  features: [
    { name: "bring your own CNI", key: "plugin: none" },
    {
      name: "values of Cilium or Calico that you install",
      key: "plugin: none, install",
      usedBy: ({ install }) => install !== undefined,
    },
  ],
  variations: { install: ["cilium", "calico"] },
});
