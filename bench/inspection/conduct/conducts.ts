import { SIMPLIFIED } from '#libs/chinese-characters/simplified';
import { Dice } from '#libs/kernel/dice';
import { inspect } from '#libs/quality-rules/inspection/inspector';
import type { InspectionSetting } from '#libs/quality-rules/inspection/rule';
import type { Turn } from '#libs/quality-rules/transcript/turn';
import { halfOf } from '../../../tools/emotion/sayings.js';
import type { Dialogue, Language } from '../dialogues.js';
import { answer } from './answer.js';
import { closing } from './closing.js';
import { combined } from './combined.js';
import { feeling } from './feelings.js';
import { limits } from './limits.js';
import { order } from './order.js';
import { turnsOf, type Conduct } from './scene.js';

const LEAST_TURNS = 4;

interface Labelled {
  readonly turns: readonly Turn[];
  readonly isBroken: boolean;
}

/**
 * Of rules of how a conversation goes: precision, recall and characters a second, over the held-out half of the dialogues. By the dice each is made to
 * break the rule, or to look as if; that is its label, whatever the rule says.
 * @param draws seeds of dice; each throws for all dialogues
 */
export function judgedConduct(dialogues: readonly Dialogue[], language: Language, draws: readonly number[]) {
  const long = dialogues.filter(
    (turns) =>
      halfOf(turns[0]?.text ?? '') === 'held-out' &&
      (['agent', 'customer'] as const).every((by) => turnsOf(turns, by).length >= LEAST_TURNS),
  );
  const conducts = [
    ...[closing(language), order(language), answer(language), ...limits(), ...combined()],
    ...[feeling('worry', language), feeling('gratitude', language)],
  ];
  return Object.fromEntries(conducts.map((conduct) => [conduct.id, judged(conduct, sampled(conduct, long, draws))]));
}

function sampled(
  { cleared, breaks, keeps }: Conduct,
  dialogues: readonly Dialogue[],
  draws: readonly number[],
): Labelled[] {
  return draws.flatMap((seed) => {
    const dice = new Dice(seed);
    return dialogues.map((turns) => {
      const isBroken = dice.below(2) === 0;
      const plain = cleared?.(turns, dice) ?? turns;
      return { turns: dice.oneOf(isBroken ? breaks : keeps)(plain, dice), isBroken };
    });
  });
}

function judged({ id, rules, facts }: Conduct, sample: readonly Labelled[]) {
  const phases = { opening: { turns: 1 }, closing: { turns: 1 } };
  const setting: InspectionSetting = { rules, lists: new Map(), phases, characters: SIMPLIFIED };
  const begun = performance.now();
  const found = sample.map(({ turns }) => inspect(turns, setting, facts).some(({ rule }) => rule === id));
  const seconds = (performance.now() - begun) / 1_000;
  const characters = sample.reduce((sum, { turns }) => sum + turns.reduce((all, { text }) => all + text.length, 0), 0);
  const right = sample.filter(({ isBroken }, index) => isBroken && found[index]).length;
  return {
    labelled: sample.filter(({ isBroken }) => isBroken).length,
    found: found.filter(Boolean).length,
    precision: share(right, found.filter(Boolean).length),
    recall: share(right, sample.filter(({ isBroken }) => isBroken).length),
    charactersPerSecond: Math.round(characters / seconds),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : Number((part / whole).toFixed(3));
}
