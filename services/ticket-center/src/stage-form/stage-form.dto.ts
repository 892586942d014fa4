import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';

const document = z.record(z.string(), z.unknown());

const FormAsked = z.object({
  name: z.string(),
  version: z.int(),
  jsonSchema: document,
  uiSchema: document,
});

const StageFormView = z.object({
  stage: z.string(),
  form: FormAsked,
  answers: personal('text', document).nullable().describe('null: not yet filled in'),
  filledBy: z.string().nullable(),
  filledAt: z.iso.datetime().nullable(),
});
export type StageFormView = z.infer<typeof StageFormView>;

export const StageFormList = z.object({ items: z.array(StageFormView) });
