import * as host from "@aks-topology/cli";
import { loadPlatform, synthesize } from "@aks-topology/platform";

// The entry of `cdktf synth|diff|deploy`: picks the platform file, and writes its stacks to where CDKTF looks for them.
process.noDeprecation = true; // cdktf calls util.isArray

process.exitCode = await host.withinCdktf(host.processIo(), (io) =>
  host.guarded(io, [], () => {
    const file = host.defaultPlatformFile(io);
    const result = loadPlatform(file);
    if (!result.ok) {
      host.printProblems(result.problems, io.stderr, io);
      return 1;
    }
    const outDir = host.cdktfOutDir(io);
    const { problems, stacks } = synthesize(result.loaded, outDir, { lock: host.lockMode({}, io) });
    host.printProblems(problems, io.stderr, io);
    if (stacks.length === 0) return 1;
    if (result.loaded.platform.backend === undefined) host.warnAboutState(file, stacks, io.stderr);
    return 0;
  }),
);
