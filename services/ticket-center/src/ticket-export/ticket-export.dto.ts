import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { Columns, Conditions, Sort } from '../ticket-view/viewed-tickets.api.js';

export const ExportBody = z.object({
  format: z.enum(['csv', 'jsonl']).default('csv'),
  byteOrderMark: z.boolean().default(false).describe('of CSV: for programs that read UTF-8 only with it'),
  viewId: z.uuid().nullable().default(null),
  conditions: Conditions.default({ all: [], any: [] }).describe('beside those of the view'),
  words: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .describe('only what is found by them, the newest first'),
  sort: Sort.nullable().default(null).describe('null: that of the view'),
  columns: Columns.nullable().default(null).describe('null: those of the view'),
});
export type ExportBody = z.infer<typeof ExportBody>;

const time = z.iso.datetime();
export const ExportView = z.object({
  id: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'cancelled', 'failed', 'expired']),
  format: z.enum(['csv', 'jsonl']),
  columns: z.array(z.string()),
  masked: z.boolean().describe('telephone numbers, addresses and the like are masked'),
  tickets: z.int().describe('written so far'),
  total: z.int().nullable().describe('when it began; null: not known'),
  createdAt: time,
  endedAt: time.nullable(),
  expiresAt: time.describe('the file is gone then'),
});
export const ExportPage = pageOfSchema(ExportView);
