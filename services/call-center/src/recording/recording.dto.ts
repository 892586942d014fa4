import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

/** What fits an integer column, in bytes. */
const MOST_BYTES = 2 ** 31 - 1;

const time = z.iso.datetime({ offset: true });
const asDate = (text: string) => new Date(text);
const Kind = z.enum(['voice', 'screen']);
const Status = z.enum(['uploading', 'stored', 'transcribed', 'expired', 'deleted']);
const Queue = z.string().regex(/^[\w.-]{1,64}$/);
const reason = z.string().trim().min(3).max(200);

export const AnnounceRecordingBody = z.object({
  contactId: z.uuid(),
  kind: Kind,
  queue: Queue.nullable().default(null).describe('decides, with the kind, how long it is kept'),
  agentIds: z
    .array(z.string().min(1).max(64))
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length, 'expected each agent once')
    .default([]),
  startedAt: time.transform(asDate),
  endedAt: time.transform(asDate),
  contentType: z
    .string()
    .max(128)
    .regex(/^(audio|video)\/[\w.+-]+(; ?codecs=[\w.,"]+)?$/, 'expected audio/… or video/…'),
  bytes: z.int().min(1).max(MOST_BYTES),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hex digits')
    .describe('of the whole content; checked before the recording counts as stored'),
});
export type AnnounceRecordingBody = z.infer<typeof AnnounceRecordingBody>;

export const RecordingReceipt = z.object({ id: z.uuid(), uploadUrl: z.string().describe('tus 1.0: HEAD and PATCH') });

export const ContentQuery = z.object({
  reason: reason.describe('why you listen; it is kept in the audit'),
  purpose: z.enum(['play', 'download']).default('play'),
});
export type ContentQuery = z.infer<typeof ContentQuery>;

export const TranscriptQuery = z.object({
  reason: reason.describe('why you read it; it is kept in the audit'),
  version: z.coerce.number().int().min(1).optional().describe('the newest when left out'),
});
export type TranscriptQuery = z.infer<typeof TranscriptQuery>;

const Segment = z.object({
  speaker: z.string().min(1).max(64),
  fromMs: z.int().min(0),
  toMs: z.int().min(0),
  text: personal('text', z.string().max(10_000)),
  confidence: z.number().min(0).max(1).optional().describe('how sure the recogniser is of it'),
});
const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'expected a language tag such as zh-CN');

export const TranscriptBody = z.object({ language, segments: z.array(Segment).min(1).max(50_000) });
export type TranscriptBody = z.infer<typeof TranscriptBody>;

export const TranscriptReceipt = z.object({ transcriptVersion: z.int() });
export const TranscriptView = z.object({
  transcriptVersion: z.int(),
  language: z.string(),
  at: z.iso.datetime(),
  segments: z.array(Segment),
});

export const ReasonBody = z.object({ reason });
export type ReasonBody = z.infer<typeof ReasonBody>;
export const HoldReceipt = z.object({ id: z.uuid() });

export const RecordingFilter = PageQuery.extend({
  contactId: z.uuid().optional(),
  agentId: z.string().max(64).optional(),
  kind: Kind.optional(),
  queue: Queue.optional(),
  status: Status.optional().describe('stored: what still waits for a transcript'),
});
export type RecordingFilter = z.infer<typeof RecordingFilter>;

export const RecordingView = z.object({
  id: z.uuid(),
  version: z.int(),
  contactId: z.uuid(),
  kind: Kind,
  queue: z.string().nullable(),
  agentIds: z.array(z.string()),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  durationMs: z.int(),
  contentType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  announcedBy: z.string(),
  status: Status,
  received: z.int().describe('bytes that have come so far'),
  retainUntil: z.iso.datetime().nullable(),
  holds: z.array(
    z.object({ id: z.uuid(), reason: personal('text', z.string()), placedBy: z.string(), placedAt: z.iso.datetime() }),
  ),
  transcripts: z.array(
    z.object({ transcriptVersion: z.int(), language: z.string(), segments: z.int(), at: z.iso.datetime() }),
  ),
  deletion: z
    .object({
      reason: z.enum(['retention-over', 'upload-abandoned', 'by-request']),
      by: z.string().nullable(),
      why: personal('text', z.string().nullable()),
    })
    .nullable(),
  deletedAt: z.iso.datetime().nullable(),
  erasedAt: z.iso.datetime().nullable().describe('nothing of the content is left since then'),
});

export const RecordingPage = pageOfSchema(RecordingView);

export const AccessPage = pageOfSchema(
  z.object({
    id: z.uuid(),
    at: z.iso.datetime(),
    subject: z.string(),
    address: personal('address', z.string()),
    purpose: z.enum(['play', 'download', 'transcript']),
    reason: personal('text', z.string()),
    portion: z.string().nullable(),
  }),
);

export const HistoryPage = pageOfSchema(
  z.object({
    id: z.uuid(),
    type: z.string(),
    at: z.iso.datetime(),
    data: personal('text', z.record(z.string(), z.unknown())),
  }),
);
