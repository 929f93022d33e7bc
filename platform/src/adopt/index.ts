/** From what runs already to a platform file. */
export { adoptInventory, type Adopted } from "./adopt.js";
export { parsePart } from "./given.js";
export { Inventory } from "./inventory.js";
export { isStateDocument } from "../terraform-state.js";
export { isArmTemplate, resourcesOfArm } from "./arm/read-arm.js";
export { resourcesOfState } from "./read-state.js";
export { lacksHub } from "./relations.js";
export { blocksFor, printBlocks, type StackBlocks } from "./terraform-blocks.js";
