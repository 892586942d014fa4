/** A term and the texts that have it. */
export interface TermOfTexts {
  readonly term: string;
  readonly weight: number;
  readonly texts: readonly string[];
}

export interface Gathered<Term extends TermOfTexts> {
  /** The weightiest of its terms. */
  readonly lead: Term;
  /** What else is said in the same texts. */
  readonly others: readonly Term[];
}

/** Of two sets of texts: what they share by what they have. */
const ALIKE = 0.5;

/** Terms of one matter together: those that mostly stand in the same texts, the weightiest first (Jaccard's index at least 0.5). */
export function gathered<Term extends TermOfTexts>(terms: readonly Term[]): Gathered<Term>[] {
  const matters: { lead: Term; others: Term[] }[] = [];
  for (const term of [...terms].sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))) {
    const matter = matters.find(({ lead }) => likeness(lead.texts, term.texts) >= ALIKE);
    if (matter) matter.others.push(term);
    else matters.push({ lead: term, others: [] });
  }
  return matters;
}

function likeness(one: readonly string[], other: readonly string[]): number {
  const both = one.filter((each) => other.includes(each)).length;
  return both / Math.max(1, new Set([...one, ...other]).size);
}
