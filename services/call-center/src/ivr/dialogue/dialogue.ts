import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import type { Result } from '../domain/dialogue/effect.js';
import type { Progress } from '../domain/dialogue/step.js';
import type { Flow } from '../domain/flow/flow.js';
import type { IvrSession, Taken } from '../domain/ivr-session.aggregate.js';
import { IvrSessions } from '../domain/ivr-session.repository.js';
import { FlowVersions } from '../flow/flow-versions.js';
import { IvrMetrics } from './ivr-metrics.js';
import { LocalEffects } from './local-effects.js';
import { OutsideEffects } from './outside-effects.js';

type Answered = Extract<Progress, { instruction: unknown }>;
type Change<Result = Progress> = (session: IvrSession, now: Date) => Result;

/** Leads dialogues step by step. */
@Injectable()
export class Dialogue {
  constructor(
    private readonly sessions: IvrSessions,
    private readonly versions: FlowVersions,
    private readonly inside: LocalEffects,
    private readonly outside: OutsideEffects,
    private readonly contacts: ContactDesk,
    private readonly metrics: IvrMetrics,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a step, or answers it as it was answered. Whatever belongs to this database is done with the step in one transaction; whoever
   * is outside is asked between two, under a key of the effect, so that a step which died on the way is simply sent again.
   * @throws SessionNotFound, StepTakenOtherwise, StepAhead, SessionEnded, InputUnexpected
   */
  async take(sessionId: string, step: number, input: Taken): Promise<Answered> {
    const session = await this.sessions.get(sessionId);
    const flow = await this.versions.compiled(session.flowId, session.flowVersion);
    let progress = await this.#change(session, flow, step, (each, now) => each.take(flow, step, input, now));
    while ('effect' in progress) {
      const { effect, number } = progress;
      const result = await this.outside.perform(session, effect, number);
      progress = await this.database.transaction(async () => {
        if (result.kind === 'identified') await this.#identify(session, result.customerId);
        return this.#change(session, flow, step, (each, now) => each.resolve(flow, step, number, result, now));
      });
    }
    return progress;
  }

  /** Ends a dialogue that has stood still since before `since`: whoever led it is gone. */
  async endLeft(sessionId: string, since: Date): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.sessions.get(sessionId);
      await this.#save(session, (each, now) => each.endLeft(since, now));
    });
  }

  async #identify({ contactId }: IvrSession, customerId: string | null): Promise<void> {
    if (customerId !== null) await this.contacts.identify(contactId, customerId);
  }

  #change(session: IvrSession, flow: Flow, step: number, change: Change): Promise<Progress> {
    return this.database.transaction(async () => {
      let progress = await this.#save(session, change);
      while ('effect' in progress && this.inside.performs(progress.effect)) {
        const { effect, number } = progress;
        const result: Result = await this.inside.perform(session, effect);
        progress = await this.#save(session, (each, now) => each.resolve(flow, step, number, result, now));
      }
      return progress;
    });
  }

  /** What the end of a dialogue means for its contact belongs to the same transaction. */
  async #save<Result>({ id, contactId }: IvrSession, change: Change<Result>): Promise<Result> {
    const { result, ended } = await this.sessions.update(id, (session) => {
      const before = session.hasEnded;
      const after = change(session, this.clock.now());
      return { result: after, ended: !before && session.hasEnded ? session : null };
    });
    if (!ended) return result;
    this.metrics.countEnd(ended);
    if (ended.contactOutcome) await this.contacts.endWaiting(contactId, ended.contactOutcome);
    return result;
  }
}
