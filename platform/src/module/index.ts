export { ForeignFilesError } from "./files/module-folder.js";
export type { ModuleFormat } from "./files/module-hcl.js";
export { writeModule, type ModuleOptions, type WrittenModule } from "./write-module.js";
