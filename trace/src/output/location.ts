/** A line of the file that a person edits. */
export interface Location {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Finds the line that a thing comes from, by its Terraform address; undefined where that is not known. */
export type Locate = (terraformAddress: string) => Location | undefined;

export const nowhere: Locate = () => undefined;

/** The line of what decides, else of the thing at which it is decided. */
export function locationOf(
  { by, at }: { readonly by: string; readonly at: string },
  locate: Locate,
): Location | undefined {
  return locate(by) ?? locate(at);
}
