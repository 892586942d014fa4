interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
  readonly by: string;
}

export type DiagnosisEvent =
  | (Happened<'diagnosis-published'> & { readonly number: number; readonly note: string })
  | (Happened<'diagnosis-rolled-back'> & { readonly from: number; readonly to: number; readonly reason: string });
