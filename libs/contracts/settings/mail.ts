import { z } from 'zod';
import type { Setting } from './setting.js';

/** The live value `mail`. */
export const MailLimits = z.object({
  /** Hosts, by name or address, that may be spoken to although they are inside. */
  innerHosts: z.array(z.string().min(1).max(253)).default([]),
  /** A longer message is kept as failed. */
  maxBytes: z.int().min(10_000).max(200_000_000).default(26_214_400),
  /** From one sender to one mailbox within an hour; more make neither tickets nor answers. */
  perSenderAndHour: z.int().min(1).max(10_000).default(20),
  /** Between two looks into a mailbox. */
  pollSeconds: z.int().min(1).max(3_600).default(30),
});
export type MailLimits = z.output<typeof MailLimits>;

export const mailSetting: Setting<MailLimits> = {
  key: 'mail',
  description: 'What mailboxes take, how often they are looked into, and inner hosts they may be on',
  schema: MailLimits,
  byDefault: MailLimits.parse({}),
};
