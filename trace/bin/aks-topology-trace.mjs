#!/usr/bin/env node
import nodeModule from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `@aks-topology/trace needs Node 22.12 or newer, and this is ${process.version}. In the repository, npx takes the one that npm ci installs.`,
  );
  process.exit(1);
}

nodeModule.enableCompileCache();
await import("../dist/command/main.js");
