import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { permits } from '#libs/web/access/permissions';
import { Injectable } from '@nestjs/common';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { checkConditions } from '../condition/checked-conditions.js';
import type { Viewer } from '../condition/conditions-sql.js';
import { CountBook } from '../count/count-book.js';
import type { ViewBody } from './ticket-view.dto.js';
import { TooManyViews, ViewNotFound, ViewNotYours, ViewWithoutTeam } from './ticket-view.errors.js';
import { TicketViewSchema, type TicketViewRow } from './ticket-view.schema.js';

/** Of a person, a team, a tenant. */
const MOST = 100;
const SHARE = 'ticket-view:share';

/** Saved queries: who has them, shares them and changes them. */
@Injectable()
export class Views {
  constructor(
    private readonly database: Database,
    private readonly book: CountBook,
    private readonly clock: Clock,
  ) {}

  /** What somebody sees, in order: their own, their team's, everybody's. */
  async of(viewer: Viewer): Promise<TicketViewRow[]> {
    const where = seenBy(viewer);
    return (await this.database.reader()).find(TicketViewSchema, { where, order: { position: 'ASC', id: 'ASC' } });
  }

  /** @throws ViewNotFound also when it is another's */
  async get(id: string, viewer: Viewer): Promise<TicketViewRow> {
    return found(await this.database.reader(), id, viewer);
  }

  /** @throws ConditionInvalid, ViewNotYours, ViewWithoutTeam, TooManyViews */
  create(body: ViewBody, viewer: Viewer): Promise<TicketViewRow> {
    checkConditions(body.conditions);
    const whose = ownership(body, viewer);
    return this.database.transaction(async (tx) => {
      if ((await tx.countBy(TicketViewSchema, likewise(whose))) >= MOST)
        throw new TooManyViews(`There are ${MOST} of these views: remove one first.`);
      const now = this.clock.now();
      const countId = await this.book.enter(tx, body.conditions);
      const row = { id: newId(now), version: 1, ...body, ...whose, countId, changedBy: viewer.person, changedAt: now };
      await tx.insert(TicketViewSchema, row);
      return row;
    });
  }

  /** @throws ConditionInvalid, ViewNotFound, ViewNotYours, ViewWithoutTeam, StaleVersion */
  replace(id: string, body: ViewBody, viewer: Viewer): Promise<TicketViewRow> {
    checkConditions(body.conditions);
    const whose = ownership(body, viewer);
    return this.database.transaction(async (tx) => {
      const had = changeable(await found(tx, id, viewer), viewer);
      const countId = await this.book.enter(tx, body.conditions);
      await this.book.leave(tx, had.countId);
      const change = { ...body, ...whose, countId, changedBy: viewer.person, changedAt: this.clock.now() };
      const next = { ...had, ...change, version: had.version + 1 };
      const { affected } = await tx.update(TicketViewSchema, { id, version: had.version }, next);
      if (affected !== 1) throw changedMeanwhile(id);
      return next;
    });
  }

  /** @throws ViewNotFound, ViewNotYours, StaleVersion */
  remove(id: string, viewer: Viewer): Promise<void> {
    return this.database.transaction(async (tx) => {
      const had = changeable(await found(tx, id, viewer), viewer);
      const { affected } = await tx.delete(TicketViewSchema, { id, version: had.version });
      if (affected !== 1) throw changedMeanwhile(id);
      await this.book.leave(tx, had.countId);
    });
  }
}

type Whose = Pick<TicketViewRow, 'scope' | 'ownerId' | 'teamId'>;

function ownership({ scope, teamId }: ViewBody, viewer: Viewer): Whose {
  if (scope !== 'private' && !mayShare()) throw new ViewNotYours('Views are shared by those who may.', { scope });
  const team = scope === 'team' ? (teamId ?? viewer.team) : null;
  if (scope === 'team' && team === null) throw new ViewWithoutTeam('Say which team has the view: you have none.');
  return { scope, ownerId: viewer.person, teamId: team };
}

function likewise({ scope, ownerId, teamId }: Whose): FindOptionsWhere<TicketViewRow> {
  if (scope === 'private') return { scope, ownerId };
  return scope === 'team' ? { scope, teamId: teamId! } : { scope };
}

function seenBy({ person, team }: Viewer): FindOptionsWhere<TicketViewRow>[] {
  const shared: FindOptionsWhere<TicketViewRow>[] = team === null ? [] : [{ scope: 'team', teamId: team }];
  return [{ scope: 'private', ownerId: person }, ...shared, { scope: 'tenant' }];
}

async function found(reader: EntityManager, id: string, viewer: Viewer): Promise<TicketViewRow> {
  const row = await reader.findOneBy(TicketViewSchema, { id });
  if (row && (isSeen(row, viewer) || (row.scope === 'team' && mayShare()))) return row;
  throw new ViewNotFound('There is no such view.', { id });
}

function isSeen({ scope, ownerId, teamId }: TicketViewRow, { person, team }: Viewer): boolean {
  return scope === 'tenant' || (scope === 'private' ? ownerId === person : teamId === team);
}

/** @throws ViewNotYours, StaleVersion */
function changeable(row: TicketViewRow, { person }: Viewer): TicketViewRow {
  const isOwn = row.scope === 'private' && row.ownerId === person;
  if (!isOwn && !mayShare()) throw new ViewNotYours('Shared views are changed by those who may share.', { id: row.id });
  if (currentContext()?.precondition?.version !== row.version) throw changedMeanwhile(row.id);
  return row;
}

function mayShare(): boolean {
  return permits(currentContext()?.identity?.permissions ?? [], SHARE);
}

function changedMeanwhile(id: string): StaleVersion {
  return new StaleVersion('The view was changed by someone else in the meantime.', { id });
}
