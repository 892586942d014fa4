import { Clock } from '#libs/kernel/clock';
import { isWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { LookingStreams, type Listening } from '#libs/web/http/looking-streams';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import { RosterGroups } from '../rostering/rostering.api.js';
import { AdherenceReader } from './adherence-reader.js';

interface Watching {
  readonly circle: RowCircle | null;
}

/** Adherence of planning groups as it is now. */
@Injectable()
export class AdherenceStreams extends LookingStreams<Watching> {
  constructor(
    private readonly reader: AdherenceReader,
    private readonly groups: RosterGroups,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ most: 500, everyMs: 2_000, failure: 'adherence cannot be read', logger });
  }

  /** @param circle whose; null: everybody's */
  async now(planningGroupId: string, circle: RowCircle | null) {
    const members = (await this.groups.members(planningGroupId)).filter((id) => isWithin(circle, id));
    return { asOf: this.clock.now().toISOString(), items: await this.reader.live(members) };
  }

  /** @param circle whose; null: everybody's. @throws Refusal 503 `too-many-streams` */
  of(planningGroupId: string, circle: RowCircle | null): Observable<MessageEvent> {
    return this.opened(() => ({ circle }), planningGroupId);
  }

  protected override async tell(streams: readonly Listening<Watching>[], planningGroupId: string): Promise<void> {
    const { asOf, items } = await this.now(planningGroupId, null);
    for (const { circle, out } of streams)
      out.next({ data: { asOf, items: items.filter(({ agentId }) => isWithin(circle, agentId)) } });
  }
}
