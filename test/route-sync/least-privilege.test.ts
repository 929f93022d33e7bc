import { describe, expect, test } from "vitest";
import { DeployedRuntime, PRINCIPAL } from "../support/deployed-runtime.js";
import { mirroredAzure, round, routesOf, sourceOf, targetOf } from "../support/mirrored-azure.js";

describe.each(["kubenet-agic.yaml", "managed-route-table.yaml", "two-subscriptions.yaml"])("%s", (file) => {
  const runtime = DeployedRuntime.of(file);
  const { mirrors, grants } = runtime;

  test("the roles in its Terraform are all that the runtime needs", async () => {
    const simulator = mirroredAzure(mirrors, grants);
    const reports = await round(simulator, mirrors);
    expect(reports.map(({ outcome, error }) => [outcome, error])).toEqual(
      mirrors.map(() => ["applied", null]),
    );
    for (const mirror of mirrors) {
      expect(routesOf(simulator, targetOf(mirror))).toEqual(routesOf(simulator, sourceOf(mirror)));
    }
  });

  const each = grants.flatMap(({ name, actions }) => actions.map((action) => ({ name, action })));
  const without = (name: string, action: string): typeof grants =>
    grants.map((grant) =>
      grant.name === name ? { ...grant, actions: grant.actions.filter((own) => own !== action) } : grant,
    );
  const following = "Microsoft.Network/locations/operations/read";

  test.each(each.filter(({ action }) => action === following))(
    "without $action of $name it writes, reads again, and says that it could not follow the write",
    async ({ name, action }) => {
      const simulator = mirroredAzure(mirrors, without(name, action));
      const reports = await round(simulator, mirrors);
      expect(reports.map(({ outcome }) => outcome)).toEqual(mirrors.map(() => "applied"));
      const warned = reports.filter(({ warnings }) => warnings.some((warning) => warning.includes(action)));
      expect(warned.length).toBeGreaterThan(0);
      for (const mirror of mirrors) {
        expect(routesOf(simulator, targetOf(mirror))).toEqual(routesOf(simulator, sourceOf(mirror)));
      }
    },
  );

  test.each(each.filter(({ action }) => action !== following))(
    "without $action of $name it stops and says so",
    async ({ name, action }) => {
      const reports = await round(mirroredAzure(mirrors, without(name, action)), mirrors);
      const failed = reports.filter(({ outcome }) => outcome === "failed");
      expect(failed).toHaveLength(1);
      expect(failed[0]?.error).toMatchObject({ code: "AUTHORIZATION_FAILED", whose: "config" });
      expect(failed[0]?.error?.message).toContain(action);
    },
  );

  test("they allow nothing else", async () => {
    const simulator = mirroredAzure(mirrors, grants);
    const status = async (method: string, id: string): Promise<number> => {
      const headers = { authorization: `Bearer ${simulator.token(PRINCIPAL)}` };
      const body = method === "PUT" ? simulator.stored(id) : undefined;
      return (await simulator.handle({ method, url: `${id}?api-version=2024-05-01`, headers, body })).status;
    };
    for (const mirror of mirrors) {
      const [source, target] = [sourceOf(mirror), targetOf(mirror)];
      expect([
        await status("GET", source),
        await status("PUT", source),
        await status("DELETE", source),
      ]).toEqual([200, 403, 403]);
      expect([await status("GET", target), await status("DELETE", target)]).toEqual([200, 403]);
      const elsewhere = target.replace(/[^/]+$/, "rt-of-others");
      simulator.seed(elsewhere, { location: "westeurope", properties: { routes: [] } });
      expect([await status("GET", elsewhere), await status("PUT", elsewhere)]).toEqual([403, 403]);
    }
  });
});
