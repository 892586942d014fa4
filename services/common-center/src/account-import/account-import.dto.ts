import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { OUTCOMES } from './account-import.schema.js';

export const PeopleCsv = z
  .string()
  .min(1)
  .describe('CSV with the columns externalId, login, name, email, phone, locale, roles, team, active');

export const ImportQuery = z.object({ dryRun: z.stringbool().default(false).describe('says what would be done') });

export const LinesQuery = PageQuery.extend({ outcome: z.enum(OUTCOMES).optional() });
export type LinesQuery = z.infer<typeof LinesQuery>;

export const AccountImportView = z
  .object({
    id: z.string(),
    status: z.enum(['running', 'done']),
    dryRun: z.boolean(),
    orderedBy: z.string(),
    orderedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    total: z.int(),
    waiting: z.int(),
    created: z.int(),
    changed: z.int(),
    same: z.int(),
    refused: z.int(),
  })
  .meta({ id: 'AccountImport' });

export const AccountImportLines = pageOfSchema(
  z.object({
    line: z.int().describe('of the list; its header is 1'),
    outcome: z.enum(OUTCOMES),
    accountId: z.string().nullable(),
    code: z.string().nullable().describe('why it was refused'),
    field: z.string().nullable(),
  }),
);
