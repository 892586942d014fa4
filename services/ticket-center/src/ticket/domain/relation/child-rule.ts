/** How many of its children have to be done before a ticket may be solved. */
export interface ChildRule {
  readonly rule: 'all' | 'any' | 'percentage';
  /** 0 to 100, where the rule is `percentage`. */
  readonly percentage: number | null;
}

export const ALL_CHILDREN: ChildRule = { rule: 'all', percentage: null };

export interface Child {
  readonly id: string;
  /** Solved, closed, or merged. */
  readonly done: boolean;
}

/** A ticket without children waits for none. */
export function isSatisfied({ rule, percentage }: ChildRule, children: readonly Child[]): boolean {
  const done = children.filter((child) => child.done).length;
  if (children.length === 0) return true;
  if (rule === 'any') return done > 0;
  return rule === 'all' ? done === children.length : done * 100 >= (percentage ?? 100) * children.length;
}
