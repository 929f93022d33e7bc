import { tmpdir } from "node:os";
import { App } from "cdktf";
import { expect } from "vitest";
import {
  Naming,
  problemsOf,
  TopologyStack,
  type AddressBook,
  type AzurermMajor,
  type FoundProblem,
} from "../../src/internal.js";
import { rewriteForMajor } from "@aks-topology/terraform";

/** A block or an object of Terraform's JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** The synthesized JSON of one stack, with look-ups that fail with the existing addresses, and its problems. */
export class Synthesized {
  readonly json: Block;
  readonly problems: readonly FoundProblem[];

  constructor(json: Block, problems: readonly FoundProblem[] = []) {
    this.json = json;
    this.problems = problems;
  }

  /** Codes of all problems, warnings included. */
  get codes(): string[] {
    return this.problems.map(({ code }) => code);
  }

  /** Codes of the errors. */
  get errors(): string[] {
    return this.problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
  }

  /** The body of one resource. */
  resource(type: string, name: string): Block {
    const body = block(block(this.json["resource"])[type])[name];
    if (body === undefined)
      expect.fail(`There is no ${type}.${name}; there are: ${this.addresses(type).join(", ")}.`);
    return block(body);
  }

  /** The body of one data source. */
  data(type: string, name: string): Block {
    return block(block(block(this.json["data"])[type])[name]);
  }

  /** Addresses of the resources, sorted; of one type when it is given. */
  addresses(type?: string): string[] {
    return Object.entries(block(this.json["resource"]))
      .filter(([key]) => type === undefined || key === type)
      .flatMap(([key, byName]) => Object.keys(block(byName)).map((name) => `${key}.${name}`))
      .sort();
  }

  output(name: string): Block {
    return block(block(this.json["output"])[name]);
  }
}

/** Runs `build` in an empty stack, and returns its Terraform and its problems. */
export function synth(
  build: (stack: TopologyStack) => void,
  major: AzurermMajor = 4,
  addressBook?: AddressBook,
): Synthesized {
  const app = new App({ outdir: tmpdir(), skipValidation: true });
  const stack = new TopologyStack(app, "test", {
    naming: new Naming("contoso", ["westeurope"]),
    rewrite: (json) => rewriteForMajor(json, major),
    addressBook,
  });
  build(stack);
  const problems = problemsOf(stack);
  stack.prepareStack();
  return new Synthesized(block(stack.toTerraform()), problems);
}

/** A value as an object; the first element of a list of blocks with one entry. */
export function block(value: unknown): Block {
  const single: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof single !== "object" || single === null)
    expect.fail(`Expected a block, found ${JSON.stringify(value)}.`);
  return Object.fromEntries(Object.entries(single));
}
