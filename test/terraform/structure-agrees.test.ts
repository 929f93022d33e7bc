import { agreeing } from "../support/terraform/structure-agrees.js";

agreeing(20, 11);
