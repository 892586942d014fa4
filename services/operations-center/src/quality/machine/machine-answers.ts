import type { Answers, ChoiceItem, ScorecardForm } from '#libs/quality-rules/scorecard/form';
import type { JudgedForm } from '#libs/quality-rules/scorecard/judge';

/** What rules say of an item. */
export interface ItemSaid {
  readonly itemKey: string;
  readonly answer: 'yes' | 'no' | 'n/a';
  readonly findings: readonly string[];
}

/** What nothing speaks against has the most points of its item, what something speaks against the least. Who is measured is not answered. */
export function machineAnswers({ groups }: ScorecardForm, said: readonly ItemSaid[]): Answers {
  const answers: Record<string, string> = {};
  for (const item of groups.flatMap(({ items }) => items)) {
    const known = said.filter(({ itemKey, answer }) => itemKey === item.key && answer !== 'n/a');
    if (item.kind !== 'choice' || known.length === 0) continue;
    answers[item.key] = valueOf(item, known.some(({ answer }) => answer === 'no') ? 'least' : 'most');
  }
  return answers;
}

/** How much of what a form asks is answered. */
export function reachOf({ items }: Pick<JudgedForm, 'items'>): { readonly answered: number; readonly asked: number } {
  const count = (...states: string[]) => items.filter(({ state }) => states.includes(state)).length;
  return { answered: count('answered'), asked: count('answered', 'open') };
}

function valueOf({ options }: ChoiceItem, which: 'most' | 'least'): string {
  const sorted = options.toSorted((one, other) => one.points - other.points);
  return (which === 'least' ? sorted[0]! : sorted.at(-1)!).value;
}
