import type { AccessToken, GetTokenOptions, TokenCredential } from "@azure/core-auth";
import { SyncError } from "../../domain/errors.js";
import type { Clock } from "../../ports/clock.js";
import { within } from "../../ports/race.js";
import type { Cloud } from "./cloud.js";

/**
 * For one token, in milliseconds; `az account get-access-token` takes seconds. The SDK shares one request for a token
 * among all its calls and waits for it without a limit: an identity endpoint that accepts and never answers would stop
 * every later call of the process.
 */
const tokenMs = 20_000;

/**
 * Who this process is in Azure: the user-assigned identity when its client id is given, else whatever
 * DefaultAzureCredential finds (environment, workload identity, managed identity, a signed-in developer).
 */
export async function credentialFor(
  cloud: Cloud,
  clientId: string | undefined,
  clock: Clock,
): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import("@azure/identity");
  const options = { authorityHost: cloud.authority };
  return bounded(
    clientId === undefined
      ? new DefaultAzureCredential(options)
      : new ManagedIdentityCredential({ clientId, ...options }),
    clock,
  );
}

/** Gives every request for a token an end. */
export function bounded(credential: TokenCredential, clock: Clock): TokenCredential {
  return {
    getToken: (scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> =>
      within(
        clock,
        tokenMs,
        (abortSignal) => credential.getToken(scopes, { ...options, abortSignal }),
        noToken,
      ),
  };
}

function noToken(): SyncError {
  return new SyncError({
    code: "UNAUTHENTICATED",
    whose: "azure",
    message: `no token within ${tokenMs / 1000} s: the identity endpoint does not answer`,
    remedy:
      "Check the managed identity, or the network to the sign-in authority; the next round tries again.",
  });
}

/** Some ways to sign in start a process for every token: one is kept until two minutes before its end. */
export function remembered(credential: TokenCredential, clock: Clock): TokenCredential {
  let known: AccessToken | null = null;
  return {
    getToken: async (scopes, options) => {
      // With claims Azure asks for another token than the one that it has just refused.
      const fresh = known !== null && known.expiresOnTimestamp - clock.now() > 120_000;
      if (!fresh || options?.claims !== undefined) {
        known = await credential.getToken(scopes, options);
      }
      return known;
    },
  };
}
