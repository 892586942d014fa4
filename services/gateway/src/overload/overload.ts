import type { IncomingMessage, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { OverloadSettings } from '#libs/contracts/settings/gateway-overload';
import type { Live } from '#libs/discovery/config/live-value';
import type { Metrics } from '#libs/observability/metrics';
import type { Logger } from 'pino';
import { problemOf, Refusal } from '#libs/web/http/problem';
import type { Counter } from 'prom-client';
import { SECURITY_FIELDS } from '../admission/answer-fields.api.js';
import { newRequestId } from '../request-ids.js';
import { Shedding, type RequestKind } from './shedding.js';

const LOOK_EVERY_MS = 250;
/** How finely the loop's delay is measured; in itself no delay. */
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e6;
const RETRY_AFTER_S = 2;
const OVERLOADED = new Refusal(
  503,
  'gateway-overloaded',
  'There is more to do than can be done; try again in a moment.',
);

export interface OverloadParts {
  readonly settings: Live<OverloadSettings>;
  /** How many requests nobody has begun to answer. */
  readonly inFlight: () => number;
  readonly kindOf: (request: IncomingMessage) => RequestKind;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Refuses requests while this process has more to do than it can, before anything was done for them. */
export class Overload {
  /** Asked for each request: nothing else is done while all is well. */
  isCalm = true;
  readonly #shedding = new Shedding();
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #timer: NodeJS.Timeout;
  readonly #refused: Counter<'kind'>;

  constructor(private readonly parts: OverloadParts) {
    const { metrics } = parts;
    const help = 'Requests refused because the gateway had too much to do';
    this.#refused = metrics.counter('switchboard_gateway_shed_total', help, ['kind']);
    const levelHelp = 'How much is refused: 0 nothing, 1 all of low priority, 2 of normal, 3 of high too, 4 all';
    metrics.gauge('switchboard_gateway_shed_level_count', levelHelp, [], (gauge) => gauge.set(this.#shedding.level));
    this.#delay.enable();
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  look(delayMs = Math.max(0, this.#delay.mean / NANOSECONDS - RESOLUTION_MS)): void {
    const { isOn, delayMs: well, inFlight } = this.parts.settings.current;
    this.#delay.reset();
    const wasCalm = this.isCalm;
    if (isOn) this.#shedding.look({ delay: (delayMs || 0) / well, inFlight: this.parts.inFlight() / inFlight });
    else this.#shedding.forget();
    this.isCalm = this.#shedding.level === 0;
    if (wasCalm && !this.isCalm) this.parts.logger.warn({ delayMs }, 'the gateway has too much to do and refuses some');
    if (!wasCalm && this.isCalm) this.parts.logger.warn('the gateway refuses nobody any more');
  }

  /** Whether the request was refused, and answered. */
  refuses(request: IncomingMessage, response: ServerResponse): boolean {
    const kind = this.parts.kindOf(request);
    if (!this.#shedding.isRefused(kind)) return false;
    this.#refused.inc({ kind });
    const requestId = newRequestId();
    const body = JSON.stringify(problemOf(OVERLOADED, requestId));
    const fields = ['content-type', 'application/problem+json', 'retry-after', String(RETRY_AFTER_S)];
    response.writeHead(OVERLOADED.status, [...fields, 'x-request-id', requestId, ...SECURITY_FIELDS]);
    response.end(request.method === 'HEAD' ? undefined : body);
    request.resume();
    return true;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#delay.disable();
  }
}
