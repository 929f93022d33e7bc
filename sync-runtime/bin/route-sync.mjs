#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `route-sync needs Node 22.12 or newer, and this is ${process.version}. In the repository, npx route-sync takes the one that npm ci installs.`,
  );
  process.exit(1);
}

await import("../dist/cli/main.js");
