import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';
import { UrgeChannel } from './urge-policy.dto.js';

const text = z.string().trim().min(1).max(2_000);
const time = z.iso.datetime({ offset: true });

export const UrgeBody = z.object({
  note: text,
  channel: UrgeChannel.default('colleague').describe('a customer’s urge says where it came from'),
});
export type UrgeBody = z.infer<typeof UrgeBody>;

export const AnswerUrgesBody = z.object({ answer: text.describe('what will be done'), doneBy: time });
export type AnswerUrgesBody = z.infer<typeof AnswerUrgesBody>;

export const UrgeList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      urgedBy: z.string(),
      channel: z.string(),
      note: personal('text', z.string()),
      state: z.enum(['open', 'answered', 'closed']),
      level: z.int(),
      told: z.array(z.object({ level: z.int(), people: z.array(z.string()), at: z.iso.datetime() })),
      answerDueAt: z.iso.datetime().nullable(),
      answer: personal('text', z.string().nullable()),
      answeredBy: z.string().nullable(),
      answeredAt: z.iso.datetime().nullable(),
      doneBy: z.iso.datetime().nullable(),
    }),
  ),
});
