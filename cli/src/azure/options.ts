import { Option, type Command } from "commander";

/** How a command reaches Azure. */
export interface AzureOptions {
  readonly live?: true | undefined;
  readonly endpoint?: string | undefined;
  readonly cloud: "public" | "usgovernment" | "china";
  readonly subscription?: string | undefined;
}

/** Adds `--live` and what belongs to it. */
export function withAzure(command: Command, live: string): Command {
  return withConnection(command.option("--live", live), "with --live: ");
}

/** Adds how a command reaches Azure; `when` begins the descriptions. */
export function withConnection(command: Command, when = ""): Command {
  return command
    .addOption(
      new Option(
        "--endpoint <url>",
        `${when}another address of the Resource Manager, such as the simulator's (default: AKS_TOPOLOGY_ARM_ENDPOINT)`,
      ),
    )
    .addOption(
      new Option("--cloud <name>", `${when}the cloud`)
        .choices(["public", "usgovernment", "china"])
        .default("public"),
    )
    .option(
      "--subscription <id>",
      `${when}the subscription, where the file names none (default: ARM_SUBSCRIPTION_ID)`,
    );
}
