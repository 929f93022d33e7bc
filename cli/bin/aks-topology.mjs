#!/usr/bin/env node
import { enableCompileCache } from "node:module";

// A dependency of cdktf calls util.isArray (DEP0044), which no user can change.
process.noDeprecation = true;
// Two thirds of a start-up compile CDKTF's code, which never changes. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
enableCompileCache();
await import("../dist/bundle/main.js");
