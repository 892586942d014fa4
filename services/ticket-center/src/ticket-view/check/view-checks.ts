import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import { TicketRecords } from '../../ticket/ticket.api.js';
import { CountWorker } from '../count/count-worker.js';
import { CountSchema } from '../count/count.schema.js';
import { TicketLines } from '../line/ticket-lines.js';
import { ViewCheckSchema, type ViewCheckRow } from './check.schema.js';
import { CountTruth } from './count-truth.js';

const EVERY_MS = 5_000;
const LEASE_MS = 30_000;
const NIGHTLY_MS = 24 * 3_600_000;
const TICKETS_AT_ONCE = 200;
const ALL = { openedFrom: null, openedTo: null, tickets: 'all' } as const;

export class ViewCheckNotFound extends domainError('ticket-view-check-not-found', 'not-found') {}

/** Looks at everything once a day and when somebody says so; goes on where another process stopped. */
@Injectable()
export class ViewChecks {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly database: Database,
    private readonly tickets: TicketRecords,
    private readonly lines: TicketLines,
    private readonly truth: CountTruth,
    private readonly worker: CountWorker,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'ticket-view-checks',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'views were not checked',
      nextDue: () => this.#next(),
      work: (round) =>
        round.inEachTenant(async () => {
          const goOn = () => round.isOurs();
          if (!(await goOn())) return;
          if (await this.#isTime()) await this.start();
          await this.run(goOn);
        }),
    });
  }

  /** Joins the one that runs. */
  async start(): Promise<ViewCheckRow> {
    return this.database.transaction(async (tx) => {
      const running = await tx.findOneBy(ViewCheckSchema, { status: Not('done') });
      if (running) return running;
      const startedAt = this.clock.now();
      const seen = { lookedTo: '', tickets: 0, levelled: 0, counts: 0, differences: [] };
      const check = { id: newId(startedAt), status: 'lines', ...seen, startedAt, endedAt: null } as const;
      await tx.insert(ViewCheckSchema, check);
      return { ...check, differences: [] };
    });
  }

  /** @throws ViewCheckNotFound */
  async get(id: string): Promise<ViewCheckRow> {
    const check = await (await this.database.reader()).findOneBy(ViewCheckSchema, { id });
    if (!check) throw new ViewCheckNotFound('There is no such check.', { id });
    return check;
  }

  /** The one that runs is taken to its end, or left to a later look. */
  async run(goOn: () => Promise<boolean>): Promise<void> {
    const check = await (await this.database.reader()).findOneBy(ViewCheckSchema, { status: Not('done') });
    if (!check) return;
    if (check.status === 'lines' && !(await this.#levelLines(check, goOn))) return;
    await this.worker.look(goOn);
    const counts = await (await this.database.reader()).findBy(CountSchema, { live: true });
    const differences = [];
    for (const count of counts) differences.push(...(await this.truth.check(count)));
    const done = { status: 'done', counts: counts.length, differences, endedAt: this.clock.now() } as object;
    await this.database.transaction((tx) => tx.update(ViewCheckSchema, { id: check.id }, done));
  }

  async #levelLines(check: ViewCheckRow, goOn: () => Promise<boolean>): Promise<boolean> {
    let { lookedTo, tickets, levelled } = check;
    while (await goOn()) {
      const ids = await this.tickets.idsIn(ALL, lookedTo, TICKETS_AT_ONCE);
      for (const id of ids) if (await this.lines.follow(id)) levelled += 1;
      tickets += ids.length;
      lookedTo = ids.at(-1) ?? lookedTo;
      const status = ids.length < TICKETS_AT_ONCE ? 'counts' : 'lines';
      const seen = { lookedTo, tickets, levelled, status } as const;
      await this.database.transaction((tx) => tx.update(ViewCheckSchema, { id: check.id }, seen));
      if (status === 'counts') return true;
    }
    return false;
  }

  async #isTime(): Promise<boolean> {
    const last = await this.#last();
    return !last || nextAfter(last) <= this.clock.now();
  }

  /** One that runs was left to a later look. */
  async #next(): Promise<Date> {
    const last = await this.#last();
    return last?.status === 'done' ? nextAfter(last) : this.clock.now();
  }

  async #last(): Promise<ViewCheckRow | undefined> {
    const [last] = await (await this.database.reader()).find(ViewCheckSchema, { order: { id: 'DESC' }, take: 1 });
    return last;
  }
}

function nextAfter({ startedAt }: ViewCheckRow): Date {
  return new Date(startedAt.getTime() + NIGHTLY_MS);
}
