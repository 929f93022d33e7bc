/** The resources of a plan or a state, with modules and indexes in their addresses. */
import { isRecord } from "../read/thing.js";
import type { FileProblems } from "./problem.js";

export type Key = string | number;
type Json = Readonly<Record<string, unknown>>;

export interface Instance {
  /** `module.hub.azurerm_subnet.nodes["a"]` */
  readonly address: string;
  /** `module.hub`; empty for the root module. */
  readonly module: string;
  /** `azurerm_subnet.nodes`, `data.azurerm_subnet.nodes` */
  readonly resource: string;
  readonly type: string;
  readonly key: Key | undefined;
  /** Without what is known after apply. */
  readonly values: Json;
}

/** @param root `root_module` of the values of a plan or a state */
export function instancesOf(root: unknown, where: string, problems: FileProblems): readonly Instance[] {
  return ofModule(root, "", where, problems);
}

function ofModule(module: unknown, address: string, where: string, problems: FileProblems): Instance[] {
  if (!isRecord(module)) {
    problems.damaged(where, "an object");
    return [];
  }
  const resources = list(module["resources"], `${where}.resources`, problems);
  const children = list(module["child_modules"], `${where}.child_modules`, problems);
  return [
    ...resources.flatMap((resource, i) =>
      ofResource(resource, address, `${where}.resources[${i}]`, problems),
    ),
    ...children.flatMap((child, i) => {
      const place = `${where}.child_modules[${i}]`;
      const name = isRecord(child) ? child["address"] : undefined;
      if (typeof name === "string") return ofModule(child, name, place, problems);
      problems.damaged(place, "a module with an address");
      return [];
    }),
  ];
}

function ofResource(resource: unknown, module: string, where: string, problems: FileProblems): Instance[] {
  if (!isRecord(resource)) {
    problems.damaged(where, "an object");
    return [];
  }
  const { address, mode, type, name, index, values } = resource;
  if (typeof address !== "string" || typeof type !== "string" || typeof name !== "string") {
    problems.damaged(where, "a resource with address, type and name");
    return [];
  }
  if (values !== undefined && values !== null && !isRecord(values)) {
    problems.damaged(`${where}.values`, "an object");
    return [];
  }
  // It was replaced, and is no part of the network for long.
  if (typeof resource["deposed_key"] === "string") return [];
  const key = typeof index === "string" || typeof index === "number" ? index : undefined;
  const id = `${mode === "data" ? "data." : ""}${type}.${name}`;
  return [{ address, module, resource: id, type, key, values: isRecord(values) ? values : {} }];
}

function list(value: unknown, where: string, problems: FileProblems): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  problems.damaged(where, "a list");
  return [];
}
