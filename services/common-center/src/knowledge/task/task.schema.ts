import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something an article's owner has to look at. */
export interface TaskRow {
  id: string;
  version: number;
  kind: 'error' | 'review';
  articleId: string;
  ownerId: string;
  state: 'open' | 'closed';
  /** What the reader wrote; null: nobody did. */
  comment: string | null;
  openedBy: string | null;
  openedAt: Date;
  closedBy: string | null;
  closedAt: Date | null;
  resolution: string | null;
}

export const TaskSchema = new EntitySchema<TaskRow>({
  name: 'knowledge_task',
  columns: {
    id: column.id(),
    version: column.int(),
    kind: column.varchar(8),
    articleId: column.ref(),
    ownerId: column.varchar(64),
    state: column.varchar(8),
    comment: column.nullable(column.varchar(1000)),
    openedBy: column.nullable(column.varchar(64)),
    openedAt: column.time(),
    closedBy: column.nullable(column.varchar(64)),
    closedAt: column.nullable(column.time()),
    resolution: column.nullable(column.varchar(500)),
  },
  indices: [
    schemaIndex('knowledge_task', { columns: ['ownerId', 'state', 'id'] }),
    schemaIndex('knowledge_task', { columns: ['state', 'id'] }),
  ],
});
