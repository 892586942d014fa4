import { z } from 'zod';

const share = z.number().describe('from 0 to 1');
const counted = z.object({
  candidates: z.int(),
  passed: z.int().describe('candidates with a passed attempt'),
  meanPercent: z.number().nullable().describe('of what counts of each candidate'),
});

export const ExamReportView = z
  .object({
    examId: z.uuid(),
    attempts: z.object({ running: z.int(), 'handed-in': z.int(), marked: z.int(), released: z.int() }),
    ...counted.shape,
    medianPercent: z.number().nullable(),
    standardDeviation: z.number().nullable(),
    deciles: z.array(z.int()).length(10).describe('candidates from 0, 10, 20 … percent; 100 is in the last'),
    fatalMissed: z.int().describe('attempts'),
    byTeam: z.array(counted.extend({ teamId: z.string().nullable() })),
  })
  .meta({ id: 'ExamReport' });
export type ExamReportView = z.infer<typeof ExamReportView>;

export const ItemAnalysisView = z
  .object({
    examId: z.uuid(),
    attempts: z.int().describe('the newest that are marked; at most 5,000'),
    items: z.array(
      z.object({
        questionId: z.uuid(),
        versionId: z.uuid(),
        text: z.string(),
        attempts: z.int(),
        difficulty: share.describe('p: mean share of its points; the higher, the easier'),
        pointBiserial: z.number().nullable().describe('r of question and total; null where either never varies'),
        upperLower: z.number().describe('p of the best 27 % less p of the worst'),
        options: z.array(
          z.object({
            option: z.string(),
            correct: z.boolean(),
            chosen: z.int(),
            upper: z.int(),
            lower: z.int(),
          }),
        ),
      }),
    ),
    reliability: z.object({
      items: z.int().describe('questions that everybody had'),
      alpha: z.number().nullable(),
      kr20: z.number().nullable().describe('null where points were given in part'),
    }),
  })
  .meta({ id: 'ExamItemAnalysis' });
export type ItemAnalysisView = z.infer<typeof ItemAnalysisView>;
