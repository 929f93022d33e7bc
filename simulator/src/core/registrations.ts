import { ArmError, GATEWAY } from "./arm-error.js";
import { lower } from "./arm-id.js";
import type { Call } from "./call.js";

/** Namespaces that every subscription has from the start (Microsoft Learn, "Azure resource providers and types"). */
const ALWAYS = new Set(["microsoft.authorization", "microsoft.resources"]);

/** The resource providers that are not registered, per subscription. All are registered by default. */
export class Registrations {
  readonly #unregistered: Set<string>;
  /** `subscription/namespace` of those that were registered since. */
  readonly #registered = new Set<string>();

  constructor(unregistered: readonly string[]) {
    this.#unregistered = new Set(unregistered.map(lower));
  }

  /** Takes the registration of namespaces away, in all subscriptions. */
  unregister(namespaces: readonly string[]): void {
    this.#registered.clear();
    this.#unregistered.clear();
    for (const namespace of namespaces) this.#unregistered.add(lower(namespace));
  }

  register(subscription: string, namespace: string): void {
    if (this.#unregistered.has(lower(namespace))) this.#registered.add(keyOf(subscription, namespace));
  }

  state(subscription: string | undefined, namespace: string): "Registered" | "NotRegistered" {
    const missing =
      !ALWAYS.has(lower(namespace)) &&
      this.#unregistered.has(lower(namespace)) &&
      (subscription === undefined || !this.#registered.has(keyOf(subscription, namespace)));
    return missing ? "NotRegistered" : "Registered";
  }

  /** @throws ArmError 409 MissingSubscriptionRegistration. */
  require({ path, method }: Call): void {
    const { subscription, namespace } = path;
    if (subscription === undefined || namespace === undefined || !path.type.includes("/")) return;
    if (method === "GET" || method === "HEAD") return;
    if (method === "POST" && /\/providers\/[^/]+\/(un)?register$/i.test(path.text)) return;
    if (this.state(subscription, namespace) === "Registered") return;
    const message = `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`;
    throw new ArmError(409, "MissingSubscriptionRegistration", message, {
      details: [{ code: "MissingSubscriptionRegistration", target: namespace, message }],
      headers: GATEWAY,
    });
  }
}

function keyOf(subscription: string, namespace: string): string {
  return `${lower(subscription)}/${lower(namespace)}`;
}
