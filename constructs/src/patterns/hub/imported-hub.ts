import type { Construct } from "constructs";
import { setPath } from "../../core/places.js";
import { ExistingHub, type HubAttributes } from "../estate/existing-hub.js";
import type { Spoke, SpokeProps } from "../spoke/spoke.js";
import { SpokesOf, type IPeerableHub } from "./spokes-of.js";

/** A hub that exists already, with spokes that are created here. */
export class ImportedHub extends ExistingHub implements IPeerableHub {
  readonly #spokes: SpokesOf;

  constructor(scope: Construct, id: string, attributes: HubAttributes) {
    super(scope, id, attributes);
    setPath(this, id === "hub" ? id : `hubs.${id}`);
    this.#spokes = new SpokesOf(this, scope);
  }

  addSpoke(id: string, props: SpokeProps): Spoke {
    return this.#spokes.add(id, props);
  }

  get spokes(): readonly Spoke[] {
    return this.#spokes.all;
  }

  addConnection(): number {
    return this.#spokes.addConnection();
  }
}
