import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { IsNull, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { storeOutgoing } from '../run/outgoing.js';
import { Runtime } from '../run/runtime.js';
import type { CommandDirective, Directive } from '../run/submission.js';
import { ProcessStartSchema } from '../starts/process-start.schema.js';
import { startsBy } from '../starts/start-directives.js';
import type { Committed } from '../run/group-transaction.js';
import { ProcessMessageSchema, type ProcessMessageRow } from '../schema/process-message.schema.js';
import { ProcessSubscriptionSchema, type ProcessSubscriptionRow } from '../schema/process-subscription.schema.js';
import { OutgoingWorker } from './outgoing-worker.js';

const AT_ONCE = 100;

/** What messages meet by. */
export type Topic = Pick<ProcessMessageRow, 'name' | 'correlationKey'>;

/**
 * Brings messages and waits together once both are committed, whichever came last: neither a lock nor luck is needed that one
 * sees the other. A message goes to every instance that waits for it, once to each; the oldest first, and a wait gets the
 * next when it is done with the last. One that nobody waits for starts the processes that begin with it.
 */
@Injectable()
export class MessageRouter {
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outgoing: OutgoingWorker,
    runtime: Runtime,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    runtime.onCommitted((committed) => this.#after(committed));
  }

  /** Routes what a crash left. */
  async look(): Promise<void> {
    const db = await this.database.reader();
    const topics = await db
      .createQueryBuilder(ProcessMessageSchema, 'message')
      .innerJoin(
        ProcessSubscriptionSchema.options.name,
        'waiting',
        "waiting.kind = 'message' AND waiting.name = message.name AND waiting.correlationKey = message.correlationKey",
      )
      .where('waiting.taken IS NULL')
      .select(['message.id', 'message.name', 'message.correlationKey'])
      .orderBy('message.id')
      .take(AT_ONCE)
      .getMany();
    const starting = await db
      .createQueryBuilder(ProcessMessageSchema, 'message')
      .innerJoin(ProcessStartSchema.options.name, 'start', "start.kind = 'message' AND start.name = message.name")
      .select(['message.id', 'message.name', 'message.correlationKey'])
      .orderBy('message.id')
      .take(AT_ONCE)
      .getMany();
    await this.route([...topics, ...starting]);
  }

  async route(topics: readonly Topic[]): Promise<void> {
    for (const topic of distinct(topics)) {
      const directives = await this.database.transaction((tx) => this.#match(tx, topic));
      this.outgoing.deliver(directives);
    }
  }

  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #after({ changes }: Committed): void {
    const sent = changes.flatMap(({ messages }) => messages);
    const opened = changes.flatMap(({ subscriptions, freed }) => [
      ...subscriptions.put.filter(({ kind }) => kind === 'message'),
      ...freed,
    ]);
    if (sent.length + opened.length === 0) return;
    const routing = this.#buffered(opened)
      .then((found) => this.route([...sent, ...found]))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'messages wait for the next look'))
      .finally(() => this.#underWay.delete(routing));
    this.#underWay.add(routing);
  }

  /** Those of the topics for which something is kept. */
  async #buffered(topics: readonly Topic[]): Promise<Topic[]> {
    if (topics.length === 0) return [];
    const db = await this.database.reader();
    const where = distinct(topics).map(({ name, correlationKey }) => ({ name, correlationKey }));
    return db.find(ProcessMessageSchema, { select: { id: true, name: true, correlationKey: true }, where });
  }

  /** The waits are locked first: of two that route the same topic one sees what the other did. */
  async #match(tx: EntityManager, { name, correlationKey }: Topic): Promise<Directive[]> {
    const free = await tx.find(ProcessSubscriptionSchema, {
      where: { kind: 'message', name, correlationKey, taken: IsNull() },
      order: { instance: 'ASC', wait: 'ASC' },
      ...(this.database.locksRows && { lock: { mode: 'pessimistic_write' } }),
    });
    const now = this.clock.now();
    const directives: Directive[] = [];
    for (let left = free; left.length > 0;) {
      const where = { name, correlationKey, expiresAt: MoreThanOrEqual(now) };
      const [message] = await tx.find(ProcessMessageSchema, { where, order: { id: 'ASC' }, take: 1 });
      if (!message) break;
      const receivers = firstOfEach(left);
      directives.push(...(await this.#hand(tx, message, receivers)));
      left = left.filter((each) => !receivers.includes(each));
    }
    const awaited = await tx.existsBy(ProcessSubscriptionSchema, { kind: 'message', name, correlationKey });
    if (!awaited) directives.push(...(await this.#begin(tx, { name, correlationKey }, now)));
    await storeOutgoing(tx, directives, now);
    return directives;
  }

  /** What nobody waits for starts the processes that begin with it. */
  async #begin(tx: EntityManager, topic: Topic, now: Date): Promise<Directive[]> {
    const where = { ...topic, expiresAt: MoreThanOrEqual(now) };
    if (!(await tx.existsBy(ProcessStartSchema, { kind: 'message', name: topic.name }))) return [];
    const directives: Directive[] = [];
    for (const { id, name, correlationKey, variables } of await tx.find(ProcessMessageSchema, {
      where,
      take: AT_ONCE,
    })) {
      if ((await tx.delete(ProcessMessageSchema, { id })).affected !== 1) continue;
      const event = { kind: 'message', name, key: `message:${id}`, variables } as const;
      directives.push(...(await startsBy(tx, [{ ...event, businessKey: correlationKey || null }], now)));
    }
    return directives;
  }

  async #hand(
    tx: EntityManager,
    message: ProcessMessageRow,
    receivers: readonly ProcessSubscriptionRow[],
  ): Promise<CommandDirective[]> {
    const { id, name, correlationKey, variables, expiresAt, kept: isKept } = message;
    if ((await tx.delete(ProcessMessageSchema, { id })).affected !== 1) return [];
    for (const { instance, wait } of receivers)
      await tx.update(ProcessSubscriptionSchema, { instance, wait }, { taken: id });
    const kept = { id, name, correlationKey, expiresAt: expiresAt.toISOString(), atOnce: isKept === false };
    return receivers.map(({ instance, wait }) => ({
      key: `message:${id}:${instance}:${wait}`,
      instance,
      command: { type: 'message-arrived', wait, message: id, variables },
      // Others have it: it does not come back for one who was too late.
      ...(receivers.length === 1 && { message: kept }),
    }));
  }
}

function firstOfEach(waits: readonly ProcessSubscriptionRow[]): ProcessSubscriptionRow[] {
  return [...Map.groupBy(waits, ({ instance }) => instance).values()].map(([first]) => first!);
}

function distinct(topics: readonly Topic[]): Topic[] {
  return [...new Map(topics.map((topic) => [JSON.stringify([topic.name, topic.correlationKey]), topic])).values()];
}
