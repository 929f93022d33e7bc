import { logReporter } from "../../adapters/log.js";
import type { LogLevel } from "../../adapters/log-levels.js";
import type { Ports } from "../../ports/ports.js";
import { all, silent, type Reporter } from "../../ports/reporter.js";
import { azureOptionsOf } from "./connection.js";
import type { DoctorPorts } from "./doctor/ask.js";
import type { Io } from "./io.js";
import type { CommonOptions } from "./options.js";

/** What commands that end log unless an option says otherwise: at a terminal nothing, since their report says the same. */
export function quietestOf({ stderr }: Io): LogLevel {
  return stderr.isTTY === true ? "silent" : "warn";
}

/** What the core needs, from the options of the command line. Loads the Azure SDKs: not for what works offline. */
export async function portsFor(options: CommonOptions, io: Io, quietest: LogLevel): Promise<Ports> {
  const { connectAzure } = await import("../../adapters/azure/connect.js");
  const tables = await connectAzure(azureOptionsOf(options, io), io.clock);
  return { tables, ...surroundings(options, io, quietest) };
}

/** What the doctor needs besides. */
export async function doctorPortsFor(options: CommonOptions, io: Io): Promise<DoctorPorts> {
  const { connectDoctor } = await import("../../adapters/azure/connect.js");
  return {
    ...(await connectDoctor(azureOptionsOf(options, io), io.clock)),
    ...surroundings(options, io, quietestOf(io)),
  };
}

function surroundings(options: CommonOptions, io: Io, quietest: LogLevel): Omit<Ports, "tables"> {
  const { logLevel = quietest } = options;
  return {
    clock: io.clock,
    random: Math.random,
    reporter: all([logReporter(logLevel, { write: (line) => io.stderr.write(line) }), progress(io)]),
  };
}

/** Shows an operator what is waited for; a script has it in the logs. */
function progress({ stderr }: Io): Reporter {
  return {
    ...silent,
    notice: (notice) => {
      if (notice.kind !== "waited" || stderr.isTTY !== true) return;
      stderr.write(`waited ${(notice.waitMs / 1000).toFixed(1)} s for ${notice.table}: ${notice.reason}\n`);
    },
  };
}
