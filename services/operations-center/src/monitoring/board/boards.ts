import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { BoardSchema, BoardVersionSchema, type Board, type BoardVersion } from './board.schema.js';
import type { BoardText } from './widget.js';

/** Of a person, and shared ones of a tenant. */
const MOST = 100;

export class BoardNotFound extends domainError('monitor-board-not-found', 'not-found') {}
export class BoardNotYours extends domainError('monitor-board-not-yours', 'forbidden') {}
export class TooManyBoards extends domainError('monitor-board-too-many', 'conflict') {}
export class PlatformBoard extends domainError('monitor-board-platform-only', 'forbidden') {}

/** Who changes boards: their own, and shared ones where they may. */
export interface Designer {
  readonly id: string;
  readonly mayShare: boolean;
}

/** Boards as data. */
@Injectable()
export class Boards {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One's own and those that are shared, by name. */
  async list(viewer: string): Promise<Board[]> {
    const where = [{ ownerId: viewer }, { ownerId: IsNull() }];
    return (await this.database.reader()).find(BoardSchema, { where, order: { name: 'ASC', id: 'ASC' } });
  }

  /** @throws BoardNotFound, as of those that are another's */
  async get(id: string, viewer: string): Promise<Board> {
    return visible(await this.database.reader(), id, viewer);
  }

  /** Every layout it ever had, the newest first. @throws BoardNotFound */
  async versions(id: string, viewer: string): Promise<BoardVersion[]> {
    await this.get(id, viewer);
    const reader = await this.database.reader();
    return reader.find(BoardVersionSchema, { where: { boardId: id }, order: { version: 'DESC' } });
  }

  /** @throws BoardNotYours, TooManyBoards, PlatformBoard */
  create(text: BoardText, isShared: boolean, by: Designer): Promise<Board> {
    const ownerId = isShared ? null : by.id;
    mayChange({ ownerId }, by);
    refuseElsewhere(text);
    return this.database.transaction(async (tx) => {
      const ownedBy = ownerId ?? IsNull();
      if ((await tx.countBy(BoardSchema, { ownerId: ownedBy })) >= MOST)
        throw new TooManyBoards(`There are ${MOST} boards: remove one first.`);
      const changedAt = this.clock.now();
      const board = { id: newId(changedAt), version: 1, ...text, ownerId, changedBy: by.id, changedAt };
      await tx.insert(BoardSchema, board);
      await keepVersion(tx, board);
      return board;
    });
  }

  /** @throws BoardNotFound, BoardNotYours, StaleVersion, PlatformBoard */
  replace(id: string, text: BoardText, by: Designer): Promise<Board> {
    refuseElsewhere(text);
    return this.database.transaction(async (tx) => {
      const board = await visible(tx, id, by.id);
      mayChange(board, by);
      const version = expected(board);
      const next = { ...board, ...text, version: version + 1, changedBy: by.id, changedAt: this.clock.now() };
      const { affected } = await tx.update(BoardSchema, { id, version }, next);
      if (affected !== 1) throw changedMeanwhile(id);
      await keepVersion(tx, next);
      return next;
    });
  }

  /** @throws BoardNotFound, BoardNotYours, StaleVersion */
  remove(id: string, by: Designer): Promise<void> {
    return this.database.transaction(async (tx) => {
      const board = await visible(tx, id, by.id);
      mayChange(board, by);
      const { affected } = await tx.delete(BoardSchema, { id, version: expected(board) });
      if (affected !== 1) throw changedMeanwhile(id);
      await tx.delete(BoardVersionSchema, { boardId: id });
    });
  }
}

/** Keeps the layout of this version. */
export async function keepVersion(tx: EntityManager, board: Board): Promise<void> {
  const { id: boardId, version, name, widgets, changedBy, changedAt } = board;
  await tx.insert(BoardVersionSchema, { boardId, version, name, widgets, changedBy, changedAt });
}

async function visible(reader: EntityManager, id: string, viewer: string): Promise<Board> {
  const board = await reader.findOneBy(BoardSchema, { id });
  if (!board || (board.ownerId !== null && board.ownerId !== viewer))
    throw new BoardNotFound('There is no such board.', { id });
  return board;
}

function mayChange({ ownerId }: Pick<Board, 'ownerId'>, { mayShare }: Designer): void {
  if (ownerId === null && !mayShare) throw new BoardNotYours('Shared boards need the permission board:configure.');
}

/** All tenants are seen from the platform’s own only. */
function refuseElsewhere({ kind, widgets }: BoardText): void {
  const isOfAll = kind === 'all-tenants' || widgets.some((widget) => 'scope' in widget && isAllTenants(widget.scope));
  if (isOfAll && currentTenant() !== PLATFORM_TENANT)
    throw new PlatformBoard('All tenants are seen from the platform’s own only.');
}

function isAllTenants(scope: 'subject' | { readonly kind: string }): boolean {
  return scope !== 'subject' && scope.kind === 'all-tenants';
}

function expected(board: Board): number {
  return currentContext()?.precondition?.version ?? board.version;
}

function changedMeanwhile(id: string): StaleVersion {
  return new StaleVersion('It was changed by someone else in the meantime.', { id });
}
