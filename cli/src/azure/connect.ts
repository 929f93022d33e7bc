import type { TokenCredential } from "@azure/core-auth";
import { UsageError } from "../errors.js";
import type { Io } from "../io.js";
import { ArmClient } from "./arm-client.js";
import type { AzureOptions } from "./options.js";

const CLOUDS: Readonly<
  Record<AzureOptions["cloud"], { readonly endpoint: string; readonly authority: string }>
> = {
  public: { endpoint: "https://management.azure.com", authority: "https://login.microsoftonline.com" },
  usgovernment: {
    endpoint: "https://management.usgovcloudapi.net",
    authority: "https://login.microsoftonline.us",
  },
  china: { endpoint: "https://management.chinacloudapi.cn", authority: "https://login.chinacloudapi.cn" },
};

/** @throws UsageError for an endpoint that is no https URL */
export async function connectAzure(
  { endpoint, cloud }: Pick<AzureOptions, "endpoint" | "cloud">,
  { env, azure }: Pick<Io, "env" | "azure">,
): Promise<ArmClient> {
  const { endpoint: own, authority } = CLOUDS[cloud];
  const given = endpoint ?? nonEmpty(env["AKS_TOPOLOGY_ARM_ENDPOINT"]) ?? own;
  // Tokens travel there.
  if (!URL.canParse(given) || new URL(given).protocol !== "https:")
    throw new UsageError(`"${given}" is no https URL.`, "Use one such as https://127.0.0.1:8443.");
  return new ArmClient({
    endpoint: given.replace(/\/+$/, ""),
    scope: `${own}/.default`,
    credential: azure?.credential ?? (await signIn(authority)),
    httpClient: azure?.httpClient,
  });
}

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The subscription of what a platform file leaves to the environment.
 * @throws UsageError for a name, or anything else that is no id
 */
export function subscriptionOf(
  { subscription }: Pick<AzureOptions, "subscription">,
  { env }: Pick<Io, "env">,
): string | undefined {
  const given =
    subscription ?? nonEmpty(env["ARM_SUBSCRIPTION_ID"]) ?? nonEmpty(env["AZURE_SUBSCRIPTION_ID"]);
  if (given !== undefined && !GUID.test(given))
    throw new UsageError(
      `"${given}" is not the id of a subscription.`,
      "Use an id such as 11111111-0000-4000-8000-000000000001, which `az account show --query id` prints.",
    );
  return given;
}

async function signIn(authorityHost: string): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import("@azure/identity");
  return new DefaultAzureCredential({ authorityHost });
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
