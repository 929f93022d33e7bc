import { DataAzurermEventgridSystemTopic } from "@cdktf/provider-azurerm/lib/data-azurerm-eventgrid-system-topic/index.js";
import { EventgridSystemTopicEventSubscription } from "@cdktf/provider-azurerm/lib/eventgrid-system-topic-event-subscription/index.js";
import { EventgridSystemTopic } from "@cdktf/provider-azurerm/lib/eventgrid-system-topic/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Naming } from "../core/naming.js";
import { omitUndefined } from "../core/omit-undefined.js";
import { placed, type Placement } from "../core/placement.js";
import type { PlacedMirror } from "./mirror.js";
import type { SyncStorage } from "./sync-storage.js";

/** A system topic that exists already. Azure allows one per resource group. It needs a system-assigned identity. */
export interface ExistingSystemTopic {
  /** Name of the topic. */
  readonly name: string;
  /** Name of the group that holds it. */
  readonly resourceGroupName: string;
}

export interface SourceEventsProps {
  readonly placement: Placement;
  readonly storage: SyncStorage;
  /** Topics that exist already, by the key of the group that they listen to. @default none */
  readonly existingTopics?: Readonly<Record<string, ExistingSystemTopic>> | undefined;
  /** Whether the storage is closed to callers outside of a network, where topics deliver as themselves alone. @default false */
  readonly isPrivate?: boolean | undefined;
}

/** A topic, and the identity that delivers its events to the queue. */
interface Topic {
  readonly name: string;
  readonly resourceGroupName: string;
  readonly deliveryIdentity: { readonly type: string; readonly userAssignedIdentity?: string };
  readonly sender: ITerraformDependable;
}

/** Source: Event Grid documentation, "Azure resource groups as an Event Grid source". */
const EVENT_TYPES = ["Microsoft.Resources.ResourceWriteSuccess", "Microsoft.Resources.ResourceDeleteSuccess"];
/** For a group whose table is unknown before it exists. These filters ignore case. */
const ROUTE_TABLES_ONLY = {
  stringBeginsWith: [{ key: "data.operationName", values: ["Microsoft.Network/routeTables/"] }],
};
const SENDER = "Storage Queue Data Message Sender";
/** In seconds. Older wake-ups are useless: a sweep has run since. */
const TIME_TO_LIVE = 3600;

/**
 * The fast path from AKS's write to the runtime: the group's events through Event Grid into the runtime's queue, within
 * seconds and without a public endpoint. One topic per resource group, which its mirrors share.
 */
export class SourceEvents extends Construct {
  readonly #props: SourceEventsProps;
  readonly #topics = new Map<string, Topic>();
  readonly #topicScope: Construct;
  #identity: { resource: UserAssignedIdentity; sender: RoleAssignment } | undefined;

  constructor(scope: Construct, id: string, props: SourceEventsProps) {
    super(scope, id);
    this.#props = props;
    this.#topicScope = new Construct(this, "~topics");
  }

  /** Queues a wake-up for every write or delete of the source that has succeeded. */
  on(mirror: PlacedMirror): EventgridSystemTopicEventSubscription {
    const { name, source, home, namedFor = this } = mirror;
    const topic = this.#topic(mirror);
    const { storage } = this.#props;
    return new EventgridSystemTopicEventSubscription(
      this,
      name,
      omitUndefined({
        name: Naming.of(this).name(namedFor, "eventSubscription", "route-sync", name),
        systemTopic: topic.name,
        resourceGroupName: topic.resourceGroupName,
        provider: home.subscription?.provider,
        includedEventTypes: EVENT_TYPES,
        // Azure writes "resourcegroups" there at times.
        subjectFilter: {
          subjectBeginsWith: source.table?.routeTableId ?? source.group.id,
          caseSensitive: false,
        },
        advancedFilter: source.table === undefined ? ROUTE_TABLES_ONLY : undefined,
        storageQueueEndpoint: {
          storageAccountId: storage.account.id,
          queueName: storage.queue.name,
          queueMessageTimeToLiveInSeconds: TIME_TO_LIVE,
        },
        deliveryIdentity: topic.deliveryIdentity,
        dependsOn: [topic.sender],
      }),
    );
  }

  #topic(mirror: PlacedMirror): Topic {
    const { key } = mirror.source.group;
    const existing = this.#props.existingTopics?.[key];
    const topic =
      this.#topics.get(key) ??
      (existing === undefined ? this.#makeTopic(mirror) : this.#useTopic(mirror, existing));
    this.#topics.set(key, topic);
    return topic;
  }

  #makeTopic(mirror: PlacedMirror): Topic {
    const { source, home } = mirror;
    const own = this.#props.isPrivate === true ? undefined : this.#ownIdentity();
    const id = own?.resource.id;
    const identity =
      id === undefined ? { type: "SystemAssigned" } : { type: "UserAssigned", identityIds: [id] };
    const topic = this.#newTopic(mirror, identity);
    return {
      name: topic.name,
      resourceGroupName: placed(home.placement).resourceGroupName,
      deliveryIdentity: omitUndefined({ type: identity.type, userAssignedIdentity: id }),
      sender: own?.sender ?? this.#allowSending(`sender_${source.group.key}`, topic.identity.principalId),
    };
  }

  #newTopic(
    { source: { group }, home, namedFor = this }: PlacedMirror,
    identity: { readonly type: string; readonly identityIds?: string[] },
  ): EventgridSystemTopic {
    const { tags, resourceGroupName } = placed(home.placement);
    return new EventgridSystemTopic(
      this.#topicScope,
      group.key,
      omitUndefined({
        name: Naming.of(this).name(namedFor, "eventTopic", "route-sync", group.key),
        resourceGroupName,
        location: "Global",
        tags,
        provider: home.subscription?.provider,
        topicType: "Microsoft.Resources.ResourceGroups",
        sourceResourceId: group.id,
        identity,
      }),
    );
  }

  #useTopic({ source: { group }, home }: PlacedMirror, existing: ExistingSystemTopic): Topic {
    const topic = new DataAzurermEventgridSystemTopic(
      this.#topicScope,
      group.key,
      omitUndefined({
        ...existing,
        provider: home.subscription?.provider,
      }),
    );
    return {
      name: topic.name,
      resourceGroupName: existing.resourceGroupName,
      deliveryIdentity: { type: "SystemAssigned" },
      sender: this.#allowSending(`sender_${group.key}`, topic.identity.get(0).principalId),
    };
  }

  /** The identity of all topics that are made here: it may add messages to the queue, and nothing else. */
  #ownIdentity(): { resource: UserAssignedIdentity; sender: RoleAssignment } {
    if (this.#identity !== undefined) return this.#identity;
    const resource = new UserAssignedIdentity(this, "~identity", {
      name: Naming.of(this).name(this, "identity", "route-sync-events"),
      ...placed(this.#props.placement),
    });
    this.#identity = { resource, sender: this.#allowSending("sender", resource.principalId) };
    return this.#identity;
  }

  #allowSending(id: string, principalId: string): RoleAssignment {
    return new RoleAssignment(this, id, {
      scope: this.#props.storage.queue.id,
      roleDefinitionName: SENDER,
      principalId,
      principalType: "ServicePrincipal",
      description: "Event Grid puts wake-ups into the queue.",
    });
  }
}
