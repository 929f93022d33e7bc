import { ArmError, GATEWAY } from "./arm-error.js";
import type { ArmPath } from "./arm-id.js";
import { jsonResponse, type SimResponse } from "./http.js";
import { asText, type JsonObject } from "./json.js";
import type { Registrations } from "./registrations.js";
import type { Store } from "./store.js";

/** What is above the resource groups: subscriptions, tenants, locations, resource providers. */
export function subscriptionAnswer(path: ArmPath, tenant: string, registrations: Registrations): SimResponse {
  const { subscription } = path;
  const segments = path.text
    .split("/")
    .slice(1)
    .map((segment) => segment.toLowerCase());
  if (segments[0] === "tenants")
    return jsonResponse(200, { value: [{ id: `/tenants/${tenant}`, tenantId: tenant }] });
  if (segments[0] === "providers") return jsonResponse(200, { value: providers(undefined, registrations) });
  if (subscription === undefined && segments[0] === "subscriptions" && segments.length === 1)
    return jsonResponse(200, { value: [] });
  if (subscription === undefined) throw unknownPath(path);
  if (segments.length === 2) return jsonResponse(200, subscriptionBody(subscription, tenant));
  if (segments[2] === "locations")
    return jsonResponse(200, { value: LOCATIONS.map((name) => location(subscription, name)) });
  if (segments[2] === "providers")
    return jsonResponse(200, { value: providers(subscription, registrations) });
  throw unknownPath(path);
}

/** A resource provider, and whether the path's subscription has it registered. */
export function providerAnswer({ subscription, namespace = "" }: ArmPath, known: Registrations): SimResponse {
  return jsonResponse(200, provider(namespace, known.state(subscription, namespace)));
}

export function checkNameAvailability(store: Store, request: JsonObject): SimResponse {
  const name = asText(request["name"]) ?? "";
  const type = asText(request["type"]) ?? "";
  const taken =
    store.rows.of(type).globalName === true && store.ofType(type).some((known) => known.name === name);
  if (!taken) return jsonResponse(200, { nameAvailable: true });
  return jsonResponse(200, {
    nameAvailable: false,
    reason: "AlreadyExists",
    message: `The name '${name}' is already taken.`,
  });
}

/** Throws unless a path's subscription is a GUID. */
export function requireSubscription(path: ArmPath): void {
  const { subscription } = path;
  if (subscription === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(subscription)) return;
  throw new ArmError(
    400,
    "InvalidSubscriptionId",
    `The provided subscription identifier '${subscription}' is malformed or invalid.`,
    {
      headers: GATEWAY,
    },
  );
}

function unknownPath(path: ArmPath): ArmError {
  return new ArmError(
    404,
    "NotFound",
    `No HTTP resource was found that matches the request URI '${path.text}'.`,
    {
      headers: GATEWAY,
    },
  );
}

const LOCATIONS = [
  "westeurope",
  "northeurope",
  "eastus",
  "eastus2",
  "westus2",
  "germanywestcentral",
  "swedencentral",
  "uksouth",
  "francecentral",
  "switzerlandnorth",
];

const NAMESPACES = [
  "Microsoft.Authorization",
  "Microsoft.Cdn",
  "Microsoft.ContainerRegistry",
  "Microsoft.ContainerService",
  "Microsoft.EventGrid",
  "Microsoft.Insights",
  "Microsoft.KeyVault",
  "Microsoft.ManagedIdentity",
  "Microsoft.Network",
  "Microsoft.OperationalInsights",
  "Microsoft.Resources",
  "Microsoft.Storage",
  "Microsoft.Web",
];

function providers(subscription: string | undefined, known: Registrations): JsonObject[] {
  return NAMESPACES.map((namespace) => provider(namespace, known.state(subscription, namespace)));
}

function provider(namespace: string, registrationState: string): JsonObject {
  return {
    id: `/providers/${namespace}`,
    namespace,
    registrationState,
    resourceTypes: [],
  };
}

function location(subscription: string, name: string): JsonObject {
  return {
    id: `/subscriptions/${subscription}/locations/${name}`,
    name,
    displayName: name,
    regionalDisplayName: name,
    metadata: { regionType: "Physical" },
  };
}

function subscriptionBody(subscription: string, tenant: string): JsonObject {
  return {
    id: `/subscriptions/${subscription}`,
    subscriptionId: subscription,
    tenantId: tenant,
    displayName: "Simulated subscription",
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
    authorizationSource: "RoleBased",
  };
}
