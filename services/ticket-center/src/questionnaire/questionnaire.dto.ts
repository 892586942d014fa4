import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const QuestionnaireName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'expected a name');
const QuestionId = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'expected a name for conditions');

const asked = {
  id: QuestionId,
  title: z.string().trim().min(1).max(500),
  required: z.boolean().default(true),
  when: z.string().trim().min(1).max(2_000).nullable().default(null).describe('FEEL over the answers before it'),
  weight: z.number().min(0).max(100).default(1).describe('of its score among the others'),
};
const Option = z.object({
  value: z.string().regex(/^[\w-]{1,64}$/, 'expected a code'),
  label: z.string().trim().min(1).max(300),
  score: z.number().min(0).max(100).nullable().default(null),
});
const choice = { ...asked, options: z.array(Option).min(1).max(100) };
const bound = z.number().nullable().default(null);

const Question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single'), ...choice }),
  z.object({ kind: z.literal('multiple'), ...choice }),
  z.object({
    ...asked,
    kind: z.literal('scale'),
    min: z.int().min(0).max(100).default(1),
    max: z.int().min(1).max(100).default(5),
    measures: z.enum(['nps', 'csat', 'satisfaction']).nullable().default(null),
  }),
  z.object({ ...asked, kind: z.literal('number'), min: bound, max: bound }),
  z.object({ ...asked, kind: z.literal('text') }),
]);

export const QuestionnaireContent = z.object({
  title: z.string().trim().min(1).max(300),
  questions: z.array(Question).min(1).max(200),
});

export const QuestionnaireView = z
  .object({
    name: z.string(),
    latest: z.int().describe('0: nothing is published'),
    draft: QuestionnaireContent.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Questionnaire' });
export const QuestionnaireList = z.object({ items: z.array(QuestionnaireView.omit({ draft: true })) });

export const QuestionnaireVersionNumber = z.coerce.number().int().min(1).max(1_000_000);
export const QuestionnaireVersionView = z.object({
  name: z.string(),
  version: z.int(),
  content: QuestionnaireContent,
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
});

const Answers = personal(
  'text',
  z.record(z.string().max(64), z.union([z.string().max(4_000), z.number(), z.array(z.string().max(64)).max(100)])),
).describe('by the id of the question');
export const CheckBody = z.object({ answers: Answers });
export const Judgement = z.object({
  problems: z.array(z.object({ question: z.string(), code: z.string() })),
  asked: z.array(z.string()).describe('in order: what these answers lead to'),
  score: z.number().nullable(),
  satisfaction: z.int().nullable(),
});

const SubjectKind = z.enum(['task', 'ticket', 'visit', 'contact']);
export const RespondBody = z.object({
  subject: z.object({ kind: SubjectKind.exclude(['task']), id: z.uuid() }).describe('a task is answered with its end'),
  customerId: z.uuid().nullable().default(null),
  version: z.int().min(1).nullable().default(null).describe('null: the newest'),
  answers: Answers,
});
export const ResponseView = z
  .object({
    id: z.string(),
    questionnaire: z.string(),
    version: z.int(),
    subjectKind: SubjectKind,
    subjectId: z.string(),
    customerId: z.string().nullable(),
    planId: z.string().nullable(),
    answers: Answers,
    score: z.number().nullable(),
    satisfaction: z.int().nullable(),
    answeredAt: z.iso.datetime(),
    recordedBy: z.string(),
  })
  .meta({ id: 'QuestionnaireResponse' });
export const ResponsePage = pageOfSchema(ResponseView);
export const ResponsesQuery = PageQuery.extend({ customerId: z.uuid() });
export type ResponsesQuery = z.infer<typeof ResponsesQuery>;

export const ResultsQuery = z.object({
  version: QuestionnaireVersionNumber.optional().describe('left out: the newest'),
  planId: z.uuid().optional(),
});
export type ResultsQuery = z.infer<typeof ResultsQuery>;
export const ResultsView = z.object({
  questionnaire: z.string(),
  version: z.int(),
  questionId: z.string(),
  distribution: z.array(z.object({ value: z.string(), count: z.int() })),
  answers: z.int().describe('of several choices: choices'),
  mean: z.number().nullable(),
  topBox: z.number().nullable().describe('share of the highest mark'),
  topTwoBox: z.number().nullable().describe('share of the two highest marks'),
  nps: z.number().nullable().describe('share of 9 and 10 less share of 0 to 6, in points'),
});
