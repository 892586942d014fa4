import { Injectable } from '@nestjs/common';
import { DemandDesk } from '../../interaction-event/demand-desk.api.js';
import { RecordingDirectory } from '../../recording/recording-directory.api.js';
import { ContactQueue } from '../contact-queue.js';
import type { Effect, Result } from '../domain/dialogue/effect.js';
import type { IvrSession } from '../domain/ivr-session.aggregate.js';

type Local = Extract<Effect, { kind: 'pre-check' | 'enqueue' | 'request-callback' }>;

/** What a dialogue wants of this service: done in the transaction of its step, so exactly once. */
@Injectable()
export class LocalEffects {
  constructor(
    private readonly demands: DemandDesk,
    private readonly recordings: RecordingDirectory,
    private readonly queue: ContactQueue,
  ) {}

  performs(effect: Effect): effect is Local {
    return effect.kind !== 'identify' && effect.kind !== 'connector';
  }

  /** @throws RecordingNotFound */
  async perform({ contactId }: IvrSession, effect: Local): Promise<Result> {
    switch (effect.kind) {
      case 'pre-check': {
        const demand = { ...effect.demand, summary: 'Raised in the voice menu.' };
        const { outcome, answer } = await this.demands.preCheck(contactId, demand);
        return { kind: 'pre-checked', outcome, answer };
      }
      case 'enqueue': {
        const { queueId, priority, skills, attributes } = effect;
        await this.queue.enqueue(contactId, { queueId, priority, skills, attributes });
        return { kind: 'enqueued' };
      }
      case 'request-callback': {
        const { queueId, recordingId } = effect;
        if (recordingId !== null) await this.recordings.require(recordingId, contactId);
        await this.queue.requestCallback(contactId, { queueId, recordingId });
        return { kind: 'callback-requested' };
      }
    }
  }
}
