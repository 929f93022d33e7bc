import { VirtualClock } from "@aks-topology/simulator";
import { describe, expect, test } from "vitest";
import { steady } from "../../src/adapters/azure/credential.js";
import type { TokenCredential } from "../../src/adapters/azure/connect.js";
import type { Clock } from "../../src/ports/clock.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A clock whose wall time can step, and credentials that keep a token for as long as the wall clock says it lives. */
class Machine {
  readonly time = new VirtualClock();
  offset = 0;
  issued = 0;
  readonly clock: Clock = {
    now: () => this.time.now() + this.offset,
    monotonic: () => this.time.monotonic(),
    sleep: (ms, signal) => this.time.sleep(ms, signal),
  };

  readonly make = (): TokenCredential => {
    let kept: { token: string; expiresOnTimestamp: number } | null = null;
    return {
      getToken: () => {
        if (kept === null || kept.expiresOnTimestamp <= this.clock.now()) {
          this.issued += 1;
          kept = { token: `token-${this.issued}`, expiresOnTimestamp: this.clock.now() + HOUR_MS };
        }
        return Promise.resolve(kept);
      },
    };
  };
}

describe("a token lives as long as it lives, whatever the wall clock does", () => {
  test.each([
    ["an hour back", -HOUR_MS],
    ["ten minutes back", -10 * MINUTE_MS],
    ["ten minutes on", 10 * MINUTE_MS],
  ])("after a step of %s", async (_, step) => {
    const machine = new Machine();
    const credential = steady(machine.make, machine.clock);
    const first = await credential.getToken("scope");
    machine.offset += step;
    // The SDK asks the token itself how long it lives: an hour from its issue, on this clock as on that.
    await machine.time.advance(30 * MINUTE_MS);
    expect((first?.expiresOnTimestamp ?? 0) - machine.clock.now()).toBe(30 * MINUTE_MS);
    await machine.time.advance(30 * MINUTE_MS);
    expect((first?.expiresOnTimestamp ?? 0) - machine.clock.now()).toBe(0);
    const second = await credential.getToken("scope");
    expect(second?.token).not.toBe(first?.token);
    expect((second?.expiresOnTimestamp ?? 0) - machine.clock.now()).toBe(HOUR_MS);
  });

  test("one that still lives is kept", async () => {
    const machine = new Machine();
    const credential = steady(machine.make, machine.clock);
    await credential.getToken("scope");
    await machine.time.advance(50 * MINUTE_MS);
    await credential.getToken("scope");
    expect(machine.issued).toBe(1);
  });
});
