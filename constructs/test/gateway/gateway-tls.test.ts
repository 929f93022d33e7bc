import { ref, Token } from "cdktf";
import { describe, expect, test } from "vitest";
import { GatewayTls, type CertificateSource } from "../../src/gateway/gateway-tls.js";
import { synth } from "../support/synth.js";

const PLACEMENT = { location: "westeurope", resourceGroupName: "rg-shop" };
const VAULT = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-shop";

/** What `read` finds in the certificates of a source. */
function of<T>(source: CertificateSource, read: (tls: GatewayTls) => T): T {
  const found: T[] = [];
  synth((stack) => {
    found.push(
      read(
        new GatewayTls(stack, "tls", {
          placement: PLACEMENT,
          source,
          subnetId: "subnet",
          nameParts: ["shop"],
        }),
      ),
    );
  });
  const [first] = found;
  if (first === undefined) throw new Error("nothing was read");
  return first;
}

function own(hostNames: Readonly<Record<string, readonly [string, ...string[]]>>): CertificateSource {
  return { type: "own", hostNames };
}

function existing(...names: readonly string[]): CertificateSource {
  const secretIds = Object.fromEntries(
    names.map((name) => [name, `https://kv-shop.vault.azure.net/secrets/${name}-2026`]),
  );
  return { type: "existing", vaultId: VAULT, secretIds };
}

describe("the certificate for a host name", () => {
  const SEVERAL = own({
    main: ["www.contoso.com", "contoso.com"],
    shops: ["*.shop.contoso.com"],
  });
  const ONE = own({ main: ["www.contoso.com"] });

  test.each([
    ["covers it", SEVERAL, "contoso.com", "main"],
    ["covers it by a wildcard of its first label", SEVERAL, "a.shop.contoso.com", "shops"],
    ["is not one with a wildcard of another level", SEVERAL, "a.b.shop.contoso.com", "none"],
    ["is not one for another name, be it the only one", ONE, "api.contoso.com", "none"],
    ["is the only one, if its names are unknown", existing("web"), "api.contoso.com", "web"],
    ["is none of several whose names are unknown", existing("web", "api"), "api.contoso.com", "none"],
    ["is the first for requests of any name", SEVERAL, undefined, "main"],
    ["is the first for a name that Terraform knows", SEVERAL, Token.asString(ref("local.host")), "main"],
  ])("%s", (_, source, host, name) => {
    expect(of(source, (tls) => tls.certificateFor(host)?.name ?? "none")).toBe(name);
  });
});

test("certificates of a vault that exists already have the names of their secrets there", () => {
  expect(of(existing("web"), ({ certificates }) => certificates)).toEqual([
    {
      name: "web",
      keyVaultSecretId: "https://kv-shop.vault.azure.net/secrets/web-2026",
      secretName: "web-2026",
      hostNames: [],
    },
  ]);
  expect(of(existing("web"), ({ vaultName }) => vaultName)).toBe("kv-shop");
});
