interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export type AssistRequestEvent =
  | Happened<'assist-request-asked'>
  | Happened<'assist-request-taken'>
  | (Happened<'assist-request-ended'> & {
      readonly outcome: 'answered' | 'declined' | 'withdrawn';
      readonly inTime: boolean;
      readonly by: string;
    })
  | (Happened<'assist-request-overdue'> & { readonly dueAt: Date });
