import { UsageError } from "../errors.js";

/** What stands for a subscription that a platform file leaves to the environment. */
const ANY = "/subscriptions/00000000-0000-0000-0000-000000000000/";

/** An id in the subscription of the environment, where the file names none. @throws UsageError where none is known */
export function inSubscription(id: string, subscription: string | undefined): string {
  if (!id.startsWith(ANY)) return id;
  if (subscription === undefined)
    throw new UsageError(
      "The platform file leaves the subscription to the environment.",
      "Name it with --subscription, or set ARM_SUBSCRIPTION_ID.",
      "SUBSCRIPTION_UNKNOWN",
    );
  return `/subscriptions/${subscription}/${id.slice(ANY.length)}`;
}
