/** Application Gateways: their firewall, their frontends, and the sites that Terraform owns. */
import {
  type Fields,
  type Invariant,
  at,
  differences,
  fields,
  list,
  optional,
  texts,
  unless,
} from "./subject.js";

const waf: Invariant = {
  name: "a gateway's web application firewall refuses attacks, unless the platform file has it only log them",
  broken: (subject) =>
    subject.gateways.flatMap(({ id, spec }) => {
      const gateway = subject.at(`azurerm_application_gateway.${id}`)?.body ?? {};
      const tier = optional(spec["tier"]) ?? "WAF_v2";
      const policy = subject.target(gateway["firewall_policy_id"], "azurerm_web_application_firewall_policy");
      const sku = fields(gateway["sku"]);
      const shape = unless([
        [
          sku["name"] === tier && sku["tier"] === tier,
          `${id} has the tier ${String(sku["tier"])}, not ${tier}.`,
        ],
        [(policy !== undefined) === (tier === "WAF_v2"), `${id}: the policy does not fit the tier ${tier}.`],
      ]);
      if (policy === undefined) return shape;
      const given = fields(spec["waf"]);
      const rules = fields(policy.body["managed_rules"]);
      const sets = list(rules["managed_rule_set"]).map(fields).map(ruleSet);
      const wantedSets =
        given["ruleSets"] === undefined
          ? ["Microsoft_DefaultRuleSet 2.1", "Microsoft_BotManagerRuleSet 1.1"]
          : list(given["ruleSets"]).map(fields).map(ruleSet);
      const excluded = list(rules["exclusion"])
        .map(fields)
        .map((each) => [each["match_variable"], each["selector_match_operator"], each["selector"]].join(" "));
      const wantedExclusions = list(given["exclusions"])
        .map(fields)
        .map((each) => [each["matchVariable"], each["operator"], each["selector"]].join(" "));
      const mode = optional(given["mode"]) ?? "Prevention";
      return [
        ...shape,
        ...unless([
          [at(policy.body, "policy_settings.enabled") === true, `${policy.address} is off.`],
          [at(policy.body, "policy_settings.mode") === mode, `${policy.address} is not in the mode ${mode}.`],
        ]),
        ...differences(`rule sets of ${id}`, sets, wantedSets),
        ...differences(`exclusions of ${id}`, excluded, wantedExclusions),
        ...differences(
          `custom rules of ${id}`,
          list(policy.body["custom_rules"]).map(fields).map(customRule),
          list(given["rules"]).map(fields).map(wantedRule),
        ),
      ];
    }),
};

function ruleSet({ type, version }: Fields): string {
  return `${String(type)} ${String(version)}`;
}

/** A custom rule by name, action and limit, in its place. */
function customRule(rule: Fields): string {
  const { name, action, priority, rate_limit_threshold: limit } = rule;
  return [priority, name, action, limit ?? "each"].map(String).join(" ");
}

function wantedRule({ name, action, rateLimit }: Fields, place: number): string {
  return [place + 1, name, action, fields(rateLimit)["requests"] ?? "each"].map(String).join(" ");
}

const listeners: Invariant = {
  name: "a site with a certificate is served over TLS, redirected to it, and proxied as the platform file says",
  broken: (subject) =>
    subject.clusters.flatMap((cluster) => {
      const ingress = fields(cluster.spec["ingress"]);
      const gateway = subject.gatewayOf(cluster);
      if (ingress["type"] !== "gateway-to-load-balancer" || gateway === undefined) return [];
      const body = subject.at(`azurerm_application_gateway.${gateway.id}`)?.body ?? {};
      const named = (key: string): readonly Fields[] =>
        list(body[key])
          .map(fields)
          .filter(({ name }) => name === cluster.key || String(name).startsWith(`${cluster.key}-`));
      const backend = fields(ingress["backend"]);
      const encrypted = backend["protocol"] === "https";
      const port = backend["port"] ?? (encrypted ? 443 : 80);
      const settings = fields(named("backend_http_settings"));
      const probe = fields(named("probe"));
      const protocol = encrypted ? "Https" : "Http";
      const certificate = optional(ingress["certificate"]);
      const served = named("http_listener");
      const plain = served.filter((listener) => listener["protocol"] === "Http");
      const redirected = named("request_routing_rule").filter(
        (rule) => rule["redirect_configuration_name"] !== undefined,
      );
      const names = texts(ingress["hostNames"]);
      const asked = optional(backend["hostName"]) ?? names.find((name) => !name.includes("*"));
      return [
        ...unless([
          [
            settings["port"] === port,
            `${cluster.id} is called on port ${String(settings["port"])}, not ${optional(port) ?? ""}.`,
          ],
          [
            settings["protocol"] === protocol,
            `${cluster.id} is called with ${String(settings["protocol"])}.`,
          ],
          [probe["protocol"] === protocol, `${cluster.id} is probed with ${String(probe["protocol"])}.`],
          [
            probe["path"] === (backend["healthPath"] ?? "/"),
            `${cluster.id} is probed at ${String(probe["path"])}.`,
          ],
          [
            optional(settings["host_name"]) === (encrypted ? asked : undefined),
            `${cluster.id} is asked for the name ${String(settings["host_name"])}.`,
          ],
          [
            asked === undefined || probe["host"] === asked,
            `${cluster.id} is probed by the name ${String(probe["host"])}.`,
          ],
          [
            settings["probe_name"] === cluster.key &&
              fields(settings["connection_draining"])["enabled"] === true,
            `${cluster.id} is not probed, or not drained.`,
          ],
          [settings["cookie_based_affinity"] === "Disabled", `${cluster.id} has sticky sessions.`],
          [served.length > 0, `${cluster.id} has no listener.`],
          [
            certificate === undefined ||
              served.some(
                (listener) =>
                  listener["protocol"] === "Https" && listener["ssl_certificate_name"] === certificate,
              ),
            `${cluster.id} is not served with the certificate ${String(certificate)}.`,
          ],
          [
            certificate === undefined || redirected.length === plain.length,
            `${cluster.id} is served without TLS although it has a certificate.`,
          ],
          [
            served.every(
              (listener) =>
                listener["ssl_profile_name"] ===
                (listener["protocol"] === "Https" ? ingress["clientCertificates"] : undefined),
            ),
            `${cluster.id} does not ask its clients for the certificates of the platform file.`,
          ],
          [
            named("request_routing_rule").every(
              (rule) =>
                rule["rewrite_rule_set_name"] ===
                (rule["redirect_configuration_name"] === undefined ? ingress["rewrite"] : undefined),
            ),
            `${cluster.id} does not have the rewrite rules of the platform file.`,
          ],
        ]),
        ...differences(
          `trusted roots of ${cluster.id}`,
          texts(settings["trusted_root_certificate_names"]),
          texts(backend["trustedRoots"]),
        ),
        ...served.flatMap((listener) =>
          differences(
            `host names of ${cluster.id}`,
            texts(listener["host_names"] ?? listener["host_name"]),
            names,
          ),
        ),
      ];
    }),
};

