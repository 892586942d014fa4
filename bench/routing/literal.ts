import { Dice } from '#libs/kernel/dice';
import { Ledger } from '#libs/contact-routing/oracle/ledger';
import { literalMatches, withoutOffers } from '#libs/contact-routing/oracle/literal-match';
import { RandomDay } from '#libs/contact-routing/oracle/random-day';
import { Router } from '#libs/contact-routing/router';
import { DomainError } from '#libs/kernel/domain-error';

const SEED = 20_261_123;

/** Days on which anything happens: after every event the matches against those of the slow oracle. */
export function literalDisagreements(steps: number): { matches: number; disagreements: number } {
  const ledger = new Ledger();
  const day = new RandomDay(new Dice(SEED), ledger, { agents: 30, queues: 5, contacts: 60 });
  const router = Router.empty();
  let now = Date.UTC(2026, 10, 23, 9);
  let matches = 0;
  let disagreements = 0;
  const happens = (event: Parameters<Router['apply']>[0]) => {
    const before = router.snapshot();
    const decisions = applied(router, event, now);
    if (!decisions) return;
    ledger.enter(event, now, decisions);
    const made = decisions.flatMap((each) => (each.type === 'offer-made' ? [[each.contactId, each.agentId]] : []));
    const expected = literalMatches(withoutOffers(before, router.snapshot(), decisions));
    matches += expected.length;
    if (JSON.stringify(made) !== JSON.stringify(expected)) disagreements += 1;
  };
  for (const event of [...day.morning(), ...day.evening()]) happens(event);
  for (let step = 0; step < steps; step += 1, now += day.pause()) happens(day.event());
  return { matches, disagreements };
}

function applied(router: Router, event: Parameters<Router['apply']>[0], now: number) {
  try {
    return router.apply(event, new Date(now));
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
