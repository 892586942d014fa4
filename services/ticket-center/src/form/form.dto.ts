import { pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';
import { MAX_FORM_NAME } from './form.schema.js';

const document = z.record(z.string(), z.unknown());

export const FormName = z
  .string()
  .max(MAX_FORM_NAME)
  .regex(/^[a-z][a-z0-9-]*$/);

export const FormVersionNumber = z.coerce.number().int().min(1);

export const FormBody = z.object({
  jsonSchema: document.describe('JSON Schema 2020-12 of an object with "additionalProperties": false'),
  uiSchema: document.default({}).describe('how a screen shows it'),
  note: z.string().trim().max(2_000).default('').describe('what is new'),
});
export type FormBody = z.infer<typeof FormBody>;

const FormVersion = z.object({
  name: z.string(),
  version: z.int(),
  note: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});

export const FormView = FormVersion.extend({ jsonSchema: document, uiSchema: document }).meta({ id: 'Form' });

export const FormVersionPage = pageOfSchema(FormVersion);
