import { RestError } from "@azure/core-rest-pipeline";
import {
  AggregateAuthenticationError,
  AuthenticationError,
  CredentialUnavailableError,
} from "@azure/identity";
import { describe, expect, test } from "vitest";
import { healthy } from "../support/cluster.js";
import type { Console } from "../support/console.js";
import { diagnose } from "../support/diagnosis.js";
import { mirrorConfig } from "../support/fleet.js";

/** What DefaultAzureCredential 4.14 throws on a machine without a sign-in, except its timestamps. */
const nobody = new AggregateAuthenticationError(
  [
    "EnvironmentCredential is unavailable. No underlying credential could be used. To troubleshoot, visit https://aka.ms/azsdk/js/identity/environmentcredential/troubleshoot.",
    'ManagedIdentityCredential: Authentication failed. Message client_error: Error(s): Not Available - Timestamp: Not Available - Description: A client error occured.\nHttp status code: 403\nHeaders: {"server":"x"} - Correlation ID: Not Available - Trace ID: Not Available',
    "Visual Studio Code Authentication is not available. Ensure you have have Azure Resources Extension installed in VS Code.",
    "Azure CLI could not be found. Please visit https://aka.ms/azure-cli for installation instructions and then, once installed, authenticate to your Azure account using 'az login'.",
    "Error: Unable to execute PowerShell. Ensure that it is installed in your system.",
    "Azure Developer CLI couldn't be found. To mitigate this issue, see the troubleshooting guidelines.",
  ].map((message) => new CredentialUnavailableError(message)),
  "ChainedTokenCredential authentication failed.",
);
const TRIED =
  "no identity is signed in (tried environment variables, managed identity, Visual Studio Code, Azure CLI, Azure PowerShell, Azure Developer CLI)";

async function withoutSignIn(error: Error = nobody): Promise<Console> {
  const console = await healthy();
  console.credential = { getToken: () => Promise.reject(error) };
  return console;
}

const MIRRORS = [
  mirrorConfig(),
  mirrorConfig({ name: "blog", podCidrs: ["10.245.0.0/16"] }),
  mirrorConfig({ name: "wiki", podCidrs: ["10.246.0.0/16"] }),
];

describe("a sign-in that fails", () => {
  test("is reported once, in one sentence with its remedy, regardless of the number of mirrors", async () => {
    const console = await withoutSignIn();
    const { exitCode, stdout } = await console.run("doctor", "--config", await console.config(...MIRRORS));
    expect(exitCode).toBe(1);
    expect(stdout.split(TRIED)).toHaveLength(2);
    expect(stdout.split("az login")).toHaveLength(2);
    expect(stdout).not.toMatch(/Credential|troubleshoot|Correlation/);
    expect(stdout.split("\n").length).toBeLessThan(15);
    expect(console.requests).toEqual([]);
  });

  test("fails one check of each mirror, and the others wait for it", async () => {
    const found = await diagnose(await withoutSignIn(), [], ...MIRRORS);
    for (const { checks } of found.mirrors) {
      expect(checks.map(({ status }) => status)).toEqual(["fail", ...Array<string>(16).fill("warn")]);
      expect(checks[0]?.message).toBe(`could not sign in: ${TRIED}.`);
      expect(checks[1]?.message).toBe('Not checked: "identity" has to pass first.');
    }
    expect([found.ok, found.identity]).toEqual([false, null]);
  });

  test.each(["plan", "apply"])("is one line in what %s prints", async (command) => {
    const console = await withoutSignIn();
    const {
      exitCode,
      mirrors: [mirror],
    } = await console.json(command);
    expect(exitCode).toBe(1);
    expect(mirror?.error?.code).toBe("UNAUTHENTICATED");
    expect(mirror?.error?.message).toMatch(new RegExp(`: ${TRIED.replaceAll(/[()]/g, "\\$&")}$`));
    const { stdout, stderr } = await console.run(
      command,
      "--config",
      await console.config(),
      "--log-level",
      "info",
    );
    expect(`${stdout}${stderr}`).not.toMatch(/CredentialUnavailableError|Correlation/);
  });

  test("of one identity keeps what Entra says of it", async () => {
    const error = new AuthenticationError(401, {
      error: "invalid_client",
      error_description:
        "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the value.\r\nTrace ID: 1\r\nCorrelation ID: 2",
    });
    const found = await diagnose(await withoutSignIn(error));
    expect(found.of("identity").message).toBe(
      "could not sign in: AADSTS7000215: Invalid client secret provided.",
    );
  });
});

