import type { Grade } from './exam-rules.js';

interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export const PROCTORED = ['focus-lost', 'focus-back', 'pasted', 'copied', 'full-screen-left', 'second-device'] as const;
/** What may be a sign that somebody had help. */
export type Proctored = (typeof PROCTORED)[number];

export type ExamAttemptEvent =
  | Happened<'exam-attempt-begun'>
  | Happened<'exam-attempt-resumed'>
  | (Happened<'exam-attempt-proctored'> & { readonly what: Proctored; readonly questionId: string | null })
  | (Happened<'exam-attempt-handed-in'> & { readonly by: 'candidate' | 'deadline' })
  | (Happened<'exam-question-marked'> & { readonly questionId: string; readonly by: string; readonly points: number })
  | (Happened<'exam-attempt-marked'> & { readonly result: Grade })
  | (Happened<'exam-attempt-released'> & { readonly by: string; readonly result: Grade; readonly revision: number })
  | (Happened<'exam-appeal-made'> & { readonly questionIds: readonly string[] })
  | (Happened<'exam-appeal-decided'> & {
      readonly by: string;
      readonly outcome: 'upheld' | 'changed';
      readonly before: Grade;
      readonly result: Grade;
    });
