import { knownText } from "@aks-topology/constructs/internal";
import type { Platform } from "../schema/platform.js";
import type { BuiltPlatform } from "../topology/platform.js";
import { readmeOf, rulesCsv, rulesMarkdown } from "./lists.js";
import { requestsOf, type CollectedRequests } from "./requests.js";
import { filesForSpokeTeams } from "./spoke-files.js";
import { firewallRulesModule, networkModule } from "./terraform.js";

/** Folder of the output for what other teams have to do, one folder per hub and per spoke below it. */
export const OTHER_TEAMS = "other-teams";

/** The files for other teams by their paths in `other-teams`; empty where nothing is asked of any. */
export function filesForOtherTeams(
  built: Pick<BuiltPlatform, "app" | "hubs" | "spokes">,
  platform: Platform,
): ReadonlyMap<string, string> {
  return new Map([
    ...requestsOf(built, platform).flatMap((requests) =>
      filesFor(requests, platform).map(([name, content]) => [`${requests.hub}/${name}`, content] as const),
    ),
    ...filesForSpokeTeams(built.app, platform),
  ]);
}

function filesFor(requests: CollectedRequests, { name, azurerm }: Platform): [string, string][] {
  const { peerings, routes, zoneLinks, hubs, firewallRules, ruleGroups } = requests;
  const hasNetwork = peerings.length + routes.length + zoneLinks.length + hubs.length > 0;
  return [
    ["README.md", readmeOf(knownText(name) ?? name, requests)],
    ...(hasNetwork ? [["network/main.tf", networkModule(requests, azurerm)] as [string, string]] : []),
    ...(firewallRules.length === 0
      ? []
      : ([
          ["firewall-rules.json", `${JSON.stringify(firewallRules, undefined, 2)}\n`],
          ["firewall-rules.csv", rulesCsv(firewallRules)],
          ["firewall-rules.md", `${rulesMarkdown(firewallRules)}\n`],
        ] satisfies [string, string][])),
    ...(ruleGroups.length === 0
      ? []
      : [["firewall-rules/main.tf", firewallRulesModule(requests, azurerm)] as [string, string]]),
  ];
}
