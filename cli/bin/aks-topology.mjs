#!/usr/bin/env node
// A dependency of cdktf calls util.isArray (DEP0044): nothing that a user could do anything about.
process.noDeprecation = true;
await import("../dist/main.js");
