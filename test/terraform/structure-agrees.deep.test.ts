import { agreeing } from "../support/terraform/structure-agrees.js";

agreeing(60, 12);
