import type { ToldContact } from '#libs/contracts/contact-tellings-api';
import type { Fact, Untold } from '../journey/fact.js';
import { factOf } from './fact-of.js';

/** Facts of a contact that call-center told and nobody heard. */
export interface Unheard {
  readonly contactId: string;
  readonly facts: readonly Untold[];
}

/** What was told of a contact until an instant and is not known of it. @param until ms since the epoch */
export function unheardOf({ contactId, tellings }: ToldContact, known: readonly Fact[], until: number): Unheard {
  const left = known.map(thingOf);
  const facts = tellings
    .flatMap((telling) => factOf(telling)?.fact ?? [])
    .filter((fact) => {
      if (fact.at > until) return false;
      const at = left.indexOf(thingOf(fact));
      if (at !== -1) left.splice(at, 1);
      return at === -1;
    });
  return { contactId, facts };
}

/** Without those that stand for facts which were heard after all. */
export function withoutStandIns(facts: readonly Fact[]): Fact[] {
  const heard = new Set(facts.filter(({ madeGood }) => !madeGood).map((fact) => `${thingOf(fact)} ${fact.at}`));
  return facts.filter((fact) => !fact.madeGood || !heard.has(`${thingOf(fact)} ${fact.at}`));
}

/** What it is of: journal and event do not share an id. */
function thingOf(fact: Fact | Untold): string {
  const agentId = 'agentId' in fact ? fact.agentId : '';
  return `${fact.what} ${agentId} ${fact.what === 'queued' ? fact.queueId : ''}`;
}
