import { STANDINGS_AT_ONCE, type TicketStanding } from '#libs/contracts/ticket-center/ticket-standings-api';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { And, In, LessThanOrEqual, MoreThan } from 'typeorm';
import { Nights } from '../reconciliation/nights.js';
import { TicketsReconciledSchema } from '../reconciliation/reconciliation.schema.js';
import { boardTicketOf, differencesOf, type TicketDifference } from './ticket-differences.js';
import { StandingsOfTickets } from './ticket-standings.js';
import { BoardTicketSchema, type BoardRow } from './ticket.schema.js';

/** What has changed since is still on its way. */
const ON_ITS_WAY_MS = 10 * 60_000;
const SAMPLE = 20;
const MOST = 10_000;
/** Behind every id. */
const LAST_ID = 'g';

export const TICKETS = { schema: TicketsReconciledSchema, name: 'tickets' };

interface Wrong {
  readonly ticketId: string;
  readonly standing: TicketStanding | null;
  readonly differences: readonly TicketDifference[];
}

/** Compares what tickets are counted from, which events made, with the tickets themselves; puts right what differs, and says so. */
@Injectable()
export class TicketReconciliation {
  constructor(
    private readonly database: Database,
    private readonly standings: StandingsOfTickets,
    private readonly nights: Nights,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat. @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async run(date: string): Promise<void> {
    const { tickets, wrong } = await this.#look();
    const differences = wrong.flatMap((each) => each.differences);
    const found = { tickets, differences: differences.length, sample: differences.slice(0, SAMPLE) };
    await this.nights.note(TICKETS, { date, ...found });
    for (const each of wrong) await this.#putRight(each);
    const left = wrong.length === 0 ? [] : (await this.#look()).wrong.flatMap((each) => each.differences);
    await this.nights.settle(TICKETS, date, left.length);
  }

  /** All unfinished tickets, of ticket-center and of boards, side by side by their ids. */
  async #look(): Promise<{ tickets: number; wrong: Wrong[] }> {
    const wrong: Wrong[] = [];
    let tickets = 0;
    let after = '';
    for await (const page of this.standings.unfinished()) {
      const standing = new Map(page.map((each) => [each.id, each]));
      const until = page.length < STANDINGS_AT_ONCE ? LAST_ID : page.at(-1)!.id;
      const boards = await this.#boards([...standing.keys()], after, until);
      const others = [...boards.keys()].filter((id) => !standing.has(id));
      for (const [id, each] of await this.standings.of(others)) standing.set(id, each);
      for (const ticketId of new Set([...standing.keys(), ...boards.keys()])) {
        tickets += 1;
        const stands = standing.get(ticketId) ?? null;
        const board = boards.get(ticketId) ?? null;
        const differences = this.#isOnItsWay(board, stands) ? [] : differencesOf(board, stands);
        if (differences.length > 0 && wrong.length < MOST) wrong.push({ ticketId, standing: stands, differences });
      }
      after = until;
    }
    return { tickets, wrong };
  }

  /** Of these, and the unfinished ones behind an id up to another. */
  async #boards(ids: readonly string[], after: string, until: string): Promise<Map<string, BoardRow>> {
    const reader = await this.database.reader();
    const within = { finished: false, ticketId: And(MoreThan(after), LessThanOrEqual(until)) };
    const rows = await reader.findBy(BoardTicketSchema, [{ ticketId: In([...ids]) }, within]);
    return new Map(rows.map((row) => [row.ticketId, row]));
  }

  /** By the time of whichever knows of a change. */
  #isOnItsWay(board: BoardRow | null, standing: TicketStanding | null): boolean {
    const changedAt = standing ? Date.parse(standing.changedAt) : board!.writtenAt.getTime();
    return changedAt > this.clock.ms() - ON_ITS_WAY_MS;
  }

  /** Unless news has come since. */
  #putRight({ ticketId, standing }: Wrong): Promise<void> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const known = await tx.findOne(BoardTicketSchema, { where: { ticketId }, ...lock });
      const writtenAt = this.clock.now();
      const row = { ...boardTicketOf(ticketId, standing, writtenAt), writtenAt };
      if (known && standing && known.happened > row.happened) return;
      await (known ? tx.update(BoardTicketSchema, { ticketId }, row) : tx.insert(BoardTicketSchema, row));
    });
  }
}
