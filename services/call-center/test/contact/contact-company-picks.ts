import type { ContactRow } from '../../src/contact/infra/contact.schema.js';

/** Where it is not refused for sure, if there is such a contact. */
export function mattering(kind: string, having: ContactRow[]): ContactRow[] {
  const may = having.filter(({ course }) => {
    if (['complete', 'give-back', 'merge', 'swap'].includes(kind)) return course?.consultation;
    if (['leave', 'remove', 'hand-over'].includes(kind)) return course?.participants?.length && !course.consultation;
    return kind !== 'attempt' || course?.callback?.state === 'dialling';
  });
  return may.length > 0 ? may : having;
}

/** Somebody on the contact. */
export function partyOf({ agentId, course }: ContactRow, n: number): string {
  const all = [agentId!, ...(course?.participants ?? []).map((each) => each.agentId)];
  return all[n % all.length]!;
}

/** What routing has to be asking for. */
export function asksOf(course: ContactRow['course']): 'own' | 'join' | null {
  if (!course?.request) return null;
  return course.request.kind === 'transfer' ? 'own' : 'join';
}
