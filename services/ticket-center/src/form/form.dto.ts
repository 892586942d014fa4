import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { MAX_FORM_NAME } from './infra/form-version.schema.js';

const document = z.record(z.string(), z.unknown());
const time = z.iso.datetime();
const field = z.string().min(1).max(120);
const feel = z.string().min(1).max(2_000);
const percent = z.int().min(0).max(100);
const number = z.int().min(1);

export const FormName = z
  .string()
  .max(MAX_FORM_NAME)
  .regex(/^[a-z][a-z0-9-]*$/);

export const FormVersionNumber = z.coerce.number().int().min(1);

const Kind = z.enum(['form', 'block']).describe('a block is what several forms ask in the same way');
const ShareOf = z
  .enum(['tickets', 'agents'])
  .describe('so many percent of the tickets, or all tickets of so many percent of the agents');

const LookupSource = z.object({
  connector: z.string().min(1).max(64),
  action: z.string().min(1).max(120),
  arguments: z.record(field, feel).describe('FEEL over the fields; asked as soon as none is null'),
  fills: z.record(field, feel).describe('FEEL over `result`'),
  timeoutMs: z.int().min(100).max(60_000).nullable().default(null),
});

const Content = z.object({
  jsonSchema: document.describe(
    'JSON Schema 2020-12 of an object with "additionalProperties": false; a property may be {"$ref": "block:<name>"}',
  ),
  uiSchema: document.default({}).describe('JSON Forms UI schema; empty: one field below the other'),
  computed: z.record(field, feel).default({}).describe('FEEL over the other fields'),
  lookups: z.record(field, LookupSource).default({}),
  indexed: z.array(field).max(20).default([]).describe('fields that tickets are found by'),
});

export const FormDraftBody = Content.extend({ kind: Kind.default('form') });
export type FormDraftBody = z.infer<typeof FormDraftBody>;

export const FormBody = FormDraftBody.extend({
  note: z.string().trim().max(2_000).default('').describe('what is new'),
});
export type FormBody = z.infer<typeof FormBody>;

export const PublishFormBody = z.object({
  note: z.string().trim().max(2_000).default(''),
  percent: percent.nullable().default(null).describe('null: everything new; the first version goes to all'),
  shareOf: ShareOf.default('tickets'),
});
export type PublishFormBody = z.infer<typeof PublishFormBody>;

export const StartFormRolloutBody = z.object({ number, percent, shareOf: ShareOf.default('tickets') });
export const ChangeFormRolloutBody = z.object({ percent });
export const RollBackFormBody = z.object({ to: number, reason: z.string().trim().min(1).max(2_000) });

/** `version` counts the changes of the definition itself; the versions of the form have numbers. */
const Definition = z.object({
  name: z.string(),
  version: z.int(),
  kind: Kind,
  latest: z.int(),
  stable: z.int(),
  candidate: z.object({ version: z.int(), percent: z.int(), since: time }).nullable(),
  shareOf: ShareOf,
});
export type FormDefinitionView = z.infer<typeof Definition>;
export const FormDefinitionView = Definition.meta({ id: 'FormDefinition' });
export const FormDefinitionPage = pageOfSchema(Definition);

const at = z.array(z.string()).describe('the block it is in');
const Published = z.object({
  jsonSchema: document.describe('its blocks put in'),
  uiSchema: document,
  computed: z.array(z.object({ at, field: z.string(), expression: z.string() })),
  lookups: z.array(LookupSource.extend({ at, name: z.string() })),
  indexed: z.array(z.string()),
  blocks: z.array(z.object({ name: z.string(), version: z.int() })),
  source: Content.nullable().describe('as it was written'),
  note: z.string(),
  createdAt: time,
  createdBy: z.string(),
});

export const FormView = Definition.extend(Published.shape).extend({ number: z.int() }).meta({ id: 'Form' });
export type FormView = z.infer<typeof FormView>;

export const FormVersionView = Published.extend({ name: z.string(), version: z.int() }).meta({ id: 'FormVersion' });
export type FormVersionView = z.infer<typeof FormVersionView>;

export const FormDraftView = Definition.extend(Content.shape)
  .extend({
    problems: z.array(z.object({ pointer: z.string(), message: z.string() })),
    savedBy: z.string(),
    savedAt: time,
  })
  .meta({ id: 'FormDraft' });
export type FormDraftView = z.infer<typeof FormDraftView>;

const Summary = z.object({
  name: z.string(),
  version: z.int(),
  note: z.string(),
  createdAt: time,
  createdBy: z.string(),
});
export type FormVersionSummary = z.infer<typeof Summary>;
export const FormVersionPage = pageOfSchema(Summary);

export const FormJournalPage = pageOfSchema(z.object({ id: z.string(), type: z.string(), at: time, data: document }));
