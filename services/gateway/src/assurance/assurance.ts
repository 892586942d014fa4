import type { Live } from '#libs/discovery/config/live-value';
import type { Clock } from '#libs/kernel/clock';
import { traceIdOf } from '#libs/persistence/tenant/tenant-context';
import type { Visit } from '../visit.js';
import type { AssuranceSettings } from '#libs/contracts/settings/gateway-assurance';
import { CallsWindow, OTHERS, type CallKind } from './calls-window.js';
import { KeptCalls, type Cause } from './kept-calls.js';
import type { Ending } from './tally.js';

const ANONYMOUS = 'anonymous';

/** What this gateway saw of who called what, and how it went. */
export class Assurance {
  readonly window: CallsWindow;
  readonly kept = new KeptCalls();

  constructor(
    private readonly settings: Live<AssuranceSettings>,
    private readonly clock: Clock,
  ) {
    this.window = new CallsWindow(clock);
  }

  /** The request is over; of a WebSocket, it has begun. On the way of every request: only what went wrong costs more. */
  left(visit: Visit): void {
    const { operation, request, begun } = visit;
    const took = performance.now() - begun;
    const isLong = took > this.settings.current.slowMs;
    const ms = isLong && isEventStream(visit) ? undefined : took;
    const ending = endingOf(visit);
    const kind = {
      tenantId: visit.tenantId ?? OTHERS,
      client: visit.subject ?? ANONYMOUS,
      service: operation?.service ?? OTHERS,
      method: operation === undefined ? OTHERS : request.method!,
      route: operation?.template ?? OTHERS,
    };
    this.window.count(kind, ending, ms);
    const cause = causeOf(ending) ?? (isLong && ms !== undefined ? 'slow' : undefined);
    if (cause !== undefined) this.#keep(cause, kind, visit, took);
  }

  #keep(cause: Cause, kind: CallKind, { response, span, refusal }: Visit, ms: number): void {
    this.kept.keep({
      cause,
      at: this.clock.now().toISOString(),
      traceId: traceIdOf(span.traceparent)!,
      ...kind,
      status: response.headersSent ? response.statusCode : 0,
      code: refusal ?? null,
      ms: Math.round(ms),
    });
  }
}

function endingOf({ response: { headersSent, statusCode } }: Visit): Ending {
  if (!headersSent && statusCode !== 101) return 'left';
  if (statusCode < 400) return 'answered';
  if (statusCode >= 500) return 'failed';
  return statusCode === 429 ? 'limited' : 'refused';
}

function causeOf(ending: Ending): Cause | undefined {
  return ending === 'failed' || ending === 'refused' ? ending : undefined;
}

/** Such a stream is as long as somebody listens. */
function isEventStream({ request }: Visit): boolean {
  return request.headers.accept?.includes('text/event-stream') ?? false;
}
