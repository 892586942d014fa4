import { expect } from '@jest/globals';
import { replay, type Recorded } from '#libs/contact-routing/replay';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { createLogger } from '#libs/observability/logger';
import { Metrics } from '#libs/observability/metrics';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { FakeClock } from '#libs/testing/fake-clock';
import { AgentDesk } from '../../src/agent/agent.api.js';
import { AgentMoves } from '../../src/agent/agent-moves.api.js';
import { AgentRoster } from '../../src/agent/agent-roster.api.js';
import { AgentSchema, type AgentRow } from '../../src/agent/infra/agent.schema.js';
import { TypeormAgents } from '../../src/agent/infra/typeorm-agent.repository.js';
import { TypeormPresences } from '../../src/agent/infra/typeorm-presences.js';
import { AgentAssignments } from '../../src/agent-assignment/agent-assignment.api.js';
import { Contact } from '../../src/contact/domain/contact.aggregate.js';
import { ContactSchema, type ContactRow } from '../../src/contact/infra/contact.schema.js';
import { TypeormContacts } from '../../src/contact/infra/typeorm-contact.repository.js';
import { CallbackHours } from '../../src/contact/callback-hours.api.js';
import { RoutedContacts } from '../../src/contact/routed-contacts.api.js';
import { NumberZones } from '../../src/number-zone/number-zone.api.js';
import { Queues } from '../../src/queue/queue.api.js';
import { QueueDefinition } from '../../src/queue/queue.dto.js';
import { QueueSchema } from '../../src/queue/queue.schema.js';
import type { DeskCommand } from '../../src/routing/desk.api.js';
import { RoutingLog } from '../../src/routing/log/routing-log.js';
import { CommandLane, type LaneParts } from '../../src/routing/turn/command-lane.js';
import { Disagreements } from '../../src/routing/turn/disagreements.js';
import { RoutingPlans } from '../../src/routing-plan/routing-plan.api.js';
import { RoutingProfiles } from '../../src/routing-profile/routing-profile.api.js';
import { RoutingProfileSchema } from '../../src/routing-profile/routing-profile.schema.js';

export const TENANT = 'acme';
export const READY = { do: 'choose', status: { state: 'ready', reason: null } } as const;

/** One process that carries out a tenant's commands, in a test. */
export class ALane {
  readonly parts: LaneParts;
  readonly lane: CommandLane;
  readonly #metrics = new Metrics('call-center');
  readonly #contacts: TypeormContacts;

