interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export type EnrolmentEvent =
  | Happened<'enrolment-assigned'>
  | (Happened<'enrolment-unit-done'> & { readonly unitId: string; readonly score: number | null })
  | (Happened<'enrolment-reminded'> & { readonly dueAt: Date; readonly overdue: boolean })
  | Happened<'enrolment-completed'>
  | (Happened<'enrolment-withdrawn'> & { readonly by: string });
