export { ForeignFilesError } from "./module-folder.js";
export type { ModuleFormat } from "./module-hcl.js";
export { writeModule, type ModuleOptions, type WrittenModule } from "./write-module.js";
