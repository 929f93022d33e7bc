import { connectDetails } from "./details.js";
import { connectPaths } from "./paths.js";
import { connectPicture } from "./picture.js";
import { connectWhatIf } from "./what-if-table.js";

connectPicture();
connectDetails();
connectPaths();
connectWhatIf();
