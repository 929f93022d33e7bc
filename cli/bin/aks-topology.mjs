#!/usr/bin/env node
import nodeModule from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `aks-topology needs Node 22.12 or newer, and this is ${process.version}. In the repository, npx aks-topology takes the one that npm ci installs.`,
  );
  process.exit(1);
}

// A dependency of cdktf calls util.isArray (DEP0044), which no user can change.
process.noDeprecation = true;
// Two thirds of a start-up compile CDKTF's code, which never changes. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
nodeModule.enableCompileCache();
await import("../dist/bundle/main.js");
