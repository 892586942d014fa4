import { createHash } from 'node:crypto';
import type { InterfaceAnswer, InterfaceCallRequest } from '#libs/contracts/common-center/integration/integration-api';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { within } from '#libs/messaging/within';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import { Injectable } from '@nestjs/common';
import { TaskCancelledError } from 'cockatiel';
import { AnswerCache } from './call/answer-cache.js';
import { OperationCalls } from './call/operation-calls.js';
import { inputOf, type Input } from './call/prepared-request.js';
import { PublishedInterfaces, type CallableInterface } from './document/published-interfaces.js';
import { OperationNotSafe } from './domain/integration.errors.js';
import { CallLog } from './log/call-log.js';

export interface NamedCall extends InterfaceCallRequest {
  /** The interface's code. */
  readonly code: string;
  readonly operation: string;
}

/** An answer that is not kept: the same may be asked again. */
class NotKept extends Error {
  constructor(readonly answer: InterfaceAnswer) {
    super('not kept');
  }
}

/** The one way to ask an interface. */
@Injectable()
export class InterfaceDesk {
  constructor(
    private readonly published: PublishedInterfaces,
    private readonly calls: OperationCalls,
    private readonly cache: AnswerCache,
    private readonly log: CallLog,
    private readonly firstAnswers: FirstAnswers,
  ) {}

  /**
   * That the other side refuses or fails is an answer. What changes something is done once for an idempotency key: repeated, it gets
   * its first answer or refusal; after a failure it is tried again, and the other side is given the same key.
   * @throws InterfaceNotFound, InterfaceNotPublished, InterfaceVersionNotFound, OperationUnknown, ArgumentsInvalid
   */
  async call(named: NamedCall): Promise<InterfaceAnswer> {
    const callable = await this.published.find(named.code, named.version);
    const { safe, cacheSeconds } = callable.operation(named.operation).operation;
    if (safe && cacheSeconds !== null && callable.mode === 'live') return this.#cached(callable, named, cacheSeconds);
    if (safe || named.idempotencyKey === undefined) return (await this.calls.make(callable, named)).answer;
    return this.#once(callable, named, named.idempotencyKey);
  }

  /** As {@link call}, of what changes nothing. @throws OperationNotSafe */
  async ask(named: NamedCall): Promise<InterfaceAnswer> {
    const callable = await this.published.find(named.code, named.version);
    if (!callable.operation(named.operation).operation.safe)
      throw new OperationNotSafe('This operation changes something: it is called, not asked.', {
        operation: named.operation,
      });
    return this.call(named);
  }

  /**
   * @param version null: the one that is live
   * @throws InterfaceNotFound, InterfaceNotPublished, InterfaceVersionNotFound, OperationUnknown
   */
  async operationOf(code: string, version: number | null, operation: string): Promise<{ readonly safe: boolean }> {
    return (await this.published.find(code, version)).operation(operation).operation;
  }

  async #cached(callable: CallableInterface, named: NamedCall, seconds: number): Promise<InterfaceAnswer> {
    const key = keyOf(callable, named, inputOf(callable.operation(named.operation), named.arguments));
    const known = this.cache.find<InterfaceAnswer>(key);
    if (known) return this.#known(callable, named, known);
    const isAnswered = ({ outcome }: InterfaceAnswer) => outcome === 'answered';
    const asking = this.cache.ask(key, seconds, isAnswered, async () => {
      return (await this.calls.make(callable, { ...named, withinMs: undefined })).answer;
    });
    if (named.withinMs === undefined) return asking;
    return within(named.withinMs, () => asking).catch((error: unknown) => {
      if (!(error instanceof TaskCancelledError)) throw error;
      return {
        outcome: 'failed',
        result: null,
        personal: {},
        code: 'service-timeout',
        cached: false,
        tookMs: named.withinMs!,
      };
    });
  }

  async #known(callable: CallableInterface, named: NamedCall, known: InterfaceAnswer): Promise<InterfaceAnswer> {
    const { operation, caller } = named;
    const request = this.calls.prepare(callable, operation, named.arguments);
    const answer = { ...known, cached: true, tookMs: 0 };
    const asked = { exchange: null, attempts: 0, tookMs: 0, outcome: known.outcome, code: known.code, cached: true };
    await this.log.keep({ callable, operation, caller, request, ...asked });
    return answer;
  }

  async #once(callable: CallableInterface, named: NamedCall, key: string): Promise<InterfaceAnswer> {
    const name = `interface/${callable.id}/${named.operation}/${key}`;
    try {
      return (await this.firstAnswers.recorded(name, JSON.stringify(named.arguments), async () => {
        const { answer } = await this.calls.make(callable, named);
        if (answer.outcome === 'failed') throw new NotKept(answer);
        return answer;
      })) as InterfaceAnswer;
    } catch (error) {
      if (error instanceof NotKept) return error.answer;
      throw error;
    }
  }
}

/** By tenant, version, mode and arguments: nobody is answered with what somebody else was. */
function keyOf({ id, number, mode }: CallableInterface, { operation }: NamedCall, input: Input): string {
  const digest = createHash('sha256').update(canonical(input)).digest('base64');
  return `${currentTenant()}/${id}/${number}/${mode}/${operation}/${digest}`;
}

/** JSON in which the order of keys says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
