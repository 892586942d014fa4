import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const SupervisionReceipt = z.object({ id: z.uuid().describe('of the session; one for each supervisor') });

export const NoteBody = z.object({ text: z.string().trim().min(1).max(2_000) });
export type NoteBody = z.infer<typeof NoteBody>;

export const NoteReceipt = z.object({ id: z.uuid() });

export const NoteFilter = PageQuery;
export type NoteFilter = z.infer<typeof NoteFilter>;

export const NotePage = pageOfSchema(
  z.object({ id: z.uuid(), by: z.string(), text: personal('text', z.string()), at: z.iso.datetime() }),
);
