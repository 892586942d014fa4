import { z } from 'zod';
import type { Setting } from './setting.js';

const MIB = 1024 * 1024;

/** What is taken unless an organisation says otherwise. */
const CONTENT_TYPES = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'text/plain',
] as const;

const timeoutMs = z.int().min(100).max(600_000).default(30_000).describe('until its verdict');
const host = z.string().min(1);
const port = z.int().min(1).max(65_535);
const Clamd = z.object({ protocol: z.literal('clamd').default('clamd'), host, port: port.default(3310), timeoutMs });
const service = z
  .string()
  .regex(/^[\w./-]{1,100}$/)
  .describe('as in icap://host/avscan: avscan');
const IcapService = z.object({ protocol: z.literal('icap'), host, port: port.default(1344), service, timeoutMs });

/** The live value `ticket-attachments`. */
export const AttachmentRules = z.object({
  maxBytes: z
    .int()
    .min(1)
    .max(1024 * MIB)
    .default(9 * MIB)
    .describe('of one file; the gateway has a bound of its own, LARGEST_BODY_MIB'),
  contentTypes: z
    .array(z.string().max(128))
    .default([...CONTENT_TYPES])
    .describe('as the files themselves begin'),
  scanner: z
    .union([IcapService, Clamd])
    .nullable()
    .default(null)
    .describe('a clamd, or a service of an ICAP server; without one nothing is scanned'),
});
export type AttachmentRules = z.output<typeof AttachmentRules>;

export const attachmentsSetting: Setting<AttachmentRules> = {
  key: 'ticket-attachments',
  description: 'Which files are taken into tickets, and what looks through them',
  schema: AttachmentRules,
  byDefault: AttachmentRules.parse({}),
};
