import { isDeepStrictEqual } from 'node:util';
import { eventContracts } from '#libs/contracts/event-catalogue';
import type { Envelope } from '#libs/contracts/envelope';
import { domainError } from '#libs/kernel/domain-error';
import { errorReport } from '#libs/observability/error-report';
import type { DeliveryRecorder } from '#libs/observability/event-metrics';
import { span } from '#libs/observability/tracing';
import { TenantHasNoDatabase } from '#libs/persistence/database';
import {
  currentContext,
  currentTenant,
  newTraceparent,
  runAsTenant,
  runInContext,
  type RequestContext,
} from '#libs/persistence/tenant/tenant-context';
import { Server, type CustomTransportStrategy, type MessageHandler as NestHandler } from '@nestjs/microservices';
import type { Logger } from 'pino';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Broker, BrokerMessage, Subscription } from './broker.js';
import type { DeadLetter, DeadLetters } from './dead-letters.js';
import type { Inbox } from './inbox.js';
import { labelOf, readEvent, Unreadable } from './received-event.js';

/** A dead letter failed again and stays; the message says why. */
export class ReplayFailed extends domainError('replay-failed', 'conflict') {}

/** Extras of `@EventPattern(type, …)`. */
export interface HandlerExtras {
  /** The handler talks to others first, and uses the inbox itself or is safe to repeat. */
  readonly outsideTransaction?: boolean;
  /** Outside of a transaction: it keeps no receipt, so none is looked for. */
  readonly repeatable?: boolean;
  /** Waits between its attempts in ms, when the usual ones do not fit. */
  readonly backoffMs?: readonly number[];
}

export const OUTSIDE_TRANSACTION: HandlerExtras = { outsideTransaction: true };
/** Outside of any transaction, for what may have to wait minutes for another system, or for what comes back after a crash. */
export const PATIENT: HandlerExtras = {
  outsideTransaction: true,
  backoffMs: [100, 400, 1_500, 5_000, 15_000, 30_000, 60_000],
};
/** Outside of any transaction, and safe to repeat as it is. */
export const REPEATABLE: HandlerExtras = { outsideTransaction: true, repeatable: true };

export interface TransportOptions {
  readonly service: string;
  readonly broker: Broker;
  readonly inbox: Inbox;
  readonly deadLetters: DeadLetters;
  readonly logger: Logger;
  /** Rejects when the signal says so. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** Waits between attempts in ms; when they are used up the message becomes a dead letter. */
  readonly backoffMs?: readonly number[];
  /** Counts what became of each delivery. */
  readonly count: DeliveryRecorder;
}

const BACKOFF_MS = [50, 200, 800, 3_200];

/**
 * Nest transport over any Broker: `@EventPattern('ticket.opened.v1')` methods get an envelope whose data was checked
 * against its contract, in the tenant's context, in one transaction with the inbox's receipt. What keeps failing becomes a
 * dead letter and makes room for the next.
 */
