import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { BoardKind, Widget } from './widget.js';

export interface Board {
  id: string;
  version: number;
  name: string;
  kind: BoardKind;
  widgets: readonly Widget[];
  /** Whose own it is; null: it is shared. */
  ownerId: string | null;
  changedBy: string;
  changedAt: Date;
}

export const BoardSchema = new EntitySchema<Board>({
  name: 'monitor_board',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(64),
    kind: column.varchar(16),
    widgets: column.json(),
    ownerId: column.nullable(column.varchar(64)),
    changedBy: column.varchar(64),
    changedAt: column.time(),
  },
  indices: [schemaIndex('monitor_board', { columns: ['ownerId', 'name'] })],
});

/** A board as it was. */
export interface BoardVersion {
  boardId: string;
  version: number;
  name: string;
  widgets: readonly Widget[];
  changedBy: string;
  changedAt: Date;
}

export const BoardVersionSchema = new EntitySchema<BoardVersion>({
  name: 'monitor_board_version',
  columns: {
    boardId: column.primary(column.ref()),
    version: column.primary(column.int()),
    name: column.varchar(64),
    widgets: column.json(),
    changedBy: column.varchar(64),
    changedAt: column.time(),
  },
});
