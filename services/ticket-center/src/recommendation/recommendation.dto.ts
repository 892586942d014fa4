import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';
import { SUBJECTS } from './recommendation.schema.js';

const time = z.iso.datetime();
const Subject = z.enum(SUBJECTS);

export const RecommendBody = z
  .object({ ticketId: z.uuid().optional(), text: z.string().max(20_000).optional() })
  .refine(({ ticketId, text }) => ticketId !== undefined || text !== undefined, 'needs a ticket or a text');
export type RecommendBody = z.infer<typeof RecommendBody>;

const Choice = z.object({
  label: z.string(),
  confidence: z.number().describe('0 to 1, calibrated: of those with 0.8, about eight in ten were right'),
  words: z.array(z.object({ word: z.string(), weight: z.number() })).describe('what spoke for it'),
});

const Learnt = z
  .object({ modelVersion: z.int(), choices: z.array(Choice) })
  .nullable()
  .describe('null: too few tickets were closed to learn from');

export const RecommendationView = z
  .object({
    id: z.string(),
    ticketType: Learnt,
    solution: Learnt.describe('the kind of solution, without what is special to a case'),
    sop: Learnt,
    likeCases: z.array(
      z.object({
        ticketId: z.string(),
        ticketType: z.string(),
        solution: personal('text', z.string().nullable()),
        likeness: z.number(),
        words: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Recommendation' });
export type RecommendationView = z.infer<typeof RecommendationView>;

export const FeedbackBody = z.object({ subject: Subject, chosen: z.string().trim().min(1).max(300) });
export type FeedbackBody = z.infer<typeof FeedbackBody>;

export const FeedbackView = z.object({ subject: Subject, said: z.string(), chosen: z.string(), accepted: z.boolean() });
export type FeedbackView = z.infer<typeof FeedbackView>;

const ModelView = z.object({
  subject: Subject,
  version: z.int(),
  serving: z.boolean(),
  cases: z.int(),
  trainedAt: time,
  asked: z.int().describe('cases it was asked that it had not learnt from'),
  macroF1: z.number(),
  accuracy: z.number(),
  calibrationError: z.number(),
  majorityMacroF1: z.number(),
  beforeMacroF1: z.number().nullable().describe('of the model before, on the same cases'),
  feedback: z.object({ accepted: z.int(), overridden: z.int() }),
});
export type ModelView = z.infer<typeof ModelView>;
export const ModelList = z.object({ items: z.array(ModelView) });
