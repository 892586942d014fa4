import { termsOf } from '#libs/text-search/terms-of';
import type { TicketText } from '../../ticket/ticket-texts.api.js';

export interface TermWeights {
  readonly weight: number;
  readonly internal: number;
}

const HEADING = 3;
/** Of a ticket: whoever writes more is found by the first of it. */
const MOST_TERMS = 4_000;

/** Which terms a ticket is found by, by customers' texts and by notes apart. */
export function postedTerms(texts: readonly TicketText[]): Map<string, TermWeights> {
  const posted = new Map<string, { weight: number; internal: number }>();
  for (const { part, text } of texts)
    for (const [term, times] of termsOf(text)) {
      const weights = posted.get(term) ?? { weight: 0, internal: 0 };
      if (part === 'note') weights.internal += times;
      else weights.weight += part === 'subject' ? HEADING * times : times;
      if (posted.size < MOST_TERMS) posted.set(term, weights);
    }
  return posted;
}
