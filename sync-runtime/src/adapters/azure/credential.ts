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
const TOKEN_MS = 20_000;

/**
 * Who this process is in Azure: the user-assigned identity when its client id is given, else whatever
 * DefaultAzureCredential finds (environment, workload identity, managed identity, a signed-in developer).
 * @throws SyncError `CONFIG_INVALID`
 */
export async function credentialFor(
  cloud: Cloud,
  clientId: string | undefined,
  clock: Clock,
): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import("@azure/identity");
  const options = { authorityHost: cloud.authority };
  const make = (): TokenCredential => {
    try {
      return clientId === undefined
        ? new DefaultAzureCredential(options)
        : new ManagedIdentityCredential({ clientId, ...options });
    } catch (cause) {
      throw notConfigured(cause);
    }
  };
  return steady(make, clock);
}

/** What the SDK refuses before it asks for any token: a variable that it does not understand. */
function notConfigured(cause: unknown): SyncError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const named = why.includes("AZURE_TOKEN_CREDENTIALS");
  return new SyncError({
    code: "CONFIG_INVALID",
    fault: "config",
    message: named ? "AZURE_TOKEN_CREDENTIALS names no credential" : `the credential cannot be made: ${why}`,
    // As DefaultAzureCredential of @azure/identity 4 reads it.
    remedy: named
      ? "Unset AZURE_TOKEN_CREDENTIALS, or set it to prod, dev or one credential, such as ManagedIdentityCredential."
      : "Check the AZURE_* and IDENTITY_* variables of this process.",
    cause,
  });
}

/** A token is not used in the last two minutes of its life. */
const LEAST_LIFE_MS = 120_000;

/**
 * Gives every request for a token an end, and every token a life that no step of the wall clock makes longer or shorter:
 * the SDK compares its end with the wall clock, again and again, and would go on sending a dead token after a step back.
 * @param make creates the credential again, without the state of its predecessor
 */
export function steady(make: () => TokenCredential, clock: Clock): TokenCredential {
  let credential = make();
  const ends = new Map<string, number>();
  const ask = (scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> =>
    within(
      clock,
      TOKEN_MS,
      (abortSignal) => credential.getToken(scopes, { ...options, abortSignal }),
      noToken,
    );
  const endOf = ({ token, expiresOnTimestamp }: AccessToken): number => {
    const end = ends.get(token) ?? clock.monotonic() + expiresOnTimestamp - clock.now();
    // One token is alive at a time; the last few are enough to know a dead one by.
    if (ends.size > 16) ends.clear();
    ends.set(token, end);
    return end;
  };
  return {
    getToken: async (scopes, options) => {
      let token = await ask(scopes, options);
      if (token !== null && endOf(token) - clock.monotonic() < LEAST_LIFE_MS) {
        // What the credential keeps has ended, whatever the wall clock says: only a new one asks again.
        credential = make();
        token = await ask(scopes, options);
      }
      if (token === null) return null;
      const end = endOf(token);
      return {
        ...token,
        get expiresOnTimestamp() {
          return clock.now() + end - clock.monotonic();
        },
      };
    },
  };
}

function noToken(): SyncError {
  return new SyncError({
    code: "UNAUTHENTICATED",
    fault: "azure",
    message: `no token within ${TOKEN_MS / 1000} s: the identity endpoint does not answer`,
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
