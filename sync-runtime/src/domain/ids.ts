const GROUP_PATTERN = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)$/i;
const TABLE_PATTERN =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/routeTables\/([^/]+)$/i;
const TABLE_INSIDE =
  /\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/routeTables\/[^/]+/i;

/** The id of a resource group. Compare by `key`: Azure's ids have no case. */
export class ResourceGroupId {
  readonly subscription: string;
  readonly name: string;

  private constructor(subscription: string, name: string) {
    this.subscription = subscription;
    this.name = name;
  }

  static parse(text: string): ResourceGroupId | null {
    const [, subscription, name] = GROUP_PATTERN.exec(text) ?? [];
    return subscription === undefined || name === undefined ? null : new ResourceGroupId(subscription, name);
  }

  get key(): string {
    return this.toString().toLowerCase();
  }

  holds(table: TableId): boolean {
    return table.group.key === this.key;
  }

  toString(): string {
    return `/subscriptions/${this.subscription}/resourceGroups/${this.name}`;
  }

  static of(subscription: string, name: string): ResourceGroupId {
    return new ResourceGroupId(subscription, name);
  }
}

/** The id of a route table. Compare by `key`: Azure's ids have no case. */
export class TableId {
  readonly group: ResourceGroupId;
  readonly name: string;
  readonly key: string;

  private constructor(group: ResourceGroupId, name: string) {
    this.group = group;
    this.name = name;
    this.key = this.toString().toLowerCase();
  }

  static parse(text: string): TableId | null {
    const [, subscription, group, name] = TABLE_PATTERN.exec(text) ?? [];
    if (subscription === undefined || group === undefined || name === undefined) return null;
    return new TableId(ResourceGroupId.of(subscription, group), name);
  }

  /** The table that an id names or is below (`…/routeTables/x/routes/y` names table x); null when there is none. */
  static within(text: string): TableId | null {
    const [id] = TABLE_INSIDE.exec(text) ?? [];
    return id === undefined ? null : TableId.parse(id);
  }

  toString(): string {
    return `${this.group.toString()}/providers/Microsoft.Network/routeTables/${this.name}`;
  }
}

const CLUSTER_PATTERN =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerService\/managedClusters\/([^/]+)$/i;

/** The id of an AKS cluster. */
export class ClusterId {
  readonly group: ResourceGroupId;
  readonly name: string;

  private constructor(group: ResourceGroupId, name: string) {
    this.group = group;
    this.name = name;
  }

  static parse(text: string): ClusterId | null {
    const [, subscription, group, name] = CLUSTER_PATTERN.exec(text) ?? [];
    if (subscription === undefined || group === undefined || name === undefined) return null;
    return new ClusterId(ResourceGroupId.of(subscription, group), name);
  }

  toString(): string {
    return `${this.group.toString()}/providers/Microsoft.ContainerService/managedClusters/${this.name}`;
  }
}
