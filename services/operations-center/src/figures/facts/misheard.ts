import { isDeepStrictEqual } from 'node:util';
import type { ToldContact } from '#libs/contracts/call-center/contact-tellings-api';
import type { Fact, Untold } from '../journey/fact.js';
import { factOf } from './fact-of.js';

/** What is counted of a contact and is not what call-center told. */
export interface Misheard {
  readonly contactId: string;
  /** Told, and nobody heard. */
  readonly missing: readonly Untold[];
  /** Heard otherwise than it was told. */
  readonly differing: readonly { readonly heard: Fact; readonly told: Untold }[];
  /** Heard, and never told. */
  readonly surplus: readonly Fact[];
}

/** Times of event and journal are the same but for what old versions rounded. */
const SAME_MOMENT_MS = 1_000;

/** Which telling it came with, and when: compared apart, or never the same. */
const OF_A_TELLING: ReadonlySet<string> = new Set(['id', 'told', 'at']);

/** Told by others than the contact: its journal does not have them. */
const ELSEWHERE: ReadonlySet<Fact['what']> = new Set(['wrapped-up', 'callback-promised']);

/** Null: nothing is. @param until what happened later is still on its way; ms since the epoch */
export function misheardOf(
  { contactId, tellings }: ToldContact,
  known: readonly Fact[],
  until: number,
): Misheard | null {
  const told = tellings.flatMap((telling) => factOf(telling)?.fact ?? []);
  const exactly = paired(known, told, isSame);
  const alike = paired(exactly.left, exactly.right, (one, other) => thingOf(one) === thingOf(other));
  const isOver = ({ at }: { readonly at: number }) => at <= until;
  const isJournalled = ({ what }: Fact) => !ELSEWHERE.has(what);
  const misheard = {
    contactId,
    missing: alike.right.filter(isOver),
    differing: alike.pairs
      .filter(([heard, each]) => isOver(heard) && isOver(each) && isJournalled(heard))
      .map(([heard, each]) => ({ heard, told: each })),
    surplus: alike.left.filter((fact) => isOver(fact) && isJournalled(fact)),
  };
  return differencesOf(misheard) === 0 ? null : misheard;
}

export function differencesOf({ missing, differing, surplus }: Misheard): number {
  return missing.length + differing.length + surplus.length;
}

/** Without those that stand for facts which were heard after all. */
export function withoutStandIns(facts: readonly Fact[]): Fact[] {
  const heard = new Set(facts.filter(({ madeGood }) => !madeGood).map((fact) => `${thingOf(fact)} ${fact.at}`));
  return facts.filter((fact) => !fact.madeGood || !heard.has(`${thingOf(fact)} ${fact.at}`));
}

/** Each with the first of the others that fits, once. */
function paired(known: readonly Fact[], told: readonly Untold[], fits: (one: Fact, other: Untold) => boolean) {
  const right = [...told];
  const pairs: (readonly [Fact, Untold])[] = [];
  const left = known.filter((fact) => {
    const at = right.findIndex((each) => fits(fact, each));
    if (at !== -1) pairs.push([fact, ...(right.splice(at, 1) as [Untold])]);
    return at === -1;
  });
  return { pairs, left, right };
}

/** All that was told is counted so; what else is known of queues and teams nobody told. */
function isSame(known: Fact, told: Untold): boolean {
  const counted = known as unknown as Readonly<Record<string, unknown>>;
  const isAlike = ([name, value]: [string, unknown]) =>
    OF_A_TELLING.has(name) || isDeepStrictEqual(counted[name], value);
  return Object.entries(told).every(isAlike) && Math.abs(known.at - told.at) <= SAME_MOMENT_MS;
}

/** What it is of: journal and event do not share an id. */
function thingOf(fact: Fact | Untold): string {
  const agentId = 'agentId' in fact ? fact.agentId : '';
  return `${fact.what} ${agentId} ${fact.what === 'queued' ? fact.queueId : ''}`;
}
