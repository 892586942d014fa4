import * as call from '#libs/contracts/call-center/call-events';
import * as callback from '#libs/contracts/call-center/contact-callback-events';
import * as contact from '#libs/contracts/call-center/contact-events';
import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import type { DataOf } from '#libs/contracts/event-contract';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { anId } from './events-of-others.js';

type Course = NonNullable<DataOf<typeof call.contactEnded>['course']>;

interface QueueGoal {
  readonly product?: string;
  readonly seconds?: number;
  readonly channels?: readonly call.Channel[];
}

/** What call-center tells of its floor, at the time of the test's clock; each is handled when it resolves. */
export class FloorEvents {
  constructor(
    private readonly service: ServiceInTest,
    private readonly tenant = 'acme',
  ) {}

  async queue(name: string, goal: QueueGoal = {}): Promise<string> {
    const id = anId();
    const { product = null, seconds: serviceLevelSeconds = 20, channels = ['voice'] } = goal;
    const target = { serviceLevelSeconds, serviceLevelPercent: 80 };
    const queue = { name, product, ...target, channels: [...channels], shortAbandonSeconds: 5 };
    await this.service.publish(routingSetupChanged, { kind: 'queue', id, change: 'added', queue }, this.#about(id));
    return id;
  }

  async removed(kind: 'queue', id: string, name: string): Promise<void> {
    this.service.clock.advance({ seconds: 1 });
    const queue = { name, product: null, serviceLevelSeconds: 20, shortAbandonSeconds: 5 };
    await this.service.publish(routingSetupChanged, { kind, id, change: 'removed', queue }, this.#about(id));
  }

  async team(name: string): Promise<string> {
    const id = anId();
    const data = { kind: 'team', id, change: 'added', team: { name } } as const;
    await this.service.publish(routingSetupChanged, data, this.#about(id));
    return id;
  }

  /** @returns the profile; `isDefault`: of all who have no other */
  async profile(queueIds: string[], channels: call.Channel[] = ['voice'], isDefault = false): Promise<string> {
    const id = anId();
    const data = { kind: 'routing-profile', id, change: 'added', profile: { isDefault, queueIds, channels } } as const;
    await this.service.publish(routingSetupChanged, data, this.#about(id));
    return id;
  }

  async assigned(
    id: string,
    teamId: string | null,
    profileId: string | null = null,
    skills: Record<string, number> = {},
  ): Promise<void> {
    const assignment = { teamId, profileId, skills };
    const data = { kind: 'agent-assignment', id, change: 'changed', assignment } as const;
    await this.service.publish(routingSetupChanged, data, this.#about(id));
  }

  async agentBecame(agentId: string, seq: number, to: call.RoutingState, reason: string | null = null): Promise<void> {
    const data = { agentId, seq, from: 'offline', to, reason, at: this.#now } as const;
    await this.service.publish(call.agentStateChanged, data, this.#about(agentId));
  }

  /** @returns the contact that waits */
  async queued(queueId: string, channel: call.Channel = 'voice', contactId = anId()): Promise<string> {
    const data = { contactId, channel, queueId, at: this.#now };
    await this.service.publish(contact.contactQueued, data, this.#about(contactId));
    return contactId;
  }

  async moved(contactId: string, from: string, to: string, reason = 'after-wait'): Promise<void> {
    const data = { contactId, channel: 'voice', from, to, reason, at: this.#now } as const;
    await this.service.publish(contact.contactMoved, data, this.#about(contactId));
  }

  async offered(contactId: string, queueId: string, agentId: string): Promise<void> {
    await this.service.publish(
      contact.contactOffered,
      { contactId, agentId, queueId, at: this.#now },
      this.#about(contactId),
    );
  }

  async offerEnded(contactId: string, agentId: string, as: 'rejected' | 'timeout' | 'rescinded'): Promise<void> {
    const data = { contactId, agentId, as, at: this.#now };
    await this.service.publish(contact.contactOfferEnded, data, this.#about(contactId));
  }

  async consulted(contactId: string, by: string, agentId: string): Promise<void> {
    const data = { contactId, consultationId: contactId, by, agentId, at: this.#now };
    await this.service.publish(contact.contactConsultAccepted, data, this.#about(contactId));
  }

  async consultEnded(contactId: string, by: string, agentId: string, as: 'left' | 'merged'): Promise<void> {
    const data = { contactId, consultationId: contactId, by, agentId, as, at: this.#now };
    await this.service.publish(contact.contactConsultEnded, data, this.#about(contactId));
  }

  async joined(contactId: string, by: string, agentId: string): Promise<void> {
    const data = { contactId, by, participant: { agentId }, at: this.#now };
    await this.service.publish(contact.contactParticipantJoined, data, this.#about(contactId));
  }

  async participantLeft(contactId: string, agentId: string): Promise<void> {
    const data = { contactId, by: agentId, participant: { agentId }, as: 'left', at: this.#now } as const;
    await this.service.publish(contact.contactParticipantLeft, data, this.#about(contactId));
  }

  /** Who it is taken over from is out of it. */
  async takenOver(contactId: string, from: string, to: string): Promise<void> {
    const data = { contactId, from, to, reason: 'taken-over', at: this.#now } as const;
    await this.service.publish(contact.contactOwnerChanged, data, this.#about(contactId));
    await this.connected(contactId, to);
  }

  async transferEnded(contactId: string, by: string, queueId: string): Promise<void> {
    const data = { contactId, by, to: { queueId }, as: 'declined', at: this.#now } as const;
    await this.service.publish(contact.contactTransferEnded, data, this.#about(contactId));
  }

  async wrappedUp(agentId: string, ...contactIds: string[]): Promise<void> {
    const data = { agentId, contactIds, at: this.#now };
    await this.service.publish(call.agentAfterContactWorkEnded, data, this.#about(agentId));
  }

  async callbackPromised(contactId: string, queueId: string): Promise<void> {
    const data = { contactId, queueId, notBefore: null, at: this.#now };
    await this.service.publish(callback.contactCallbackPromised, data, this.#about(contactId));
  }

  async callbackFailed(contactId: string, agentId: string): Promise<void> {
    const data = { contactId, agentId, attempt: 1, outcome: 'no-answer', again: this.#now, at: this.#now } as const;
    await this.service.publish(callback.contactCallbackAttempted, data, this.#about(contactId));
  }

  async connected(contactId: string, agentId: string, at = this.#now): Promise<void> {
    const data = { contactId, agentId, queueId: null, at };
    await this.service.publish(call.contactConnected, data, this.#about(contactId));
  }

  async held(contactId: string): Promise<void> {
    await this.service.publish(contact.contactHeld, { contactId, at: this.#now }, this.#about(contactId));
  }

  async resumed(contactId: string): Promise<void> {
    await this.service.publish(contact.contactResumed, { contactId, at: this.#now }, this.#about(contactId));
  }

  async letGo(contactId: string, from: string, queueId: string): Promise<void> {
    const data = { contactId, from, to: { queueId }, letGo: 'at-once', at: this.#now } as const;
    await this.service.publish(contact.contactTransferred, data, this.#about(contactId));
  }

  async hungUp(contactId: string): Promise<void> {
    await this.service.publish(contact.contactWrapUpBegun, { contactId, at: this.#now }, this.#about(contactId));
  }

  async ended(contactId: string, left: Course['left'] = null): Promise<void> {
    const outcome = left === null ? ('handled' as const) : ('abandoned' as const);
    const data = { contactId, customerId: null, outcome, at: this.#now, course: courseOf(left) };
    await this.service.publish(call.contactEnded, data, this.#about(contactId));
  }

  /** Answered after a wait, 30 s of talk, 5 s of wrap-up; the clock goes on meanwhile. */
  async served(queueId: string, agentId: string, waitSeconds = 10): Promise<string> {
    const { clock } = this.service;
    const contactId = await this.queued(queueId);
    clock.advance({ seconds: waitSeconds });
    await this.connected(contactId, agentId);
    clock.advance({ seconds: 30 });
    await this.hungUp(contactId);
    clock.advance({ seconds: 5 });
    await this.ended(contactId);
    return contactId;
  }

  get #now(): string {
    return this.service.clock.now().toISOString();
  }

  #about(subject: string) {
    return { tenant: this.tenant, subject, time: this.#now };
  }
}

function courseOf(left: Course['left']): Course {
  const times = { waitMs: 0, talkMs: 0, holdMs: 0, wrapMs: 0 };
  return { channel: 'voice', queueId: null, agentId: null, queuedAt: null, answeredAt: null, ...times, left };
}
