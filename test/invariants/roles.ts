/** Who may do what where: every role assignment of a platform, each exactly once, exactly there. */
import { expectedRoles, named } from "./expected-roles.js";
import {
  differences,
  fields,
  list,
  optional,
  texts,
  unless,
  type Element,
  type Invariant,
  type Subject,
} from "./subject.js";

/** A role as its name, or as the sorted actions of the definition that is made here. */
function roleOf(subject: Subject, { body }: Element): string {
  const definition = subject.target(
    body["role_definition_id"] ?? body["role_definition_name"],
    "azurerm_role_definition",
  );
  if (definition === undefined)
    return optional(body["role_definition_name"] ?? body["role_definition_id"]) ?? "";
  return list(definition.body["permissions"])
    .map(fields)
    .flatMap(({ actions, data_actions: dataActions }) => [...texts(actions), ...texts(dataActions)])
    .sort()
    .join(" ");
}

/** Senders of events into the runtime's queue: judged by what delivers, not by the file. */
function isSender(subject: Subject, element: Element): boolean {
  return roleOf(subject, element) === "Storage Queue Data Message Sender";
}

function scopeOf(subject: Subject, { body }: Element): string {
  const [target] = subject.targets(body["scope"]);
  return target?.type === "azurerm_subscription"
    ? `the subscription ${String(subject.subscriptionOf(target))}`
    : (optional(body["scope"]) ?? "");
}

const assignments: Invariant = {
  name: "each identity has exactly the roles of its tasks, each once, each on the one resource that it takes",
  broken: (subject) => {
    const policies = (element: Element): boolean =>
      /_policy_assignment\./.test(String(element.body["principal_id"]));
    const found = subject
      .of("azurerm_role_assignment")
      .filter((element) => !isSender(subject, element) && !policies(element))
      .map(
        (element) =>
          `${String(element.body["principal_id"])} may ${roleOf(subject, element)} on ${scopeOf(subject, element)}`,
      );
    return differences("roles", found, expectedRoles(subject));
  },
};

const once: Invariant = {
  name: "no role is assigned twice to one identity on one resource",
  broken: (subject) => {
    const seen = new Set<string>();
    return subject.of("azurerm_role_assignment").flatMap((element) => {
      const { address, body } = element;
      const key = `${String(body["principal_id"])} ${roleOf(subject, element)} ${scopeOf(subject, element)}`;
      const repeated = seen.has(key);
      seen.add(key);
      return repeated ? [`${address} repeats another assignment.`] : [];
    });
  },
};

const senders: Invariant = {
  name: "events are sent only into the runtime's queue",
  broken: (subject) =>
    subject
      .of("azurerm_role_assignment")
      .filter((element) => isSender(subject, element))
      .flatMap(({ address, body }) =>
        unless([
          [
            body["scope"] === named("storage_queue", "route_sync_storage_queue"),
            `${address} allows sending to ${String(body["scope"])}.`,
          ],
        ]),
      ),
};

const definitions: Invariant = {
  name: "a custom role is assignable exactly in the subscriptions where it is assigned, and allows no actions by a star",
  broken: (subject) =>
    subject.of("azurerm_role_definition").flatMap((definition) => {
      const { address, body } = definition;
      const uses = subject
        .of("azurerm_role_assignment")
        .filter(({ body: use }) =>
          subject.targets([use["role_definition_id"], use["role_definition_name"]]).includes(definition),
        );
      const scopes = subject
        .targets(body["assignable_scopes"])
        .filter(({ type }) => type === "azurerm_subscription")
        .map((subscription) => subject.subscriptionOf(subscription));
      const actions = list(body["permissions"])
        .map(fields)
        .flatMap((permission) => texts(permission["actions"]));
      return [
        ...(uses.length === 0 ? [`${address} is never assigned.`] : []),
        ...(new Set(scopes).size === scopes.length ||
        /distinct/.test(JSON.stringify(body["assignable_scopes"]))
          ? []
          : [`${address} names a subscription twice, which Azure refuses.`]),
        ...uses
          .map((use) => subscriptionOfScope(subject, use))
          .filter((subscription) => subscription !== "elsewhere" && !scopes.includes(subscription))
          .map((subscription) => `${address} is not assignable in ${String(subscription)}.`),
        ...actions
          .filter((action) => action.includes("*") && action !== "Microsoft.Network/privateDnsZones/*")
          .map((action) => `${address} allows ${action}.`),
      ];
    }),
};

/** The subscription of what a role is assigned on; `elsewhere` where an id contains it. */
function subscriptionOfScope(subject: Subject, { body }: Element): string | undefined {
  const [target] = subject.targets(body["scope"]);
  return target === undefined ? "elsewhere" : subject.subscriptionOf(target);
}

/** Controllers by the ingress of their clusters: the end of their identity's name, and their service account. */
const CONTROLLERS: Readonly<Record<string, readonly [name: string, account: string]>> = {
  "agic-helm": ["agic_helm", "agic:ingress-azure"],
  "application-gateway-for-containers": ["for_containers", "azure-alb-system:alb-controller-sa"],
};

function controllersOf(subject: Subject): readonly { id: string; name: string; account: string }[] {
  const certManagers = subject.clusters
    .filter(({ spec }) => fields(spec["addOns"])["certManager"] !== undefined)
    .map(({ id }) => ({ id, name: "cert_manager", account: "cert-manager:cert-manager" }));
  const ofIngresses = subject.clusters.flatMap((cluster) =>
    subject.ingressesOf(cluster).flatMap(({ type }) => {
      const [name, account] = CONTROLLERS[optional(type) ?? "none"] ?? [];
      return name === undefined || account === undefined ? [] : [{ id: cluster.id, name, account }];
    }),
  );
  return [...certManagers, ...ofIngresses];
}

const trust: Invariant = {
  name: "a controller's identity trusts one service account of one cluster",
  broken: (subject) =>
    controllersOf(subject).flatMap(({ id, name, account }) => {
      const body = subject.at(`azurerm_federated_identity_credential.${id}_${name}`)?.body ?? {};
      return unless([
        [
          body["issuer"] === `\${azurerm_kubernetes_cluster.${id}.oidc_issuer_url}`,
          `The identity of ${id}'s controller trusts ${String(body["issuer"])}.`,
        ],
        [
          body["subject"] === `system:serviceaccount:${account}`,
          `The identity of ${id}'s controller trusts ${String(body["subject"])}.`,
        ],
        [
          texts(body["audience"]).join() === "api://AzureADTokenExchange",
          `The identity of ${id}'s controller takes tokens for ${texts(body["audience"]).join()}.`,
        ],
        [
          subject.target(
            body["parent_id"] ?? body["user_assigned_identity_id"],
            "azurerm_user_assigned_identity",
          )?.name === `${id}_${name}`,
          `The credential of ${id}'s controller belongs to another identity.`,
        ],
      ]);
    }),
};

export const ROLES: readonly Invariant[] = [assignments, once, senders, definitions, trust];
