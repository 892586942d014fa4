import { Code, DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { SEVERITIES } from './domain/diagnosis-document.js';

const StepName = z
  .string()
  .regex(/^(?!input$)[a-z][A-Za-z0-9_]{0,40}$/, 'expected a name as FEEL has them, not "input"');
const Template = z.json().describe('JSON; texts that begin with = are FEEL');

const Step = z.object({
  title: z.string().trim().max(200).default(''),
  needs: z.array(StepName).max(50).default([]),
  when: z.string().max(2_000).nullable().default(null).describe('FEEL; null: when all it needs were answered'),
  interface: Code,
  version: z.int().min(1).nullable().default(null).describe('null: the one that is live'),
  operation: z.string().min(1).max(64),
  arguments: z.record(z.string().max(100), Template).default({}),
  timeoutMs: z.int().min(50).max(60_000).default(5_000),
});
const Rule = z.object({
  name: z.string().min(1).max(100),
  when: z.string().min(1).max(2_000).describe('FEEL over input and all steps'),
  verdict: z.string().min(1).max(100),
  severity: z.enum(SEVERITIES),
  finding: z.string().max(2_000).describe('for people; FEEL where it begins with ='),
  action: z.string().max(500).nullable().default(null),
});

const DiagnosisDocumentBody = z.object({
  input: z.record(z.string(), z.json()).default({ type: 'object' }).describe('JSON Schema'),
  steps: z.record(StepName, Step),
  rules: z.array(Rule).max(200).default([]).describe('the first that holds gives the verdict'),
  otherwise: z
    .object({
      verdict: z.string().min(1).max(100).default('unknown'),
      severity: z.enum(SEVERITIES).default('unknown'),
      action: z.string().max(500).nullable().default(null),
    })
    .prefault({}),
  timeoutMs: z.int().min(100).max(120_000).default(30_000).describe('for all steps together'),
});
const DiagnosisDocumentView = DiagnosisDocumentBody.meta({ id: 'DiagnosisDocument' });

const Name = z.string().trim().min(1).max(120);
export const NewDiagnosisBody = z.object({ code: Code, name: Name, document: DiagnosisDocumentBody });
export type NewDiagnosisBody = z.infer<typeof NewDiagnosisBody>;
export const DiagnosisBody = z.object({ name: Name, document: DiagnosisDocumentBody });
export type DiagnosisBody = z.infer<typeof DiagnosisBody>;
export const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
export const PublishBody = z.object({ note: z.string().trim().max(2_000).default('') });
export const RollBackBody = z.object({ to: z.int().min(1), reason: z.string().trim().min(3).max(2_000) });

const Summary = z.object({
  id: z.uuid(),
  version: z.int(),
  updatedAt: z.iso.datetime(),
  code: z.string(),
  name: z.string(),
  savedBy: z.string(),
  latest: z.int().describe('the newest version; 0: none was published'),
  live: z.int().nullable().describe('the version new runs get'),
});
const Problem = z.object({
  severity: z.enum(['error', 'warning']),
  step: z.string().nullable().describe('null: it is about no step'),
  message: z.string(),
});
export const DiagnosisView = Summary.extend({ draft: DiagnosisDocumentView, problems: z.array(Problem) });
export const DiagnosisPage = pageOfSchema(Summary);

const VersionSummary = z.object({
  diagnosisId: z.uuid(),
  number: z.int(),
  publishedBy: z.string(),
  publishedAt: z.iso.datetime(),
  note: z.string(),
});
export const DiagnosisVersionPage = pageOfSchema(VersionSummary);
export const DiagnosisVersionView = VersionSummary.extend({ document: DiagnosisDocumentView });

export const RunBody = z.object({
  input: z.record(z.string(), z.json()).default({}),
  version: z.int().min(1).nullable().default(null).describe('null: the one that is live'),
  subject: z.string().min(1).max(64).nullable().default(null).describe("a ticket's or a contact's id"),
});
export const RunsQuery = PageQuery.extend({
  diagnosisId: z.uuid().optional(),
  subject: z.string().max(64).optional(),
}).refine(({ diagnosisId, subject }) => diagnosisId !== undefined || subject !== undefined, {
  path: ['subject'],
  error: 'expected a diagnosis or a subject',
});
export type RunsQuery = z.infer<typeof RunsQuery>;

export const RunView = z
  .object({
    id: z.uuid(),
    diagnosisId: z.uuid(),
    code: z.string(),
    number: z.int().describe('the version'),
    caller: z.string(),
    subject: z.string().nullable(),
    status: z.enum(['running', 'finished', 'abandoned']),
    startedBy: z.string(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    input: z.json().describe('masked'),
    steps: z.record(
      z.string(),
      z.object({
        state: z.enum(['waiting', 'running', 'answered', 'refused', 'failed', 'skipped']),
        code: z.string().nullable(),
        result: z.json().describe('masked'),
        tookMs: z.int().nullable(),
      }),
    ),
    verdict: DiagnosisVerdict.nullable().describe('null: there is none yet'),
  })
  .meta({ id: 'DiagnosisRun' });
export const RunPage = pageOfSchema(RunView);
