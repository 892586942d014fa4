import { LookingStreams, type Listening } from '#libs/web/http/looking-streams';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable, type MessageEvent } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Observable } from 'rxjs';
import type { IntradayView } from './intraday.dto.js';
import { IntradayReader } from './intraday.reader.js';

interface Watching {
  seen: IntradayView | undefined;
}

/** Today pushed to watchers: the whole at first, then what is another. */
@Injectable()
export class IntradayStreams extends LookingStreams<Watching> {
  constructor(
    private readonly reader: IntradayReader,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ most: 500, everyMs: 2_000, failure: 'the day cannot be read', logger });
  }

  /** @throws Refusal 503 `too-many-streams`, PlanningGroupNotFound */
  async of(planningGroupId: string): Promise<Observable<MessageEvent>> {
    await this.reader.today(planningGroupId);
    return this.opened(() => ({ seen: undefined }), planningGroupId);
  }

  protected override async tell(streams: readonly Listening<Watching>[], planningGroupId: string): Promise<void> {
    const view = await this.reader.today(planningGroupId);
    for (const stream of streams) {
      stream.out.next(
        stream.seen ? { type: 'changes', data: changesOf(stream.seen, view) } : { type: 'outlook', data: view },
      );
      stream.seen = view;
    }
  }
}

/** With the intervals that are another; what is said of the whole day is said again. */
function changesOf(seen: IntradayView, view: IntradayView): IntradayView {
  const known = new Set(seen.intervals.map((interval) => JSON.stringify(interval)));
  return { ...view, intervals: view.intervals.filter((interval) => !known.has(JSON.stringify(interval))) };
}
