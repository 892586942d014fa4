import { z } from 'zod';

const Version = z.string().min(1).max(64);

/** Which instances of a service are meant: by their version, by labels they registered with, or by both. */
export const Target = z
  .strictObject({ version: Version.optional(), labels: z.record(z.string(), z.string()).optional() })
  .refine(
    ({ version, labels = {} }) => version !== undefined || Object.keys(labels).length > 0,
    'a version, or labels',
  );
export type Target = z.output<typeof Target>;

/** Who gets a version before all others do. All conditions that are there have to hold. */
export const Candidate = z
  .strictObject({
    to: Target,
    tenants: z.array(z.string()).min(1).max(1_000).optional(),
    /** Of people and clients, by a stable share: whoever has it keeps it while the share grows. */
    percent: z.number().gt(0).max(100).optional(),
    /** A header field of the request; the name in lower case. */
    header: z.strictObject({ name: z.string().regex(/^[a-z0-9-]{1,64}$/), value: z.string().max(256) }).optional(),
  })
  .refine(
    ({ tenants, percent, header }) => tenants !== undefined || percent !== undefined || header !== undefined,
    'at least one of tenants, percent and header',
  );
export type Candidate = z.output<typeof Candidate>;

/** Which instances of one service are asked, and for whom: the first candidate whose conditions hold, else what is stable. */
export const ReleaseRule = z.strictObject({
  /** null: all instances that no candidate means. */
  stable: Target.nullable(),
  candidates: z.array(Candidate).max(8),
});
export type ReleaseRule = z.output<typeof ReleaseRule>;

/** What was once the rule. */
export const PastRule = z.strictObject({
  revision: z.int().positive(),
  /** null: none, all instances are the same. */
  rule: ReleaseRule.nullable(),
  /** Account or client id. */
  by: z.string(),
  at: z.iso.datetime(),
  reason: z.string().max(200),
});
export type PastRule = z.output<typeof PastRule>;

/** The value `releases/<service>` of the config centre: the rule now, and those before it, the latest first. */
export const ReleaseRecord = PastRule.extend({ history: z.array(PastRule).max(50) });
export type ReleaseRecord = z.output<typeof ReleaseRecord>;

export const RELEASES_PREFIX = 'releases/';
