import { z } from 'zod';

/** What an interface or a diagnosis is called by. */
export const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and dashes');

/** On whose behalf an interface is called: what the log of calls is read by. */
export const InterfaceCaller = z.enum(['process', 'ivr', 'desk', 'view', 'diagnosis', 'console']);
export type InterfaceCaller = z.infer<typeof InterfaceCaller>;

/** `POST /internal/interfaces/{code}/operations/{operation}/calls` of common-center. */
export const InterfaceCallRequest = z.object({
  arguments: z.record(z.string(), z.json()).default({}),
  version: z.int().min(1).nullable().default(null).describe('null: the one that is live'),
  caller: InterfaceCaller,
  idempotencyKey: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('an operation that changes something is done once for it, and repeated with its first answer'),
  withinMs: z.int().min(1).optional().describe('at most; never more than the operation itself may take'),
});
export type InterfaceCallRequest = z.infer<typeof InterfaceCallRequest>;

/**
 * Refused: the other side said no, and will again. Failed: it did not say, or not what it promised; perhaps later. The code says why.
 */
export const InterfaceAnswer = z.object({
  outcome: z.enum(['answered', 'refused', 'failed']),
  result: z.json(),
  personal: z
    .record(z.string(), z.string())
    .default({})
    .describe('what in the result is personal: a JSON pointer, `*` for any name, and its kind; `none`: nothing'),
  code: z.string().nullable().describe('null: it was answered'),
  cached: z.boolean(),
  tookMs: z.int(),
});
export type InterfaceAnswer = z.infer<typeof InterfaceAnswer>;

/** `POST /internal/diagnoses/{code}/runs` of common-center: answered when the run has ended. */
export const DiagnosisRequest = z.object({
  input: z.record(z.string(), z.json()).default({}),
  version: z.int().min(1).nullable().default(null).describe('null: the one that is live'),
  caller: z.enum(['process', 'ivr', 'desk']),
  /** A ticket's or a contact's id, for whoever looks for its runs. */
  subject: z.string().min(1).max(64).nullable().default(null),
  idempotencyKey: z.string().min(1).max(500).optional().describe('one run for each'),
});
export type DiagnosisRequest = z.infer<typeof DiagnosisRequest>;

const DiagnosisSeverity = z.enum(['ok', 'notice', 'fault', 'unknown']);

export const DiagnosisVerdict = z.object({
  runId: z.uuid(),
  verdict: z.string(),
  severity: DiagnosisSeverity,
  findings: z.array(z.object({ rule: z.string(), severity: DiagnosisSeverity, text: z.string() })),
  action: z.string().nullable().describe('what is recommended'),
  /** By step: whether it was answered, and what came of it. */
  steps: z.record(z.string(), z.object({ outcome: z.string(), code: z.string().nullable() })),
});
export type DiagnosisVerdict = z.infer<typeof DiagnosisVerdict>;
