import { connectDetails } from "./details.js";
import { connectLive } from "./live.js";
import { connectPaths } from "./paths.js";
import { connectPicture } from "./picture.js";
import { connectSource } from "./source.js";
import { connectWhatIf } from "./what-if-table.js";

connectPicture();
connectDetails();
connectPaths();
connectWhatIf();
connectSource();
connectLive();