describe("the identity", () => {
  test("is named by object id, client id and tenant, and its token never", async () => {
    const console = await healthy();
    const token = console.sim.token("oid-of-shop", "client-of-shop");
    console.credential = {
      getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.UTC(2099, 0) }),
    };
    const found = await diagnose(console);
    const identity = { objectId: "oid-of-shop", clientId: "client-of-shop", tenantId: console.sim.tenant };
    expect(found.identity).toEqual(identity);
    expect(found.of("identity").message).toBe(
      `object id oid-of-shop, client id client-of-shop, tenant ${console.sim.tenant}.`,
    );
    const { stdout, stderr } = await console.run(
      "doctor",
      "--config",
      await console.config(),
      "--log-level",
      "debug",
    );
    for (const part of token.split(".").filter((text) => text !== "")) {
      expect(`${stdout}${stderr}`).not.toContain(part);
    }
  });

  test("signs in once for everything", async () => {
    const console = await healthy();
    let tokens = 0;
    console.credential = {
      getToken: () => Promise.resolve({ token: `t${(tokens += 1)}`, expiresOnTimestamp: Date.UTC(2099, 0) }),
    };
    await diagnose(console, [], ...MIRRORS);
    expect(tokens).toBe(1);
  });

  test("that Azure does not accept fails, and Azure is reachable", async () => {
    const console = await healthy();
    console.sim.faults.set([{ kind: "401-expired-token" }]);
    const found = await diagnose(console);
    expect(found.of("identity").status).toBe("fail");
    expect(found.of("identity").message).toMatch(/^Azure refuses the token of .*ExpiredAuthenticationToken/);
    expect(found.of("Azure reachable").status).toBe("pass");
    expect(found.of("in step").status).toBe("warn");
  });
});

describe("an Azure that does not answer", () => {
  test.each<[string, () => Promise<null>, RegExp]>([
    [
      "refuses connections",
      () => Promise.reject(new RestError("connect ECONNREFUSED 10.0.0.1:443", { code: "ECONNREFUSED" })),
      /ECONNREFUSED/,
    ],
    ["never answers", () => new Promise(() => undefined), /no answer/],
  ])("%s: one failure, reported once", async (_, answer, message) => {
    const console = await healthy();
    console.answer = answer;
    const started = console.clock.now();
    const found = await diagnose(console, ["--timeout", "20"]);
    expect(console.clock.now() - started).toBeLessThan(22_000);
    expect(found.of("identity").status).toBe("pass");
    expect(found.of("Azure reachable").status).toBe("fail");
    expect(found.of("Azure reachable").message).toMatch(message);
    expect(found.checks.filter(({ status }) => status === "fail")).toHaveLength(1);
    expect(found.exitCode).toBe(1);
  });

  test("a sign-in that never answers ends within the timeout", async () => {
    const console = await healthy();
    console.credential = { getToken: () => new Promise(() => undefined) };
    const started = console.clock.now();
    const found = await diagnose(console, ["--timeout", "20"]);
    expect(console.clock.now() - started).toBeLessThan(22_000);
    expect(found.of("identity").status).toBe("fail");
  });

  test("a proxy that answers in its place", async () => {
    const console = await healthy();
    console.answer = () => ({ status: 200, body: "<html>Sign in to the guest network</html>" });
    const found = await diagnose(console);
    expect(found.of("Azure reachable").status).toBe("fail");
    expect(found.of("Azure reachable").message).toMatch(/does not read as one of the Resource Manager/);
  });

  test("asked to stop, leaves without a report", async () => {
    const console = await healthy();
    console.answer = () => {
      console.stop.abort();
      return new Promise(() => undefined);
    };
    const { exitCode, stdout } = await console.run("doctor", "--config", await console.config());
    expect([exitCode === 0, stdout]).toEqual([false, ""]);
  });
});
