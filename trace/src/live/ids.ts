/** Keys of the model as ids of Azure. */

/** Whether a key is an id, and not a Terraform address whose id is known after apply. */
export function isId(key: string): boolean {
  return key.startsWith("/subscriptions/") && !key.includes("#");
}

/** Of a provider that leaves its subscription to the environment. */
const ANY_SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000/";

/** Whether an id is that of a key, whose subscription may be left to the environment. */
export function isSameResource(key: string, id: string): boolean {
  const live = id.toLowerCase();
  if (!key.startsWith(ANY_SUBSCRIPTION)) return key === live;
  return key.slice(ANY_SUBSCRIPTION.length) === live.replace(/^\/subscriptions\/[^/]+\//, "");
}
