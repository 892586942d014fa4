import type { InterfaceCaller } from '#libs/contracts/common-center/integration/integration-api';
import { masked } from '#libs/integration/masked';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { currentContext, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Exchange } from '../call/exchange.js';
import type { PreparedRequest } from '../call/prepared-request.js';
import type { CallableInterface } from '../document/published-interfaces.js';
import { InterfaceCallSchema, type CallOutcome, type InterfaceCallRow } from '../infra/interface-call.schema.js';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface LoggedCall {
  readonly callable: CallableInterface;
  readonly operation: string;
  readonly caller: InterfaceCaller;
  readonly request: PreparedRequest;
  /** null: there was none. */
  readonly exchange: Exchange | null;
  readonly attempts: number;
  readonly tookMs: number;
  readonly outcome: CallOutcome;
  readonly code: string | null;
  readonly cached: boolean;
}

/** Writes down what was asked and answered, masked, and counts it. */
@Injectable()
export class CallLog {
  readonly #calls;
  readonly #seconds;

  constructor(
    metrics: Metrics,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#calls = metrics.counter('switchboard_interface_calls_total', 'Calls of outside interfaces', [
      'caller',
      'outcome',
    ]);
    const help = 'How long outside interfaces took, those answered from memory left out';
    this.#seconds = metrics.histogram('switchboard_interface_call_seconds', help, BUCKETS_SECONDS);
  }

  /** Never rejects: an answer that came is given, also when it cannot be written down. */
  async keep(call: LoggedCall): Promise<void> {
    const { caller, outcome, cached, tookMs } = call;
    this.#calls.inc({ caller, outcome });
    if (!cached) this.#seconds.series({ outcome }).observe(tookMs / 1_000);
    const row = rowOf(call, this.clock.now());
    await this.database
      .transaction((tx) => insertRows(tx, InterfaceCallSchema, [row]))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'a call of an interface was not written down'));
  }
}

function rowOf({ callable, request, exchange, ...call }: LoggedCall, at: Date): InterfaceCallRow {
  const { id: interfaceId, number, mode, document } = callable;
  const also = new Set(document.operations[call.operation]!.hidden);
  return {
    ...{ id: newId(at), interfaceId, number, mode, at },
    ...{ operation: call.operation, caller: call.caller, tookMs: call.tookMs, attempts: call.attempts },
    ...{ outcome: call.outcome, code: call.code, cached: call.cached, status: exchange?.status ?? null },
    traceId: traceIdOf(currentContext()?.traceparent ?? '') ?? '',
    request: call.cached ? null : maskedRequest(request, also),
    answer: exchange && masked(exchange.body, also),
  };
}

function maskedRequest({ method, url, headers, body }: PreparedRequest, also: ReadonlySet<string>) {
  const { origin, pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(searchParams);
  return masked({ method, path: decoded(pathname), host: origin, query, headers, body: readable(body) }, also);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function readable(body: string | null): unknown {
  if (body === null) return null;
  try {
    return JSON.parse(body);
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}
