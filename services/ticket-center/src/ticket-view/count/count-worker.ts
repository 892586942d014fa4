import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, Not } from 'typeorm';
import { lockedLine, lockedLinesBehind } from '../line/whole-lines.js';
import { CountBook } from './count-book.js';
import { CountChanges } from './count-changes.js';
import { CountMemberSchema, CountSchema, CountValueSchema } from './count.schema.js';
import { countedConditions } from './counted-conditions.js';

/** What turns by time alone is at most so late. */
const EVERY_MS = 1_000;
const LEASE_MS = 10_000;
/** Lines of a transaction: whoever changes one of them waits so long. */
const AT_ONCE = 500;
const TURNED_AT_ONCE = 200;

/** What counts need beside the changes of lines: a first look at all of them, and the passing of time. */
@Injectable()
export class CountWorker {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly book: CountBook,
    private readonly changes: CountChanges,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'ticket-counts',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'tickets in views were not counted',
      nextDue: () => this.#next(),
      work: (round) =>
        round.inEachTenant(async () => {
          const goOn = () => round.isOurs();
          if (await goOn()) await this.look(goOn);
        }),
    });
  }

  /** What has turned is counted, what nobody wants is gone, what is new has seen all lines, or was left to a later look. */
  async look(goOn: () => Promise<boolean>): Promise<void> {
    await this.turn(goOn);
    if (!(await this.#remove())) return;
    while ((await this.#fill()) && (await goOn())) await this.turn(goOn);
  }

  /** In the order of their times, from an index. */
  async turn(goOn: () => Promise<boolean>): Promise<void> {
    const where = { turnsAt: LessThanOrEqual(this.clock.now()) };
    for (;;) {
      const reader = await this.database.reader();
      const due = await reader.find(CountMemberSchema, { where, order: { turnsAt: 'ASC' }, take: TURNED_AT_ONCE });
      for (const [ticketId, members] of Map.groupBy(due, (member) => member.ticketId))
        await this.#turn(
          ticketId,
          members.map(({ countId }) => countId),
        );
      if (due.length < TURNED_AT_ONCE || !(await goOn())) return;
    }
  }

  async #next(): Promise<Date | undefined> {
    const where = { turnsAt: Not(IsNull()) };
    const next = await (await this.database.reader()).findOne(CountMemberSchema, { where, order: { turnsAt: 'ASC' } });
    return next?.turnsAt ?? undefined;
  }

  /** What was left behind by a count that is gone, goes. */
  #turn(ticketId: string, countIds: string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const line = await lockedLine(tx, ticketId, this.database.locksRows);
      const known = new Set((await this.book.index(tx)).all.map(({ id }) => id));
      const gone = countIds.filter((id) => !line || !known.has(id));
      if (gone.length > 0) await tx.delete(CountMemberSchema, { ticketId, countId: In(gone) });
      if (line) await this.changes.turn(tx, countIds, line, this.clock.now());
    });
  }

  /** Returns whether any has lines to see. */
  async #remove(): Promise<boolean> {
    const where = [{ live: false }, { views: LessThanOrEqual(0) }];
    const rows = await (await this.database.reader()).find(CountSchema, { where, select: { id: true, views: true } });
    for (const { id } of rows.filter(({ views }) => views <= 0))
      await this.database.transaction(async (tx) => {
        const { affected } = await tx.delete(CountSchema, { id, views: LessThanOrEqual(0) });
        if (affected !== 1) return;
        await tx.delete(CountValueSchema, { countId: id });
        await tx.delete(CountMemberSchema, { countId: id });
        await this.book.changed(tx);
      });
    return rows.some(({ views }) => views > 0);
  }

  /** The next lines, for all counts that are equally far behind. Returns whether any is left. */
  #fill(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const behind = await tx.find(CountSchema, { where: { live: false }, order: { filledTo: 'ASC', id: 'ASC' } });
      const [first] = behind;
      if (!first) return false;
      const counts = behind.filter(({ filledTo }) => filledTo === first.filledTo);
      const lines = await lockedLinesBehind(tx, first.filledTo, AT_ONCE, this.database.locksRows);
      await this.changes.fill(tx, counts.map(countedConditions), lines, this.clock.now());
      const isLast = lines.length < AT_ONCE;
      const filledTo = lines.at(-1)?.row.ticketId ?? first.filledTo;
      await tx.update(CountSchema, { id: In(counts.map(({ id }) => id)) }, { filledTo, live: isLast });
      return !isLast || counts.length < behind.length;
    });
  }
}
