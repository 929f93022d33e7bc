import type { ApproveOptions } from "../actions/approve-private-link.js";
import { withConnection } from "../azure/options.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";

/** `approve-private-link FILE`: what azurerm cannot do, after Terraform has made the origins of Front Door. */
export const addApprovePrivateLink: AddCommand = (program, { io, end }) => {
  const command = program
    .command("approve-private-link")
    .description("approve the connections of Front Door to the private link services of clusters, in Azure")
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .option("--cluster <spoke/cluster...>", "only these clusters (default: all with a private link)")
    .option("--dry-run", "show what would be approved")
    .option("--json", "print one JSON document");
  withConnection(command).action(async (named: string | undefined, options: ApproveOptions) => {
    const { approvePrivateLink } = await import("../actions/approve-private-link.js");
    const file = platformFileOf(named, io, options);
    end(await approvePrivateLink(file, options, io));
  });
};
