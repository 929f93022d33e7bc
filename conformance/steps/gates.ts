import type { Step } from "../step.ts";

/** The built-in policy "Not allowed resource types". */
const NOT_ALLOWED_TYPES = "6c112d4e-5bc7-47ae-a041-ea2d9dccd749";
const STALE = 'W/"00000000-0000-0000-0000-000000000000"';

/** Which refusal comes first when several have reason to refuse; and how the caller's permissions are listed. */
export const gates: Step = {
  name: "locks, policies, permissions",
  does: "writes a table with a wrong etag under a lock and under a policy, and lists the caller's permissions",
  settles: [
    "the order: permission, lock, policy, precondition",
    "the caller's permissions at a scope are listed",
  ],
  minutes: 35,
  cost: 0,
  run: async (kit) => {
    const table = kit.in("Microsoft.Network/routeTables/guarded");
    const body = { location: kit.place.location };
    await kit.done("PUT of the guarded table", "PUT", table, { body });
    await kit.call("permissions at the group", "GET", kit.in("Microsoft.Authorization/permissions"));

    const lock = `${table}/providers/Microsoft.Authorization/locks/read-only`;
    await kit.call("PUT of a lock", "PUT", `${lock}?api-version=2020-05-01`, {
      body: { properties: { level: "ReadOnly" } },
    });
    await kit.wait(60_000);
    await kit.call("PUT with a wrong etag under a lock", "PUT", table, { body, ifMatch: STALE });
    await kit.call("PUT under a lock", "PUT", table, { body: { ...body, tags: { a: "1" } } });
    await kit.call("DELETE under a lock", "DELETE", table);

    const policy = kit.in("Microsoft.Authorization/policyAssignments/no-tables");
    await kit.call("PUT of a policy assignment", "PUT", `${policy}?api-version=2022-06-01`, {
      body: {
        properties: {
          policyDefinitionId: `/providers/Microsoft.Authorization/policyDefinitions/${NOT_ALLOWED_TYPES}`,
          parameters: { listOfResourceTypesNotAllowed: { value: ["Microsoft.Network/routeTables"] } },
        },
      },
    });
    // An assignment counts after up to half an hour.
    await kit.wait(30 * 60_000);
    await kit.call("PUT with a wrong etag under a lock and a policy", "PUT", table, { body, ifMatch: STALE });
    await kit.call("DELETE of a lock", "DELETE", `${lock}?api-version=2020-05-01`);
    await kit.wait(60_000);
    await kit.call("PUT with a wrong etag under a policy", "PUT", table, { body, ifMatch: STALE });
    await kit.call("PUT under a policy", "PUT", table, { body: { ...body, tags: { a: "2" } } });
  },
};