export class EventTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('switchboard-events');
  /** Errors are handled here: Nest need not report them too. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #closing = new AbortController();
  /** Of types that are handled both within the transaction and outside of it. */
  readonly #afterwards = new Map<string, NestHandler>();
  readonly #patience = new Map<string, readonly number[]>();
  #subscriptions: Subscription[] = [];

  constructor(private readonly options: TransportOptions) {
    super();
  }

  /**
   * Several handlers of a type run one after the other, in one transaction, where Nest would have them trip over each other. Those
   * outside of it come after its commit, and again with every repetition. The patience of one is that of all.
   */
  override addHandler(type: string, handler: NestHandler, isEvent = false, wanted: HandlerExtras = {}): void {
    const { backoffMs, ...extras } = wanted;
    if (backoffMs) this.#patience.set(type, backoffMs);
    const first = this.messageHandlers.get(type);
    if (!first || isDeepStrictEqual(first.extras, extras))
      return this.#set(type, inTurn(first, handler), isEvent, extras);
    const known = first.extras as HandlerExtras;
    if (known.outsideTransaction === extras.outsideTransaction)
      throw new Error(`the handlers of ${type} want different extras`);
    const [within, outside] = extras.outsideTransaction ? [first, handler] : [handler, first];
    this.#afterwards.set(type, inTurn(this.#afterwards.get(type), outside));
    this.#set(type, within, isEvent, extras.outsideTransaction ? known : extras);
  }

  #set(type: string, handler: NestHandler, isEventHandler: boolean, extras: HandlerExtras): void {
    this.messageHandlers.set(
      type,
      Object.assign((event: unknown) => handler(event as never), { isEventHandler, extras }),
    );
  }

  listen(done: (error?: unknown) => void): void {
    this.#subscribe().then(() => done(), done);
  }

  /** Lets handlers finish; what waits for its next attempt goes back to the broker. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#subscriptions.map((subscription) => subscription.close()));
    this.#subscriptions = [];
  }

  on(): void {
    throw new Error('the event transport has no events of its own');
  }

  unwrap<T>(): T {
    return this.options.broker as T;
  }

  /**
   * Handles a dead letter of the current tenant as if it came now.
   * @throws ReplayFailed
   */
  async replay({ messageId, topic, messageKey, body }: DeadLetter): Promise<void> {
    try {
      await runAsTenant(currentTenant(), () => this.#attempt({ id: messageId, topic, key: messageKey, body }));
    } catch (error) {
      throw new ReplayFailed(reasonOf(error), { event: messageId });
    }
  }

  async #subscribe(): Promise<void> {
    const topics = new Set([...this.messageHandlers.keys()].map((type) => topicOf(type)));
    const { broker, service } = this.options;
    this.#subscriptions = await Promise.all(
      [...topics].map((topic) => broker.subscribe(topic, `${service}_${topic}`, (message) => this.#receive(message))),
    );
  }

  /** A type nobody here handles, perhaps one newer than this program, is not ours to judge. */
  async #receive(message: BrokerMessage): Promise<void> {
    const { type, tenantId, traceparent } = labelOf(message);
    if (type !== undefined && !this.messageHandlers.has(type)) return;
    const context = { tenantId, traceparent: traceparent ?? newTraceparent(), requestId: message.id };
    await runInContext(context, () => this.#handle(message, type ?? 'unreadable'));
  }

  /** Rejects when not even the dead letter could be kept, or at close: then the broker has to give it again. */
  async #handle(message: BrokerMessage, type: string): Promise<void> {
    const backoff = this.#patience.get(type) ?? this.options.backoffMs ?? BACKOFF_MS;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(message);
      } catch (error) {
        const wait = error instanceof Unreadable ? undefined : backoff[attempt - 1];
        if (wait === undefined) return this.#bury(message, type, error, attempt);
        this.options.count(type, 'retried');
        await this.options.delay(wait, this.#closing.signal);
      }
    }
  }

  async #attempt(message: BrokerMessage): Promise<void> {
    const event = readEvent(message);
    const { service, count } = this.options;
    const outcome = await span(event.type, { kind: 'consumer', service }, () =>
      runInContext(causedBy(event), () => this.#deliver(event)),
    );
    count(event.type, outcome, outcome === 'handled' ? event.time : undefined);
  }

  async #deliver(event: Envelope): Promise<'handled' | 'seen'> {
    const { inbox, service } = this.options;
    const handler = this.messageHandlers.get(event.type);
    if (!handler) throw new Unreadable(`nobody here handles ${event.type}`);
    const afterwards = this.#afterwards.get(event.type);
    const { outsideTransaction, repeatable } = this.#extrasOf(event.type);
    if (!outsideTransaction) {
      const outcome = await inbox.once(service, event.id, () => call(handler, event));
      if (afterwards) await call(afterwards, event);
      return outcome;
    }
    if (!repeatable && (await inbox.seen(service, event.id))) return 'seen';
    await call(handler, event);
    return 'handled';
  }

  /** A tenant that went away took its dead letters along: its events are dropped. */
  async #bury({ id, topic, key, body }: BrokerMessage, type: string, error: unknown, attempts: number): Promise<void> {
    const { service, deadLetters, logger, count } = this.options;
    const told = { err: error, event: id, type, attempts };
    try {
      const letter = {
        consumer: service,
        messageId: id,
        topic,
        messageKey: key,
        body,
        reason: reasonOf(error),
        attempts,
      };
      await deadLetters.keep(letter);
      logger.error(told, 'event became a dead letter');
      count(type, 'dead');
    } catch (refused) {
      if (!(refused instanceof TenantHasNoDatabase)) throw refused;
      logger.error(told, 'event dropped: its tenant has no database');
      count(type, 'dropped');
    }
  }

  #extrasOf(type: string): HandlerExtras {
    return this.messageHandlers.get(type)?.extras ?? {};
  }
}

/** What comes of an event has its causes, too. */
function causedBy({ causes }: Envelope): RequestContext {
  return { ...currentContext()!, ...(causes !== undefined && { causes: causes.split(',') }) };
}

function inTurn(first: NestHandler | undefined, second: NestHandler): NestHandler {
  return async (event) => {
    if (first) await call(first, event as Envelope);
    await call(second, event as Envelope);
  };
}

async function call(handler: NestHandler, event: Envelope): Promise<void> {
  const result: unknown = await handler(event, undefined);
  if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
}

/** Nothing an error quotes is kept: see ErrorReport. */
function reasonOf(error: unknown): string {
  const { type, message } = errorReport(error);
  return message === undefined ? type : `${type}: ${message}`;
}

function topicOf(type: string): string {
  const contract = eventContracts.get(type);
  if (!contract) throw new Error(`no contract for the event ${type}: add it to libs/contracts`);
  return contract.topic;
}
