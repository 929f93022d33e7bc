import type { Stack } from "@aks-topology/terraform";
import { isValues, type Values } from "../adopt/values.js";

/** Types that configure a subnet and are not in it. */
const CONFIGURES = /^azurerm_(?:subnet_\w+_association|role_assignment|network_watcher_flow_log)\./;

/** The resources of earlier output. */
export class EarlierResources {
  readonly #stacks: readonly Stack[];
  #users: readonly string[] | undefined;

  constructor(stacks: readonly Stack[]) {
    this.#stacks = stacks;
  }

  /** The arguments of a resource; none where there is no such resource. */
  bodyOf(stack: string, address: string): Values {
    const [type = "", label = ""] = address.split(".");
    const json = this.#stacks.find(({ name }) => name === stack)?.json;
    return child(child(child(json, "resource"), type), label) ?? {};
  }

  /** Whether a resource refers to another one, apart from those that only configure it. */
  hasUsers(address: string): boolean {
    this.#users ??= this.#stacks.flatMap(({ json }) =>
      Object.entries(child(json, "resource") ?? {}).flatMap(([type, byLabel]) =>
        CONFIGURES.test(`${type}.`) ? [] : [JSON.stringify(byLabel)],
      ),
    );
    return this.#users.some((text) => text.includes(`\${${address}.`));
  }
}

function child(value: unknown, key: string): Values | undefined {
  const inner = isValues(value) ? value[key] : undefined;
  return isValues(inner) ? inner : undefined;
}
