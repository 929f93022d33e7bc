import type { IConstruct } from "constructs";
import { report as record, type Problem } from "./problem.js";

/** Reports problems of a construct, as an egress of one's own does. Building goes on, so that all problems show at once. */
export function report(construct: IConstruct, ...problems: readonly Problem[]): void {
  record(construct, ...problems);
}
