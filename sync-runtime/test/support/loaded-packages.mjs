// Prints the packages whose code a process has loaded, as the last line of standard error: from their own files, or from
// a bundle, which names the file before each piece.
import { registerHooks } from "node:module";
const packages = new Set();
const find = (text) => {
  for (const [, name] of text.matchAll(/node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/g)) packages.add(name);
};
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    find(url);
    for (const [line] of String(loaded.source ?? "").matchAll(/^\/\/ .*$/gm)) find(line);
    return loaded;
  },
});
process.on("exit", () => process.stderr.write("\n" + JSON.stringify([...packages])));
