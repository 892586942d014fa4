export const BID_ORDERS = ['first', 'seniority', 'fairness'] as const;
export type BidOrder = (typeof BID_ORDERS)[number];

export interface Bid {
  readonly agentId: string;
  readonly at: Date;
  /** The date they have been there since. */
  readonly since: string;
  /** Minutes they work in the four weeks before. */
  readonly minutes: number;
}

/** Of what a shift asks for, what somebody cannot do. @param asked null: nothing */
export function skillsMissing(asked: readonly string[] | null, skills: readonly string[]): string[] {
  return (asked ?? []).filter((skill) => !skills.includes(skill));
}

/** Who gets an open shift first; who asked first, where all else is the same. */
export function inOrderOfRight(bids: readonly Bid[], order: BidOrder): Bid[] {
  const first = (a: Bid, b: Bid) => a.at.getTime() - b.at.getTime() || (a.agentId < b.agentId ? -1 : 1);
  return bids.toSorted((a, b) => {
    if (order === 'seniority') return (a.since < b.since ? -1 : a.since > b.since ? 1 : 0) || first(a, b);
    if (order === 'fairness') return a.minutes - b.minutes || first(a, b);
    return first(a, b);
  });
}
