import type { Construct } from "constructs";
import { ExistingHub, type HubAttributes } from "../estate/existing-hub.js";
import type { Spoke, SpokeProps } from "../spoke/spoke.js";
import { SpokesOf, type IExtensibleHub } from "./spokes-of.js";

/** A hub that exists already, with spokes that are created here. */
export class ImportedHub extends ExistingHub implements IExtensibleHub {
  readonly #spokes: SpokesOf;

  constructor(scope: Construct, id: string, attributes: HubAttributes) {
    super(scope, id, attributes);
    this.#spokes = new SpokesOf(this, scope);
  }

  addSpoke(id: string, props: SpokeProps): Spoke {
    return this.#spokes.add(id, props);
  }
}
