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
  return command
    .option("--live", live)
    .addOption(
      new Option(
        "--endpoint <url>",
        "with --live: another address of the Resource Manager, such as the simulator's (default: AKS_TOPOLOGY_ARM_ENDPOINT)",
      ),
    )
    .addOption(
      new Option("--cloud <name>", "with --live: the cloud")
        .choices(["public", "usgovernment", "china"])
        .default("public"),
    )
    .option(
      "--subscription <id>",
      "with --live: the subscription of what the file leaves to the environment (default: ARM_SUBSCRIPTION_ID)",
    );
}
