import type { InterfaceAnswer, InterfaceCaller } from '#libs/contracts/common-center/integration/integration-api';
import { RemoteError } from '#libs/discovery/calls/remote-error';
import { TemplateFault } from '#libs/integration/template';
import { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import type { CompiledOperation } from '../document/compiled-operation.js';
import type { CallableInterface } from '../document/published-interfaces.js';
import { CallLog } from '../log/call-log.js';
import { understood } from './answer-of.js';
import type { Exchange } from './exchange.js';
import { codeOfFault, InterfaceFault } from './interface-fault.js';
import { mocked } from './mocked.js';
import { OutsideCalls } from './outside-calls.js';
import { inputOf, preparedRequest, type Input, type PreparedRequest } from './prepared-request.js';
import { Quotas } from './quotas.js';
import { Recordings } from './recordings.js';

export interface OperationCall {
  readonly operation: string;
  readonly arguments: Input;
  readonly caller: InterfaceCaller;
  readonly idempotencyKey?: string | undefined;
  readonly withinMs?: number | undefined;
}

/** A call, and what of it is for people who look into it. */
export interface MadeCall {
  readonly answer: InterfaceAnswer;
  readonly exchange: Exchange | null;
  readonly attempts: number;
  /** Of the time it took, what passed at the other side. */
  readonly outsideMs: number;
}

interface Asking extends OperationCall {
  readonly callable: CallableInterface;
  readonly compiled: CompiledOperation;
  readonly input: Input;
  readonly request: PreparedRequest;
}

/** What of a call is known as it goes on. */
interface Trace {
  exchange: Exchange | null;
  attempts: number;
  outsideMs: number;
}

/** Makes one call of an operation, wherever its answers come from, and writes it down. */
@Injectable()
export class OperationCalls {
  constructor(
    private readonly outside: OutsideCalls,
    private readonly recordings: Recordings,
    private readonly quotas: Quotas,
    private readonly log: CallLog,
    private readonly clock: Clock,
  ) {}

  /** What would be sent. @throws OperationUnknown, ArgumentsInvalid */
  prepare(callable: CallableInterface, operation: string, args: Input): PreparedRequest {
    const compiled = callable.operation(operation);
    return preparedRequest(callable.document, compiled, inputOf(compiled, args), this.#moment());
  }

  /** That the other side refuses or fails is an answer. @throws OperationUnknown, ArgumentsInvalid */
  async make(callable: CallableInterface, call: OperationCall): Promise<MadeCall> {
    const begun = performance.now();
    const compiled = callable.operation(call.operation);
    const input = inputOf(compiled, call.arguments);
    const request = preparedRequest(callable.document, compiled, input, this.#moment());
    const trace: Trace = { exchange: null, attempts: 0, outsideMs: 0 };
    const said = await this.#said({ ...call, callable, compiled, input, request }, trace);
    const tookMs = Math.round(performance.now() - begun);
    const { outcome, code } = said;
    const { exchange, attempts } = trace;
    const { operation, caller } = call;
    await this.log.keep({
      callable,
      operation,
      caller,
      request,
      exchange,
      attempts,
      tookMs,
      outcome,
      code,
      cached: false,
    });
    return {
      ...trace,
      answer: { ...said, personal: compiled.operation.response.personal ?? {}, cached: false, tookMs },
    };
  }

  async #said(asking: Asking, trace: Trace): Promise<Pick<InterfaceAnswer, 'outcome' | 'result' | 'code'>> {
    const { callable, compiled, input } = asking;
    const begun = performance.now();
    try {
      trace.exchange = await this.#exchange(asking, trace).finally(
        () => (trace.outsideMs = Math.round(performance.now() - begun)),
      );
      const said = understood(callable.code, compiled, input, trace.exchange, this.#moment());
      return said.outcome === 'answered'
        ? { outcome: 'answered', result: said.result as InterfaceAnswer['result'], code: null }
        : { outcome: 'refused', result: null, code: said.code };
    } catch (error) {
      return { outcome: 'failed', result: null, code: codeOfFailure(error) };
    }
  }

  async #exchange(asking: Asking, trace: Trace): Promise<Exchange> {
    const { callable, compiled, input, operation, request } = asking;
    const recorded = { interfaceId: callable.id, operation, request };
    switch (callable.mode) {
      case 'off':
        throw new InterfaceFault(callable.code, 'interface-off', `${callable.code} is switched off`, 503);
      case 'mock':
        return mocked(callable.code, compiled, input, this.#moment());
      case 'replay':
        return this.recordings.answerTo(callable.code, recorded);
      case 'live':
        return this.#ask(asking, trace);
      case 'record': {
        const exchange = await this.#ask(asking, trace);
        await this.recordings.keep(recorded, exchange);
        return exchange;
      }
    }
  }

  async #ask({ callable, compiled, request, idempotencyKey, withinMs }: Asking, trace: Trace): Promise<Exchange> {
    const { safe, timeoutMs } = compiled.operation;
    await this.quotas.take(callable);
    return this.outside.make({
      callable,
      request,
      safe,
      timeoutMs: Math.min(timeoutMs ?? callable.document.timeoutMs, withinMs ?? Number.POSITIVE_INFINITY),
      idempotencyKey: safe ? undefined : idempotencyKey,
      attempted: () => void (trace.attempts += 1),
    });
  }

  #moment() {
    return { now: this.clock.now(), timeZone: 'UTC' };
  }
}

/** @throws what is no fault of the other side or of what is written about it */
function codeOfFailure(error: unknown): string {
  if (error instanceof RemoteError) return codeOfFault(error);
  if (error instanceof DomainError) return error.code;
  if (error instanceof TemplateFault) return 'interface-mock-unmapped';
  throw error;
}
