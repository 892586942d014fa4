import { currentTenant, runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Refusal } from '#libs/web/problem';
import { Inject, Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { Observable, type Subscriber } from 'rxjs';
import { microOfferView } from './micro-view.js';
import { MicroOffers } from './micro-offers.js';
import type { MicroOfferRow } from './micro.schema.js';

/** Open streams at a time in one process. */
const MOST_STREAMS = 5_000;
/** Then the agent comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** Whichever process has decided: the streams of all look so often. */
const LOOK_EVERY_MS = 500;
const KEEP_ALIVE_MS = 15_000;

interface Stream {
  readonly tenant: string;
  readonly agentId: string;
  readonly out: Subscriber<MessageEvent>;
  /** What was told last, id and state; empty: there is none. */
  told: string | undefined;
}

/** Offers pushed to the agents they are for, and that they are taken back; the streams of a tenant share a look. */
@Injectable()
export class MicroStreams implements OnModuleDestroy {
  readonly #streams = new Set<Stream>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(
    private readonly offers: MicroOffers,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws Refusal 503 `too-many-streams` */
  of(agentId: string): Observable<MessageEvent> {
    const tenant = currentTenant();
    if (this.#streams.size >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many listen; try later.');
    return new Observable((out) => {
      const stream: Stream = { tenant, agentId, out, told: undefined };
      this.#streams.add(stream);
      const ends = setTimeout(() => out.complete(), STREAM_MS).unref();
      const alive = setInterval(() => out.next({ comment: 'still here' }), KEEP_ALIVE_MS).unref();
      this.#timer ??= setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
      void this.#look();
      return () => {
        clearTimeout(ends);
        clearInterval(alive);
        this.#leave(stream);
      };
    });
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    for (const { out } of this.#streams) out.complete();
    await this.#looking;
  }

  #leave(stream: Stream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookAtAll()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'offers cannot be read'))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    for (const [tenant, streams] of Map.groupBy(this.#streams, (stream) => stream.tenant)) {
      const agentIds = [...new Set(streams.map(({ agentId }) => agentId))];
      const live = await runAsTenant(tenant, () => this.offers.liveOf(agentIds));
      const byAgent = new Map(live.map((offer) => [offer.agentId, offer]));
      for (const stream of streams) tell(stream, byAgent.get(stream.agentId));
    }
  }
}

function tell(stream: Stream, offer: MicroOfferRow | undefined): void {
  const now = offer ? `${offer.id} ${offer.state}` : '';
  if (stream.told === now) return;
  stream.told = now;
  stream.out.next({ type: 'offer', data: { offer: offer ? microOfferView(offer) : null } });
}
