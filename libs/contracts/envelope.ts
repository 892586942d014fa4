import { z } from 'zod';

/** CloudEvents 1.0 (https://github.com/cloudevents/spec), with the extensions this suite carries. */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  /** The outbox id: the same on every resend. */
  id: z.uuid(),
  /** The service it comes from, e.g. `/ticket-center`. */
  source: z.string(),
  /** e.g. `ticket.opened.v1`. */
  type: z.string(),
  /** The aggregate's id; events of one subject arrive in order. */
  subject: z.string(),
  time: z.iso.datetime({ offset: true }),
  datacontenttype: z.literal('application/json'),
  tenantid: z.string(),
  traceparent: z.string(),
  /** Ids of the event that began it and of the automation rules that followed, with commas between them; none: it began here. */
  causes: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof Envelope>;
