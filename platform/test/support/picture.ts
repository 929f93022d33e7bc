import { loadPlatform, survey, type Picture, type PictureBox, type Survey } from "@aks-topology/platform";
import { join } from "node:path";
import { ROOT } from "../../../test/support/files.js";

/** The survey of an example, with its picture. */
export function surveyed(file: string): Survey & { readonly picture: Picture } {
  const result = loadPlatform(join(ROOT, "examples", file));
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  const found = survey(result.loaded);
  if (found.picture === undefined) throw new Error(`${file} has no picture.`);
  return { ...found, picture: found.picture };
}

/** The Terraform addresses of boxes and items: `azurerm_x.y` of a part `azurerm_x.y#part` too, once per resource. */
export function shownAddresses({ boxes, links }: Picture): readonly string[] {
  return [
    ...boxes.flatMap(({ address, items }) => [address, ...items.map((item) => item.address)]),
    ...links.flatMap(({ addresses }) => addresses),
  ].filter((address) => address !== "");
}

export function titleOf(id: string, boxes: readonly PictureBox[]): string {
  const box = boxes.find((item) => item.id === id);
  if (box === undefined) return id;
  return box.parent === undefined ? box.title : `${titleOf(topOf(box, boxes), boxes)}/${box.title}`;
}

function topOf(box: PictureBox, boxes: readonly PictureBox[]): string {
  const above = boxes.find(({ id }) => id === box.parent);
  return above === undefined ? box.id : topOf(above, boxes);
}
