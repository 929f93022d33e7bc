export { moduleFiles, type ModuleFiles } from "./module-files.js";
export type { ModuleFormat } from "./module-hcl.js";
