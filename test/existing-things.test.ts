import { loadPlatform } from "@aks-topology/platform";
import { Simulator } from "@aks-topology/simulator";
import { expect, test } from "vitest";
import { existingOf, groupOf } from "../demo/src/existing.js";
import { platformFiles } from "./support/files.js";

// The runs with the real provider begin so.
test.each(platformFiles("examples"))("what %s names by id can be created before it", async (file) => {
  const result = loadPlatform(file);
  if (!result.ok) expect.fail(JSON.stringify(result.problems));
  const simulator = new Simulator();
  const put = async (id: string, body: object): Promise<number> => {
    const headers = { authorization: "Bearer seed", "content-type": "application/json" };
    const answer = await simulator.handle({
      method: "PUT",
      url: `https://management.azure.com${id}?api-version=2024-05-01`,
      headers,
      body: JSON.stringify(body),
    });
    return answer.status;
  };
  const existing = existingOf(result.loaded.platform);
  for (const group of new Set(existing.map(({ id }) => groupOf(id))))
    await put(group, { location: "westeurope" });
  const refused: string[] = [];
  for (const { id, body } of existing) if ((await put(id, body)) >= 300) refused.push(id);
  expect(refused).toEqual([]);
});
