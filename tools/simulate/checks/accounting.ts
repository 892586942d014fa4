import type { Finding } from '../../checks/finding.js';
import type { Played, Recorded } from './facts.js';

const NOBODY_LOST = 'everybody who came became one contact';
const NOTHING_FAILED = 'everybody was played to the end';
const NONE_OPEN = 'no contact is still open';
const SAME_FATE = 'every contact ended as it was played';
const ONCE = 'no contact was served twice';
export const ACCOUNTING_CHECKS = [NOBODY_LOST, NOTHING_FAILED, NONE_OPEN, SAME_FATE, ONCE];

const OUTCOMES = { answered: 'handled', 'gave-up': 'abandoned' } as const;

/** What was refused to agents. */
export function checkTroubles(troubles: readonly string[]): Finding[] {
  return troubles.map((problem) => ({ check: NOTHING_FAILED, problem: `an agent: ${problem}` }));
}

/** Where those who came are not the contacts that the suite has. */
export function checkAccounts(played: readonly Played[], recorded: readonly Recorded[]): Finding[] {
  const byId = new Map(recorded.map((each) => [each.contactId, each]));
  const known = new Set(played.map(({ contactId }) => contactId));
  return [
    ...played.flatMap((each) => checkOne(each, each.contactId === undefined ? undefined : byId.get(each.contactId))),
    ...recorded
      .filter(({ contactId }) => !known.has(contactId))
      .map(({ contactId }) => of(contactId, NOBODY_LOST, 'nobody came for it')),
    ...recorded.flatMap(checkState),
  ];
}

function checkOne({ arrival, contactId, fate, why }: Played, record: Recorded | undefined): Finding[] {
  const name = `${arrival.channel} ${arrival.number}`;
  if (fate === 'failed') return [of(name, NOTHING_FAILED, why ?? 'for an unknown reason')];
  if (!record) return [of(name, NOBODY_LOST, `contact ${contactId ?? '-'} is not there`)];
  if (record.channel !== arrival.channel) return [of(name, NOBODY_LOST, `it is a ${record.channel}`)];
  return record.outcome === OUTCOMES[fate]
    ? []
    : [of(name, SAME_FATE, `${fate}, but ${record.outcome ?? 'without outcome'}`)];
}

function checkState({ contactId, status, offers, outcome }: Recorded): Finding[] {
  const accepted = offers.filter(({ states }) => states.some(({ state }) => state === 'accepted')).length;
  return [
    ...(status === 'ended' ? [] : [of(contactId, NONE_OPEN, `it is ${status}`)]),
    ...(accepted > 1 ? [of(contactId, ONCE, `${accepted} agents accepted it`)] : []),
    ...(accepted === 0 && outcome === 'handled' ? [of(contactId, ONCE, 'handled by nobody')] : []),
  ];
}

function of(subject: string, check: string, problem: string): Finding {
  return { check, problem: `${subject}: ${problem}` };
}
