/** Encryption, keys and authentication, and whom the runtime and policies restrict. */
import { isFlowStorage } from "./diagnostics.js";
import {
  type Element,
  type Fields,
  type Invariant,
  type Subject,
  at,
  differences,
  entries,
  fields,
  list,
  optional,
  texts,
  unless,
} from "./subject.js";

/** A sentence for each element of a type whose attribute, a path of names, has another value. */
function always(subject: Subject, type: string, path: string, values: readonly unknown[]): readonly string[] {
  return subject.of(type).flatMap(({ address, body }) => {
    const found = at(body, path);
    return unless([
      [
        values.includes(found),
        `${address}: ${path} is ${String(optional(found))}, not ${values.join(" or ")}.`,
      ],
    ]);
  });
}

/** Predefined policies of Application Gateway whose lowest version is TLS 1.2. Source: its TLS policy overview. */
const TLS_1_2 = ["AppGwSslPolicy20170401S", "AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"] as const;

const encryption: Invariant = {
  name: "TLS is 1.2 or newer everywhere",
  broken: (subject) => [
    ...subject.gateways.flatMap(({ id, spec }) => {
      const policy = fields(subject.at(`azurerm_application_gateway.${id}`)?.body["ssl_policy"]);
      const wanted = optional(spec["tlsPolicy"]) ?? "AppGwSslPolicy20220101";
      return unless([
        [policy["policy_type"] === "Predefined", `${id} has no predefined TLS policy.`],
        [
          policy["policy_name"] === wanted,
          `${id} has the TLS policy ${String(policy["policy_name"])}, not ${wanted}.`,
        ],
        [TLS_1_2.some((name) => name === wanted), `${wanted} takes TLS older than 1.2.`],
      ]);
    }),
    ...always(subject, "azurerm_storage_account", "min_tls_version", ["TLS1_2"]),
    ...always(subject, "azurerm_function_app_flex_consumption", "site_config.minimum_tls_version", [
      "1.2",
      "1.3",
    ]),
  ],
};

const httpsOnly: Invariant = {
  name: "only HTTPS reaches the runtime and passes Front Door",
  broken: (subject) => [
    ...always(subject, "azurerm_function_app_flex_consumption", "https_only", [true]),
    ...always(subject, "azurerm_cdn_frontdoor_route", "forwarding_protocol", ["HttpsOnly"]),
    ...always(subject, "azurerm_cdn_frontdoor_route", "https_redirect_enabled", [true]),
    ...always(subject, "azurerm_cdn_frontdoor_origin", "certificate_name_check_enabled", [true]),
    ...always(subject, "azurerm_cdn_frontdoor_origin_group", "health_probe.protocol", ["Https"]),
    ...always(subject, "azurerm_cdn_frontdoor_custom_domain", "tls.certificate_type", [
      "ManagedCertificate",
      "CustomerCertificate",
    ]),
    ...subject
      .of("azurerm_monitor_action_group")
      .flatMap(({ address, body }) =>
        list(body["webhook_receiver"]).flatMap((receiver) =>
          unless([
            [
              (optional(fields(receiver)["service_uri"]) ?? "").startsWith("https://"),
              `${address} calls without TLS.`,
            ],
          ]),
        ),
      ),
  ],
};

