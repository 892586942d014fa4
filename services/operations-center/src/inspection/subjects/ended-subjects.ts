import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In, LessThan, LessThanOrEqual, type FindOptionsOrder, type FindOptionsWhere } from 'typeorm';
import { Inspections } from './inspections.js';
import { RemoteTexts } from './remote-texts.js';
import { SubjectSchema, TurnSchema, type SubjectRow } from './subject.schema.js';
import { Subjects, type SubjectNews } from './subjects.js';

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
const AT_ONCE = 50;
const MOST_ATTEMPTS = 12;
const LONGEST_WAIT_MS = 3_600_000;
const DAY_MS = 86_400_000;
const NOT_NOW = { dueAt: null, attempts: 0 } as const;
/** What was said is kept so long after its end; findings stay, without the words. */
const KEPT_DAYS = 180;

/** Inspects all of what has ended, as soon as it is due, and reads tickets that go on; what was said in it is fetched first, where it is kept elsewhere. */
@Injectable()
export class EndedSubjects {
  readonly rounds: Rounds;

  constructor(
    private readonly database: Database,
    private readonly subjects: Subjects,
    private readonly inspections: Inspections,
    private readonly texts: RemoteTexts,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
    leasedRounds: LeasedRounds,
  ) {
    this.rounds = leasedRounds.of({
      job: 'inspection-ends',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'what has ended is not inspected now',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant(() => this.#round(rounds));
      },
    });
    const help = 'Ended contacts and tickets that could not be inspected';
    metrics.gauge('switchboard_inspection_failed_count', help, ['tenant'], (gauge) =>
      this.rounds.inEachTenant(async () => gauge.set({ tenant: currentTenant() }, await this.#failed())),
    );
  }

  async #failed(): Promise<number> {
    return (await this.database.reader()).countBy(SubjectSchema, { state: 'failed' });
  }

  async #round(rounds: Rounds): Promise<void> {
    const db = await this.database.reader();
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    const due = await db.find(SubjectSchema, { where, order: { dueAt: 'ASC' }, take: AT_ONCE });
    for (const subject of due) {
      if (!(await rounds.isOurs())) return;
      await this.#inspect(subject);
    }
    await this.#settleDemands();
    await this.#forget();
  }

  /** A ticket that was closed while it was read is due still: what was read may lack how it ended. */
  async #inspect(subject: SubjectRow): Promise<void> {
    try {
      await this.#fetch(subject);
      if (subject.kind === 'ticket' && subject.endedAt === null) return;
      await this.inspections.finish(subject.id);
    } catch (error) {
      this.logger.warn({ err: error, subject: subject.id, attempts: subject.attempts + 1 }, 'not inspected yet');
      await this.subjects.tellKnown(subject.id, this.#later(subject));
    }
  }

  async #fetch({ id, kind, conversationId, lastSeq }: SubjectRow): Promise<void> {
    if (kind === 'ticket') return this.#fetchTicket(id);
    if (kind === 'call' || conversationId === null) return;
    const text = await this.texts.chat(conversationId, lastSeq);
    if (text !== null) await this.inspections.take(id, kind, text.turns, text.news);
  }

  /** One that goes on is due when it was opened, and when somebody wrote in it. */
  async #fetchTicket(id: string): Promise<void> {
    const text = await this.texts.ticket(id);
    if (text !== null) await this.inspections.retake(id, 'ticket', text.turns, text.news);
    else await this.subjects.tellOpen(id, NOT_NOW);
  }

  /** What goes on is read again at its end. */
  #later({ endedAt, attempts: before }: SubjectRow): SubjectNews {
    const attempts = before + 1;
    const wait = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** attempts);
    if (attempts < MOST_ATTEMPTS) return { attempts, dueAt: new Date(this.clock.ms() + wait) };
    return { attempts, dueAt: null, ...(endedAt !== null && { state: 'failed' }) };
  }

  /** Nobody came again. */
  async #settleDemands(): Promise<void> {
    const due = { demand: 'open' as const, demandDueAt: LessThanOrEqual(this.clock.now()) };
    const met = { demand: 'met' as const, demandBy: 'not-repeated', demandDueAt: null };
    const db = await this.database.reader();
    if (await db.existsBy(SubjectSchema, due))
      await this.database.transaction((tx) => tx.update(SubjectSchema, due, met));
  }

  /** A few at a time: a subject without a time of inspection is forgotten already. What could never be inspected has nothing to be inspected then. */
  async #forget(): Promise<void> {
    const old = LessThan(new Date(this.clock.ms() - KEPT_DAYS * DAY_MS));
    await this.#forgetWords({ inspectedAt: old }, { inspectedAt: 'ASC' }, { inspectedAt: null });
    await this.#forgetWords({ state: 'failed', endedAt: old }, { endedAt: 'ASC' }, { state: 'without-words' });
  }

  async #forgetWords(
    where: FindOptionsWhere<SubjectRow>,
    order: FindOptionsOrder<SubjectRow>,
    forgotten: Partial<SubjectRow>,
  ): Promise<void> {
    const db = await this.database.reader();
    const some = { select: { id: true }, where, order, take: AT_ONCE } as const;
    const ids = (await db.find(SubjectSchema, some)).map(({ id }) => id);
    if (ids.length === 0) return;
    await this.database.transaction(async (tx) => {
      await tx.delete(TurnSchema, { subjectId: In(ids) });
      await tx.update(SubjectSchema, { id: In(ids) }, forgotten);
    });
  }
}
