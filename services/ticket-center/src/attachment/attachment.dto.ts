import { personal } from '#libs/personal-data/personal';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const AttachmentView = z
  .object({
    id: z.string(),
    name: personal('text', z.string()),
    contentType: z.string().nullable().describe('as its content begins'),
    bytes: z.int().nullable(),
    sha256: z.string().nullable(),
    state: z.enum(['receiving', 'kept', 'refused', 'deleted', 'erased']),
    scan: z.enum(['not-scanned', 'clean']).nullable(),
    visibility: z.enum(['public', 'internal']).describe('public once a reply or a message of the customer shows it'),
    uploadedBy: z.string(),
    uploadedAt: z.iso.datetime(),
  })
  .meta({ id: 'TicketAttachment' });
export type AttachmentView = z.infer<typeof AttachmentView>;

export const AttachmentPage = pageOfSchema(AttachmentView);

export const ReasonQuery = z.object({ reason: z.string().trim().min(1).max(500) });
export type ReasonQuery = z.infer<typeof ReasonQuery>;

export const AttachmentJournalPage = pageOfSchema(
  z.object({
    id: z.string(),
    type: z.string(),
    at: z.iso.datetime(),
    data: personal('text', z.record(z.string(), z.unknown())),
  }),
);
