import { LOGGER } from '#libs/web/platform/logger-token';
import { LookingStreams, type Listening } from '#libs/web/http/looking-streams';
import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import { microOfferView } from './micro-view.js';
import { MicroOffers } from './micro-offers.js';
import type { MicroOfferRow } from './micro.schema.js';

interface Idle {
  readonly agentId: string;
  /** What was told last, id and state; empty: there is none. */
  told: string | undefined;
}

/** Offers pushed to the agents they are for, and that they are taken back. */
@Injectable()
export class MicroStreams extends LookingStreams<Idle> {
  constructor(
    private readonly offers: MicroOffers,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ most: 5_000, everyMs: 500, failure: 'offers cannot be read', logger });
  }

  /** @throws Refusal 503 `too-many-streams` */
  of(agentId: string): Observable<MessageEvent> {
    return this.opened(() => ({ agentId, told: undefined }));
  }

  protected override async tell(streams: readonly Listening<Idle>[]): Promise<void> {
    const live = await this.offers.liveOf([...new Set(streams.map(({ agentId }) => agentId))]);
    const byAgent = new Map(live.map((offer) => [offer.agentId, offer]));
    for (const stream of streams) tell(stream, byAgent.get(stream.agentId));
  }
}

function tell(stream: Listening<Idle>, offer: MicroOfferRow | undefined): void {
  const now = offer ? `${offer.id} ${offer.state}` : '';
  if (stream.told === now) return;
  stream.told = now;
  stream.out.next({ type: 'offer', data: { offer: offer ? microOfferView(offer) : null } });
}
