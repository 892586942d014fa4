import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import type { IncidentRow } from './incident.schema.js';

export const IncidentQuery = PageQuery;
const moment = z.iso.datetime({ offset: true });

export const ConfirmBody = z.object({
  ticket: z
    .object({
      ticketType: z.string().min(1).max(64),
      customerId: z.uuid().describe('whose it is: the organisation itself, for one'),
      subject: personal('text', z.string().trim().min(1).max(300)),
      description: personal('text', z.string().max(20_000).default('')),
      priority: z.enum(['low', 'normal', 'high', 'urgent']).default('high'),
    })
    .describe('the master ticket'),
  announcement: z
    .object({
      title: z.string().trim().min(1).max(200),
      body: z.string().trim().min(1).max(10_000),
      audience: z.array(z.string()).min(1).max(20).default(['agents']),
      priority: z.enum(['info', 'important', 'urgent']).default('important'),
      validFrom: moment,
      validUntil: moment.nullable().default(null),
    })
    .nullable()
    .default(null)
    .describe('a draft, for somebody to publish; null: none'),
});
export type ConfirmBody = z.infer<typeof ConfirmBody>;

export const IncidentView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    state: z.enum(['proposed', 'confirmed', 'dismissed']),
    terms: z.array(z.string()).describe('what is said, the weightiest first; at least three people said each'),
    observed: z.int().describe('texts of the last hour'),
    expected: z.number().describe('of them usually'),
    surprise: z.number().describe('−log10 of how likely so many are, were it as usual'),
    kinds: z.record(z.string(), z.int()).describe('how many calls, chats and tickets'),
    samples: z.array(z.object({ kind: z.enum(['call', 'chat', 'ticket']), id: z.uuid() })),
    draft: z.object({ subject: z.string(), announcement: z.string() }).describe('to begin with'),
    firstAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    ticketId: z.string().nullable().describe('the master ticket'),
    announcementId: z.string().nullable(),
    links: z
      .array(z.object({ ticketId: z.uuid(), refused: z.string().nullable().describe('why; null: it is linked') }))
      .describe('tickets beside the master ticket'),
  })
  .meta({ id: 'TopicIncident' });
export const IncidentPage = pageOfSchema(IncidentView);

export function incidentView({ expected, surprise, firstAt, lastAt, decidedAt, ...row }: IncidentRow) {
  const said = row.terms.slice(0, 3).join(', ');
  return {
    ...row,
    links: [...(row.links ?? [])],
    ...{ expected: expected / 1_000, surprise: surprise / 1_000 },
    draft: { subject: `Incident: ${said}`, announcement: `Many customers speak of: ${said}. It is looked into.` },
    ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null },
  };
}
