import { z } from 'zod';
import { BoardKind, BoardText, Widget } from './widget.js';

export const BoardBody = BoardText;

export const CreateBoardBody = z.object({
  board: BoardText,
  isShared: z.boolean().default(false).describe('seen by all who may see boards; needs `board:configure`'),
});
export type CreateBoardBody = z.infer<typeof CreateBoardBody>;

const layout = {
  version: z.int(),
  name: z.string(),
  widgets: z.array(Widget),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
};

export const BoardView = z
  .object({
    ...{ id: z.string(), kind: BoardKind },
    ...layout,
    ownerId: z.string().nullable().describe('null: it is shared'),
  })
  .meta({ id: 'MonitorBoard' });
export const BoardList = z.object({ items: z.array(BoardView) });
export const BoardVersions = z.object({ items: z.array(z.object(layout)) });

export const SubjectQuery = z.object({
  subject: z
    .string()
    .max(64)
    .default('')
    .describe('the id of the site, team, queue or agent that a board of that kind is looked at for'),
});
export type SubjectQuery = z.infer<typeof SubjectQuery>;

/** As pushed, whole. */
export const BoardData = z.object({
  asOf: z.iso.datetime(),
  widgets: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .describe('by id: `value`, `rows`, `points` or `items`, or `silence`: why there is nothing'),
  alerts: z.record(z.string(), z.unknown()).describe('that are open, by id'),
});
