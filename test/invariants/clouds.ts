/** Azure Government and Azure operated by 21Vianet: nothing names a service of the public cloud, or of each other. */
import { fields, optional, type Fields, type Invariant, type Subject } from "./subject.js";

/** Ends of the names of services, by cloud. */
const NAMES: Readonly<Record<string, RegExp>> = {
  public:
    /(?:management\.azure\.com|login\.microsoftonline\.com|azmk8s\.io|azurecr\.io|core\.windows\.net|vault\.azure\.net|opinsights\.azure\.com|monitor(?:ing)?\.azure\.com|visualstudio\.com|kubernetesconfiguration\.azure\.com|azurewebsites\.net|azurefd\.net|msftcloudes\.com|microsoftmetrics\.com|defender\.microsoft\.com|AzureADTokenExchange)(?![\w.-])/,
  usgovernment:
    /(?:usgovcloudapi\.net|azure\.us|microsoftonline\.us|azurecr\.us|azurewebsites\.us|azurefd\.us)/,
  china: /(?:chinacloudapi\.cn|azure\.cn|azk8s\.cn|azurecr\.cn|chinacloudsites\.cn)/,
};

function cloudOf({ file, hub }: Subject): string {
  const region = optional(hub["location"]) ?? optional(file["location"]) ?? "";
  if (/^us(gov|dod)/.test(region)) return "usgovernment";
  return region.startsWith("china") ? "china" : "public";
}

/** Every text in the output, with where it is. */
function texts(subject: Subject): readonly (readonly [string, string])[] {
  return [
    ...subject.elements.flatMap(({ address, body }) =>
      within(body).map((text): [string, string] => [address, text]),
    ),
    ...[...subject.manifests].map(([file, text]): [string, string] => [file, text]),
  ];
}

function within(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(within);
  return Object.values(fields(value)).flatMap(within);
}

export const CLOUDS: readonly Invariant[] = [
  {
    name: "no name of a service of another cloud remains",
    broken: (subject) => {
      const own = cloudOf(subject);
      const asked = new Set(within(subject.file));
      return Object.entries(NAMES)
        .filter(([cloud]) => cloud !== own)
        .flatMap(([cloud, pattern]) =>
          texts(subject)
            .filter(([, text]) => !asked.has(text) && pattern.test(text))
            .map(([where, text]) => `${where} names ${text} of the cloud ${cloud}.`),
        );
    },
  },
  {
    name: "every provider, every backend and the runtime are of the platform's cloud",
    broken: (subject) => {
      const own = cloudOf(subject);
      const wanted = own === "public" ? undefined : own;
      const settings = subject
        .of("azurerm_function_app_flex_consumption")
        .map(({ address, body }): [string, Fields, string] => [
          address,
          fields(body["app_settings"]),
          "ROUTE_SYNC_CLOUD",
        ]);
      const places: readonly (readonly [string, Fields, string])[] = [
        ...subject.providers.map((body) => ["the provider", body, "environment"] as const),
        ...subject.backends.map((body) => ["the backend", body, "environment"] as const),
        ...settings,
      ];
      return places
        .filter(([, body, key]) => optional(body[key]) !== wanted)
        .map(([where, body, key]) => `${where} is of the cloud ${optional(body[key]) ?? "public"}.`);
    },
  },
];
