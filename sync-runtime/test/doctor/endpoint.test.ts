import { expect, test } from "vitest";
import { healthy } from "../support/cluster.js";
import { diagnose } from "../support/diagnosis.js";

test("an endpoint below a path, as a proxy has it, gets every request below that path", async () => {
  const console = await healthy(undefined, { pageSize: 1 });
  const strays: string[] = [];
  console.answer = async ({ method, host, path, query, headers, body }) => {
    if (host !== "proxy.example" || !path.startsWith("/arm/")) strays.push(host + path);
    const url = `https://management.azure.com${path.replace(/^\/arm\//, "/")}?${query.toString()}`;
    const answer = await console.sim.handle({ method, url, headers, ...(body === "" ? {} : { body }) });
    return { status: answer.status, body: answer.body };
  };
  const found = await diagnose(console, ["--endpoint", "https://proxy.example/arm/"]);
  expect(strays).toEqual([]);
  expect(found.ok).toBe(true);
});
