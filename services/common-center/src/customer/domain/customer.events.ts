interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

interface Merge {
  readonly mergeId: string;
  readonly by: string;
  readonly reason: string;
}

/** Of the one that goes on. */
export interface CustomerMerged extends Happened<'customer-merged'>, Merge {
  readonly mergedId: string;
}

export interface CustomerUnmerged extends Happened<'customer-unmerged'>, Merge {
  readonly mergedId: string;
}

export type CustomerEvent =
  | Happened<'customer-registered'>
  | Happened<'customer-details-added'>
  | Happened<'customer-corrected'>
  | Happened<'customer-tagged'>
  | Happened<'customer-erased'>
  | CustomerMerged
  | CustomerUnmerged
  /** Of the other. */
  | (Happened<'customer-merged-away'> & Merge & { readonly into: string })
  | (Happened<'customer-restored'> & Merge & { readonly from: string });
