import { InvalidArgumentError, Option } from "commander";
import type { MigrateOptions } from "../actions/migrate.js";
import { withAzure } from "../azure/options.js";
import type { AddCommand } from "../command.js";
import { platformFileOf } from "../platform-file.js";

/** `migrate FILE --to azure-cni-overlay`: the way off kubenet, phase by phase. */
export const addMigrate: AddCommand = (program, { io, end }) => {
  const command = program
    .command("migrate")
    .description("plan the move of clusters from kubenet to another network plugin, phase by phase")
    .argument("[file]", "platform file (default: platform.yaml, else that of cdktf.json)")
    .addOption(
      new Option("--to <plugin>", "the network plugin to move to")
        .choices(["azure-cni-overlay"])
        .makeOptionMandatory(),
    )
    .option("--cluster <spoke/cluster...>", "only these clusters (default: all on kubenet)")
    .addOption(new Option("--phase <number>", "show only this phase").argParser(phaseNumber))
    .option("--write", "apply the edit of --phase to the file")
    .option("--json", "print one JSON document");
  withAzure(
    command,
    "also check the clusters themselves: identity, network policy, version, pools, tables, and whether the mirror is retired",
  ).action(async (named: string | undefined, options: MigrateOptions) => {
    const { migrate } = await import("../actions/migrate.js");
    const file = platformFileOf(named, io, options);
    end(await migrate(file, options, io));
  });
};

function phaseNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("Use the number of a phase.");
}