const proxied: Invariant = {
  name: "a gateway answers each listener by one rule, which redirects it or asks the pool of its site",
  broken: (subject) =>
    subject.of("azurerm_application_gateway").flatMap(({ address, body }) => {
      const named = (key: string): readonly (readonly [string, Fields])[] =>
        list(body[key])
          .map(fields)
          .map((each) => [String(each["name"]), each]);
      const ports = new Map(named("frontend_port").map(([name, { port }]) => [name, port]));
      const redirects = new Map(named("redirect_configuration"));
      const rules = named("request_routing_rule").map(([, rule]) => rule);
      const listenersOf = (frontend: string): number =>
        named("http_listener").filter(([, each]) => each["frontend_ip_configuration_name"] === frontend)
          .length;
      const sites = named("backend_address_pool").map(([name]) => name);
      const counts = named("frontend_ip_configuration").map(([name]) => listenersOf(name));
      return [
        ...differences(
          `rules of ${address}`,
          rules.map((rule) => String(rule["http_listener_name"])),
          named("http_listener").map(([name]) => name),
        ),
        ...named("http_listener").flatMap(([name, each]) =>
          unless([
            [
              ports.get(String(each["frontend_port_name"])) === (each["protocol"] === "Https" ? 443 : 80),
              `${address}: ${name} listens on another port than its protocol's.`,
            ],
          ]),
        ),
        ...rules.flatMap((rule) => {
          const listener = String(rule["http_listener_name"]);
          const redirect = redirects.get(String(rule["redirect_configuration_name"]));
          const pool = String(rule["backend_address_pool_name"]);
          const asks = pool === "empty" || (sites.includes(pool) && listener.startsWith(`${pool}-`));
          return unless([
            [
              redirect === undefined
                ? asks
                : redirect["target_listener_name"] === listener.replace(/-http$/, "-https"),
              `${address}: ${listener} asks ${pool}.`,
            ],
            [
              redirect !== undefined || pool === "empty" || rule["backend_http_settings_name"] === pool,
              `${address}: ${listener} has the settings of another site.`,
            ],
          ]);
        }),
        ...unless([
          [
            sites.includes("empty") || new Set(counts).size === 1,
            `${address} has sites on one of its frontends only.`,
          ],
        ]),
      ];
    }),
};

const frontends: Invariant = {
  name: "a gateway has the declared frontends and no other",
  broken: (subject) =>
    subject.gateways.flatMap(({ id, spec }) => {
      const body = subject.at(`azurerm_application_gateway.${id}`)?.body ?? {};
      const frontend = fields(spec["frontend"]);
      const type = optional(frontend["type"]) ?? "public";
      const found = list(body["frontend_ip_configuration"]).map(fields);
      const address = found.find(({ name }) => name === "private")?.["private_ip_address"];
      return [
        ...differences(
          `frontends of ${id}`,
          found.map(({ name, public_ip_address_id: ip, private_ip_address_allocation: allocation }) =>
            [name, ip === undefined ? "private" : "public", allocation].join(" "),
          ),
          [
            ...(type === "private" ? [] : ["public public "]),
            ...(type === "public" ? [] : ["private private Static"]),
          ],
        ),
        ...unless([
          [
            frontend["privateIp"] === undefined || address === frontend["privateIp"],
            `${id} has the private address ${String(address)}.`,
          ],
        ]),
      ];
    }),
};

export const GATEWAYS: readonly Invariant[] = [waf, listeners, proxied, frontends];
