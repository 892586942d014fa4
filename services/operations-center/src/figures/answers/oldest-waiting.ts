import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { FigureCellSchema, type Cell } from '../cells/cell.schema.js';
import { FigureLineSchema } from '../cells/line.schema.js';
import { scopesOfCell, type Scope } from './scope.js';

type Found = Pick<Cell, 'kind' | 'id' | 'part'> & { readonly since: number | string | null };

export interface Oldest {
  readonly scope: Scope;
  /** ms since the epoch */
  readonly since: number;
}

const OF_CELL = {
  queue: 'line.queueId = cell.id',
  contact: 'line.channel = cell.id AND line.product = cell.part',
};

/** Since when somebody has waited longest, for everything that somebody waits for: one look into an index for each. */
@Injectable()
export class OldestWaiting {
  constructor(private readonly database: Database) {}

  async all(): Promise<Oldest[]> {
    const found = [...(await this.#find('queue')), ...(await this.#find('contact'))];
    return found.flatMap(({ since, ...cell }) =>
      since === null ? [] : scopesOfCell(cell).map((scope) => ({ scope, since: Number(since) })),
    );
  }

  async #find(kind: 'queue' | 'contact'): Promise<Found[]> {
    const query = (await this.database.reader()).createQueryBuilder(FigureCellSchema, 'cell');
    const first = query
      .subQuery()
      .select('line.waitingSince')
      .from(FigureLineSchema, 'line')
      .where(`line.phase = 'waiting' AND line.kind = '${kind}' AND ${OF_CELL[kind]}`)
      .orderBy('line.waitingSince', 'ASC')
      .limit(1);
    return query
      .select('cell.kind', 'kind')
      .addSelect('cell.id', 'id')
      .addSelect('cell.part', 'part')
      .addSelect(first.getQuery(), 'since')
      .where({ level: 'now', kind })
      .andWhere('cell.waiting > 0')
      .getRawMany<Found>();
  }
}
