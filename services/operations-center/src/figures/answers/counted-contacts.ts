import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Brackets, In } from 'typeorm';
import { FigureLineSchema, type LineRow } from '../cells/line.schema.js';
import type { FigureAgent } from '../facts/fact.schema.js';
import { CONDITIONS } from '../journey/counted.js';
import { CellReader } from './cell-reader.js';
import type { AgentsQuery, CountedContact, CountedQuery } from './counted.dto.js';
import { isServed, linesOfScope } from './scope.js';

/** What is looked for; of several ids: of all of them together. */
export type Counting = Omit<CountedQuery, 'id'> & { readonly id: string | readonly string[] };

/** What a number counted: found by the conditions it was counted by. */
@Injectable()
export class CountedContacts {
  constructor(
    private readonly database: Database,
    private readonly cells: CellReader,
  ) {}

  /** Oldest first; one item for each that was counted. */
  async list({ kind, id, count, from, to, limit, cursor }: Counting): Promise<Page<CountedContact>> {
    const { outcome, ...flags } = CONDITIONS[count];
    const query = (await this.database.reader())
      .createQueryBuilder(FigureLineSchema, 'line')
      .where({ ...linesOfScope(kind, id, count), ...flags, ...(outcome && { outcome: In([...outcome]) }) })
      .orderBy('line.at', 'ASC')
      .addOrderBy('line.contactId', 'ASC')
      .addOrderBy('line.no', 'ASC')
      .limit(limit + 1);
    if (from !== undefined) query.andWhere('line.at >= :from', { from: new Date(from) });
    if (to !== undefined) query.andWhere('line.at < :to', { to: new Date(to) });
    if (cursor !== undefined) query.andWhere(behind(decodeCursor(cursor, 3)));
    const page = pageOf(await query.getMany(), limit, ({ at, contactId, no }) => [
      ...[at.toISOString(), contactId],
      String(no),
    ]);
    return { ...page, items: page.items.map(viewOf) };
  }

  async agents({ kind, id, state }: AgentsQuery) {
    const theirs = { ...(kind === 'agent' && { agentId: id }), ...(kind === 'team' && { teamId: id }) };
    const agents = await this.cells.agents({ ...theirs, ...(state && { state }) });
    const serving = await this.cells.serving();
    const isMeant = ({ agentId }: FigureAgent) => !isServed(kind) || serving.serves(agentId, { kind, id });
    return agents.filter(isMeant).map(({ seq: _, at, ...agent }) => ({ ...agent, since: at.toISOString() }));
  }
}

function behind([at, contactId, no]: readonly string[]): Brackets {
  const place = { at: new Date(at!), contactId, no: Number(no) };
  return new Brackets((query) =>
    query
      .where('line.at > :at', place)
      .orWhere('line.at = :at AND line.contactId > :contactId', place)
      .orWhere('line.at = :at AND line.contactId = :contactId AND line.no > :no', place),
  );
}

function viewOf({ contactId, at, queueId, agentId, channel, product, outcome, ...line }: LineRow): CountedContact {
  return {
    ...{ contactId, at: at.toISOString(), queueId, agentId, channel, outcome },
    product: product === '' ? null : product,
    wait: line.waitMs === null ? null : durationOf(line.waitMs),
    talk: durationOf(line.talkMs),
    hold: durationOf(line.holdMs),
    wrapUp: durationOf(line.wrapMs),
    assist: durationOf(line.assistMs),
  };
}

function durationOf(ms: number): string {
  return `PT${ms / 1_000}S`;
}
