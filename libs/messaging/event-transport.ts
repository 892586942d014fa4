import { eventContracts } from '#libs/contracts/event-catalogue';
import { Envelope } from '#libs/contracts/envelope';
import { childTraceparent, runInContext } from '#libs/persistence/tenant-context';
import { Server, type CustomTransportStrategy, type MessageHandler as NestHandler } from '@nestjs/microservices';
import type { Logger } from 'pino';
import { isObservable, lastValueFrom } from 'rxjs';
import { Broker, type BrokerMessage, type Subscription } from './broker.js';
import { DeadLetters, type DeadLetter } from './dead-letters.js';
import { Inbox } from './inbox.js';

/** Extras of `@EventPattern(type, OUTSIDE_TRANSACTION)`: the handler talks to others first and uses the inbox itself. */
export const OUTSIDE_TRANSACTION = { outsideTransaction: true } as const;

export interface TransportOptions {
  readonly service: string;
  readonly broker: Broker;
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetters;
  readonly logger: Logger;
  readonly delay: (ms: number) => Promise<void>;
  /** Waits between attempts in ms; when they are used up the message becomes a dead letter. */
  readonly backoffMs?: readonly number[];
  /** Counts what became of each delivery. */
  readonly count?: (type: string, outcome: 'handled' | 'seen' | 'retried' | 'dead') => void;
}

const BACKOFF_MS = [50, 200, 800, 3_200];

/** What a message says that can never be handled, however often it comes. */
class Unreadable extends Error {}

/**
 * Nest transport over any Broker: `@EventPattern('ticket.opened.v1')` methods get an envelope whose data was checked
 * against its contract, in the tenant's context, in one transaction with the inbox's receipt. What keeps failing becomes a
 * dead letter and makes room for the next.
 */
export class EventTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('switchboard-events');
  #subscriptions: Subscription[] = [];

  constructor(private readonly options: TransportOptions) {
    super();
  }

  listen(done: (error?: unknown) => void): void {
    this.#subscribe().then(() => done(), done);
  }

  async close(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.close()));
    this.#subscriptions = [];
  }

  on(): void {
    throw new Error('the event transport has no events of its own');
  }

  unwrap<T>(): T {
    return this.options.broker as T;
  }

  /** Handles a dead letter as if it came now. When it fails again it stays. */
  async replay(letter: DeadLetter): Promise<void> {
    const { messageId, topic, messageKey, body } = letter;
    await this.#attempt({ id: messageId, topic, key: messageKey, body });
  }

  async #subscribe(): Promise<void> {
    const topics = new Set([...this.messageHandlers.keys()].map((type) => topicOf(type)));
    const { broker, service } = this.options;
    this.#subscriptions = await Promise.all(
      [...topics].map((topic) => broker.subscribe(topic, `${service}_${topic}`, (message) => this.#handle(message))),
    );
  }

  /** Rejects only when not even the dead letter could be kept: then the broker has to give it again. */
  async #handle(message: BrokerMessage): Promise<void> {
    const backoff = this.options.backoffMs ?? BACKOFF_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(message);
      } catch (error) {
        const wait = error instanceof Unreadable ? undefined : backoff[attempt - 1];
        if (wait === undefined) return this.#bury(message, error, attempt);
        this.options.count?.(typeOf(message), 'retried');
        await this.options.delay(wait);
      }
    }
  }

  async #attempt(message: BrokerMessage): Promise<void> {
    const envelope = readEnvelope(message);
    const handler = this.messageHandlers.get(envelope.type);
    if (!handler) return;
    const event = { ...envelope, data: readData(envelope) };
    const context = { tenantId: envelope.tenantid, traceparent: childTraceparent(envelope.traceparent), requestId: envelope.id };
    await runInContext(context, async () => {
      const outcome = await this.#deliver(handler, event);
      this.options.count?.(envelope.type, outcome);
    });
  }

  async #deliver(handler: NestHandler, event: Envelope): Promise<'handled' | 'seen'> {
    const call = async () => {
      const result: unknown = await handler(event, undefined);
      return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
    };
    const { outsideTransaction } = (handler.extras ?? {}) as Partial<typeof OUTSIDE_TRANSACTION>;
    if (!outsideTransaction) return this.options.inbox.once(this.options.service, event.id, call);
    if (await this.options.inbox.seen(this.options.service, event.id)) return 'seen';
    await call();
    return 'handled';
  }

  async #bury(message: BrokerMessage, error: unknown, attempts: number): Promise<void> {
    const type = typeOf(message);
    this.options.logger.error({ err: error, event: message.id, type, attempts }, 'event became a dead letter');
    const tenantId = tenantOf(message);
    if (tenantId === undefined) return;
    const letter = {
      consumer: this.options.service,
      messageId: message.id,
      topic: message.topic,
      messageKey: message.key,
      body: message.body,
      reason: (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1_000),
      attempts,
    };
    const context = { tenantId, traceparent: childTraceparent(undefined) };
    await runInContext(context, () => this.options.deadLetters.keep(letter));
    this.options.count?.(type, 'dead');
  }
}

function topicOf(type: string): string {
  const contract = eventContracts.get(type);
  if (!contract) throw new Error(`no contract for the event ${type}: add it to libs/contracts`);
  return contract.topic;
}

function readEnvelope(message: BrokerMessage): Envelope {
  const parsed = Envelope.safeParse(parse(message.body));
  if (!parsed.success) throw new Unreadable('not a CloudEvents envelope');
  return parsed.data;
}

function readData(envelope: Envelope): Record<string, unknown> {
  const parsed = eventContracts.get(envelope.type)?.data.safeParse(envelope.data);
  if (!parsed?.success) {
    const fields = parsed?.error?.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new Unreadable(`the data breaks the contract ${envelope.type} at ${fields}`);
  }
  return parsed.data;
}

function typeOf(message: BrokerMessage): string {
  const type = (parse(message.body) as { type?: unknown } | undefined)?.type;
  return typeof type === 'string' ? type : 'unreadable';
}

function tenantOf(message: BrokerMessage): string | undefined {
  const tenantId = (parse(message.body) as { tenantid?: unknown } | undefined)?.tenantid;
  return typeof tenantId === 'string' ? tenantId : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