const sharedKeys: Invariant = {
  name: "storage, but that of flow logs, telemetry, vaults and registries have no shared keys and no anonymous access",
  broken: (subject) => [
    ...subject.of("azurerm_storage_account").flatMap((account) =>
      unless([
        [
          // Network Watcher writes flow logs with a key.
          account.body["shared_access_key_enabled"] === isFlowStorage(account),
          `${account.address} has shared keys otherwise.`,
        ],
      ]),
    ),
    ...always(subject, "azurerm_storage_account", "default_to_oauth_authentication", [true]),
    ...always(subject, "azurerm_storage_account", "allow_nested_items_to_be_public", [false]),
    ...always(subject, "azurerm_storage_account", "cross_tenant_replication_enabled", [false]),
    ...subject
      .of("azurerm_application_insights")
      .flatMap(({ address, body }) =>
        unless([
          [
            body["local_authentication_disabled"] === true || body["local_authentication_enabled"] === false,
            `${address} takes telemetry without a role.`,
          ],
        ]),
      ),
    ...always(subject, "azurerm_key_vault", "rbac_authorization_enabled", [true]),
    ...always(subject, "azurerm_key_vault", "purge_protection_enabled", [true]),
    ...always(subject, "azurerm_function_app_flex_consumption", "storage_authentication_type", [
      "UserAssignedIdentity",
    ]),
    ...always(
      subject,
      "azurerm_function_app_flex_consumption",
      "app_settings.AzureWebJobsStorage__credential",
      ["managedidentity"],
    ),
    ...subject.of("azurerm_function_app_flex_consumption").flatMap(({ address, body }) => {
      const settings = JSON.stringify(body["app_settings"]);
      return unless([
        [
          !/access_key|connection_string(?!"? *:)|AccountKey/.test(settings),
          `${address} has a key among its settings.`,
        ],
      ]);
    }),
    ...subject
      .of("azurerm_eventgrid_system_topic_event_subscription")
      .flatMap(({ address, body }) =>
        unless([[body["delivery_identity"] !== undefined, `${address} delivers without an identity.`]]),
      ),
  ],
};

const vaults: Invariant = {
  name: "a vault that is created is reached only from where the platform file says",
  broken: (subject) =>
    subject.gateways.flatMap(({ id, spec }) => {
      const vault = subject.at(`azurerm_key_vault.${id}_tls`);
      if (vault === undefined) return [];
      const access = fields(fields(spec["tls"])["access"]);
      const rules = fields(list(vault.body["network_acls"])[0] ?? vault.body["network_acls"]);
      const isOpen = vault.body["public_network_access_enabled"] !== false;
      return [
        ...unless([
          [
            isOpen === (access["type"] !== "private"),
            `${vault.address} is open, or closed, to the Internet.`,
          ],
          [
            (rules["default_action"] === "Deny") === ["private", "selected"].includes(String(access["type"])),
            `${vault.address} takes calls from everywhere, or from nowhere.`,
          ],
        ]),
        ...differences(`callers of ${vault.address}`, texts(rules["ip_rules"]), texts(access["from"])),
      ];
    }),
};

const endpoints: Invariant = {
  name: "a private endpoint goes to the resource of the platform file, is approved by whom it says, and has its names in a private zone",
  broken: (subject) =>
    subject.spokes.flatMap(([spoke, spec]) =>
      entries(spec["privateEndpoints"]).flatMap(([key, { id, approval }]) => {
        const endpoint = subject.at(`azurerm_private_endpoint.${spoke}_private_endpoints_${key}`);
        const of = (name: string): Fields => fields(list(endpoint?.body[name])[0] ?? endpoint?.body[name]);
        const connection = of("private_service_connection");
        return unless([
          [connection["private_connection_resource_id"] === id, `${spoke}/${key} goes elsewhere.`],
          [
            connection["is_manual_connection"] === (approval === "manual"),
            `${spoke}/${key} is approved by another one.`,
          ],
          [
            texts(of("private_dns_zone_group")["private_dns_zone_ids"]).length === 1,
            `${spoke}/${key} is in no zone.`,
          ],
        ]);
      }),
    ),
};

const basicAuthentication: Invariant = {
  name: "publishing to the runtime with a password is disabled",
  broken: (subject) =>
    always(
      subject,
      "azurerm_function_app_flex_consumption",
      "webdeploy_publish_basic_authentication_enabled",
      [false],
    ),
};

const runtimeAccess: Invariant = {
  name: "the runtime and its deployment site take calls only from whom the platform file names",
  broken: (subject) => {
    const sync = fields(subject.file["routeSync"]);
    const app = subject.of("azurerm_function_app_flex_consumption")[0];
    if (app === undefined) return [];
    const site = fields(app.body["site_config"]);
    const rules = (value: unknown): readonly string[] =>
      list(value)
        .map(fields)
        .filter(({ action }) => action === "Allow")
        .map((each) => optional(each["service_tag"] ?? each["ip_address"]) ?? "anything");
    const restricted = sync["access"] !== "anywhere";
    const scm = sync["scm"] ?? "denied";
    const recorded = JSON.stringify(
      fields(fields(subject.of("terraform_data")[0]?.body["input"])["restrictions"]),
    );
    return [
      ...differences(
        "callers of the runtime",
        rules(site["ip_restriction"]),
        restricted ? ["ActionGroup"] : [],
      ),
      ...differences(
        "callers of the deployment site",
        rules(site["scm_ip_restriction"]),
        Array.isArray(scm) ? texts(scm) : [],
      ),
      ...unless([
        [
          (site["ip_restriction_default_action"] === "Deny") === restricted,
          "Other callers of the runtime are not refused.",
        ],
        [
          (site["scm_ip_restriction_default_action"] === "Deny") === (scm !== "anywhere"),
          "Other callers of the deployment site are not refused.",
        ],
        [
          scm === "anywhere" || site["scm_use_main_ip_restriction"] === false,
          "The deployment site takes the callers of the runtime.",
        ],
        [
          texts(scm).every((range) => !range.includes("/") || recorded.includes(range)),
          "What replaces the app when its site changes does not know its restrictions.",
        ],
      ]),
      ...alertAuthentication(subject, app, fields(sync["alert"])),
    ];
  },
};

function alertAuthentication(subject: Subject, app: Element, alert: Fields): readonly string[] {
  if (alert["auth"] !== "entra") return [];
  const settings = fields(app.body["app_settings"]);
  const receivers = subject
    .of("azurerm_monitor_action_group")
    .flatMap(({ body }) => list(body["webhook_receiver"]).map(fields));
  const tenants = new Set<unknown>([
    alert["tenantId"] ?? "${data.azurerm_client_config.route_sync.tenant_id}",
  ]);
  return unless([
    [
      settings["ROUTE_SYNC_ALERT_AUDIENCE"] === (alert["identifierUri"] ?? alert["applicationId"]),
      "The runtime does not ask for a token of the declared application.",
    ],
    [tenants.has(settings["ROUTE_SYNC_ALERT_TENANT"]), "The runtime takes tokens of another tenant."],
    [receivers.length > 0, "No action group shows a token."],
    ...receivers.map((receiver) => {
      const shown = fields(receiver["aad_auth"]);
      return [
        shown["object_id"] === alert["objectId"] &&
          tenants.has(shown["tenant_id"]) &&
          shown["identifier_uri"] === (alert["identifierUri"] ?? `api://${String(alert["applicationId"])}`),
        "The action group shows no token of the declared application.",
      ] as const;
    }),
  ]);
}

/** "Kubernetes clusters should use internal load balancers", built in. */
const INTERNAL_LOAD_BALANCERS = "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e";

const policies: Invariant = {
  name: "a policy has the declared effect, and leaves alone only the declared namespaces",
  broken: (subject) =>
    entries(fields(subject.file["governance"])["policies"])
      .filter(([, policy]) => policy["type"] === "internal-load-balancers")
      .flatMap(([key, policy]) => {
        const found = [
          "azurerm_resource_group_policy_assignment",
          "azurerm_subscription_policy_assignment",
          "azurerm_management_group_policy_assignment",
        ]
          .flatMap((type) => subject.of(type))
          .filter(({ name }) => name === `policy_${key}` || name.endsWith(`_policy_${key}`));
        return [
          ...unless([[found.length > 0, `The policy ${key} is not assigned.`]]),
          ...found.flatMap(({ address, body }) => {
            if (!JSON.stringify(body).includes(INTERNAL_LOAD_BALANCERS))
              return [`${address} is another policy.`];
            const given = fields(parameters(body["parameters"]));
            const excluded = texts(fields(given["excludedNamespaces"])["value"]);
            return [
              ...unless([
                [
                  fields(given["effect"])["value"] === (policy["effect"] ?? "deny"),
                  `${address} has the effect ${String(fields(given["effect"])["value"])}.`,
                ],
                [body["enforce"] !== false, `${address} is not enforced.`],
              ]),
              ...differences(
                address,
                excluded.filter(
                  (namespace) =>
                    !/^(kube-system|gatekeeper-system|azure-arc|azure-extensions-usage-system)$/.test(
                      namespace,
                    ),
                ),
                texts(policy["excludedNamespaces"]),
              ),
            ];
          }),
        ];
      }),
};

/** The value of `jsonencode({"effect" = {"value" = "deny"}})`. */
function parameters(value: unknown): unknown {
  const text = (optional(value) ?? "{}").replace(/^\$\{jsonencode\((.*)\)\}$/s, "$1");
  return JSON.parse(text.replaceAll('" = ', '": '));
}

export const SECURITY: readonly Invariant[] = [
  encryption,
  httpsOnly,
  sharedKeys,
  vaults,
  endpoints,
  basicAuthentication,
  runtimeAccess,
  policies,
];
