import { z } from 'zod';

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

export const MAIL_LIMITS_KEY = 'mail';
/** `@Inject(MAIL_LIMITS) limits: Live<MailLimits>`. */
export const MAIL_LIMITS = Symbol('mail limits');