  constructor(
    readonly database: Database,
    readonly clock: FakeClock,
    snapshotEvery = 20,
  ) {
    const outbox = new Outbox('/test');
    const assignments = new AgentAssignments(database);
    const profiles = new RoutingProfiles(database);
    const agents = new TypeormAgents(database, outbox, clock);
    this.#contacts = new TypeormContacts(database, outbox, clock);
    this.parts = {
      ...{ database, clock, snapshotEvery, retentionMs: 3_600_000, address: () => '' },
      hands: {
        log: new RoutingLog(database),
        agents: new AgentDesk(agents, assignments, profiles, clock),
        moves: new AgentMoves(agents, new TypeormPresences(database), clock),
        roster: new AgentRoster(database, assignments, profiles),
        contacts: new RoutedContacts(this.#contacts, clock),
        hours: new CallbackHours(new NumberZones(database)),
        disagreements: new Disagreements(this.#metrics, createLogger({ service: 'call-center', level: 'fatal' })),
      },
      setup: { queues: new Queues(database), plans: new RoutingPlans(database) },
    };
    this.lane = new CommandLane(this.parts, inTenant, () => undefined);
  }

  does(command: DeskCommand, id: string | null = null): Promise<void> {
    return inTenant(() => this.lane.submit(command, id));
  }

  async agent(agentId: string): Promise<void> {
    await this.does({ type: 'agent-moves', agentId, move: { do: 'log-in' } });
    await this.does({ type: 'agent-moves', agentId, move: READY });
  }

  async start(channel: 'voice' | 'chat' = 'voice'): Promise<string> {
    const id = newId(this.clock.now());
    const input = { id, number: id.slice(-12), channel, direction: 'inbound' as const };
    const contact = Contact.start({ ...input, customerId: null, address: null, taskId: null }, this.clock.now());
    await inTenant(() => this.#contacts.add(contact));
    return id;
  }

  async call(queueId: string, channel: 'voice' | 'chat' = 'voice'): Promise<string> {
    const contactId = await this.start(channel);
    await this.does({ type: 'contact-queues', contactId, wish: wish(queueId) });
    return contactId;
  }

  accept(contactId: string, agentId: string): Promise<void> {
    return this.does({ type: 'offer-accepted', contactId, agentId });
  }

  end(contactId: string, outcome: 'handled' | 'abandoned' = 'handled'): Promise<void> {
    return this.does({ type: 'contact-ends', contactId, outcome, by: null });
  }

  /** What who is on a contact does with it past routing. */
  changes(contactId: string, change: (contact: Contact, now: Date) => void): Promise<void> {
    return inTenant(() => this.#contacts.update(contactId, (contact) => change(contact, this.clock.now())));
  }

  tick(): Promise<void> {
    return this.does({ type: 'tick' });
  }

  contacts(): Promise<ContactRow[]> {
    return inTenant(async () => (await this.database.reader()).find(ContactSchema, { order: { id: 'ASC' } }));
  }

  agents(): Promise<AgentRow[]> {
    return inTenant(async () => (await this.database.reader()).find(AgentSchema, { order: { id: 'ASC' } }));
  }

  async disagreements(): Promise<number> {
    const lines = (await this.#metrics.text())
      .split('\n')
      .filter((line) => line.startsWith('switchboard_routing_disagreements_total{'));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  recorded(): Promise<Recorded[]> {
    return inTenant(() => this.parts.hands.log.after(0, 100_000));
  }

  /** The log decides itself again byte for byte, from the beginning and from every snapshot that is kept; returns its length. */
  async replays(): Promise<number> {
    const log = await this.recorded();
    const { snapshot: none } = await inTenant(() => this.parts.hands.log.snapshotAt(0));
    expect(JSON.stringify(replay(none, log))).toBe(JSON.stringify(log));
    const newest = await inTenant(() => this.parts.hands.log.snapshotAt());
    const after = log.slice(newest.seq);
    expect(JSON.stringify(replay(newest.snapshot, after))).toBe(JSON.stringify(after));
    return log.length;
  }
}

export function wish(queueId: string) {
  return { queueId, priority: 0, required: [], preferred: [], wishes: [] };
}

export function inTenant<T>(work: () => T): T {
  return runAsTenant(TENANT, work);
}

/** Ids of queues are their names here. */
type Rules = Partial<Pick<QueueDefinition, 'afterWait'>> & Readonly<Record<string, unknown>>;

/** Queues, and the profile of everybody, with all of them. */
export async function setUp(database: Database, clock: FakeClock, queues: Record<string, Rules>): Promise<void> {
  const updatedAt = clock.now();
  const capacity = {
    voice: { slots: 1, weight: 100, interrupts: [] },
    chat: { slots: 3, weight: 30, interrupts: [] },
  };
  const memberships = Object.keys(queues).map((queueId) => ({ queueId, priority: 1, delaySeconds: 0 }));
  const profile = { id: 'p', version: 1, updatedAt, name: 'default', queues: memberships, ownWorkKeepsIdle: false };
  await inTenant(() =>
    database.transaction(async (tx) => {
      for (const [id, { afterWait = null, ...rules }] of Object.entries(queues)) {
        const channels = ['voice' as const, 'chat' as const];
        const row = { id, version: 1, updatedAt, name: id, channels, planId: null };
        await tx.insert(QueueSchema, { ...row, definition: { ...QueueDefinition.parse(rules), afterWait } });
      }
      await tx.insert(RoutingProfileSchema, { ...profile, capacity });
    }),
  );
}
