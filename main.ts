import * as host from "@aks-topology/cli";
import { loadPlatform, synthesize } from "@aks-topology/platform";

// The entry of `cdktf synth|diff|deploy`: picks the platform file, and writes its stacks to where CDKTF looks for them.
process.noDeprecation = true; // cdktf calls util.isArray
const io = host.processIo();

process.exitCode = await host.guarded(io, [], () => {
  const file = host.defaultPlatformFile(io);
  const result = loadPlatform(file);
  if (!result.ok) {
    host.printProblems(result.problems, io.stderr, io);
    return 1;
  }
  const { problems, stacks } = synthesize(result.loaded, host.cdktfOutDir(io), {
    lock: host.lockMode({}, io),
  });
  const sink = stacks.length > 0 ? host.warningSink(io) : io.stderr;
  host.printProblems(problems, sink, io);
  if (stacks.length > 0 && result.loaded.platform.backend === undefined)
    host.warnAboutState(file, stacks, sink);
  return stacks.length > 0 ? 0 : 1;
});
