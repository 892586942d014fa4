import type { DomainEvent } from '#libs/kernel/aggregate-root';

interface By extends DomainEvent {
  readonly by: string;
}

export type EvaluationEvent =
  | (DomainEvent & { readonly type: 'evaluation-assigned'; readonly inspectorId: string | null })
  | (By & { readonly type: 'evaluation-saved' })
  | (By & { readonly type: 'evaluation-submitted' })
  | (DomainEvent & { readonly type: 'evaluation-set-aside' })
  | (DomainEvent & { readonly type: 'evaluation-released' })
  | (By & { readonly type: 'evaluation-acknowledged' })
  | (By & { readonly type: 'evaluation-appealed'; readonly instance: number; readonly reviewDueAt: Date })
  | (By & { readonly type: 'evaluation-review-assigned'; readonly reviewerId: string })
  | (By & {
      readonly type: 'evaluation-appeal-decided';
      readonly instance: number;
      readonly outcome: 'upheld' | 'changed';
    })
  | (DomainEvent & { readonly type: 'evaluation-overdue'; readonly dueAt: Date })
  | (By & { readonly type: 'evaluation-rescored'; readonly revision: number })
  | (By & { readonly type: 'evaluation-retracted' })
  | (DomainEvent & { readonly type: 'evaluation-closed' });
