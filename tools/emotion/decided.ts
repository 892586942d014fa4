import { Anger, type AngerWeights } from '#libs/quality-rules/inspection/emotion/anger';
import { ALPHABETIC } from '#libs/quality-rules/inspection/emotion/anger-features';
import { seededRandom } from '../seeded-random.js';
import { learntFrom, type Taught } from './learnt-from.js';
import type { Language } from './sayings.js';

const FOLDS = 5;
const SEED = 7;
/** Of what people ordinarily say, at most so much may count as angry. */
const FALSE_ALARMS = 0.015;
const LOWEST = 0.5;

/**
 * The weights, moved so that a likelihood of 0.5 is where it is decided in each language: where, by cross-validation within what was taught, no
 * more of the dialogues counts as angry than may; never below what was learnt.
 */
export function decided(taught: Readonly<Record<Language, readonly Taught[]>>): AngerWeights {
  const { bias, weights } = learntFrom([...taught.chinese, ...taught.english]);
  const likelihoods = outOfFold(taught);
  const chinese = logit(decisionOf(likelihoods.chinese));
  const english = logit(decisionOf(likelihoods.english));
  const alphabetic = (weights.get(ALPHABETIC) ?? 0) + chinese - english;
  const moved = new Map(weights).set(ALPHABETIC, Number(alphabetic.toFixed(2)));
  return { bias: Number((bias - chinese).toFixed(2)), weights: moved };
}

/** Of what is said in dialogues, each by weights that were not learnt from it. */
function outOfFold(taught: Readonly<Record<Language, readonly Taught[]>>): Record<Language, number[]> {
  const likelihoods: Record<Language, number[]> = { chinese: [], english: [] };
  const all = [...taught.chinese, ...taught.english];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const anger = new Anger(learntFrom(all.filter(({ text }) => foldOf(text) !== fold)));
    for (const language of ['chinese', 'english'] as const) {
      const asked = taught[language].filter(({ text, from }) => from === 'dialogues' && foldOf(text) === fold);
      likelihoods[language].push(...asked.map(({ text }) => anger.in(text).likelihood));
    }
  }
  return likelihoods;
}

/** In the middle between the last that counts as angry and the first that does not. */
function decisionOf(likelihoods: readonly number[]): number {
  const falling = likelihoods.toSorted((a, b) => b - a);
  const allowed = Math.max(1, Math.floor(FALSE_ALARMS * falling.length));
  return Math.max(LOWEST, (falling[allowed - 1]! + falling[allowed]!) / 2);
}

function logit(likelihood: number): number {
  return Math.log(likelihood / (1 - likelihood));
}

function foldOf(text: string): number {
  return Math.floor(seededRandom(SEED, text) * FOLDS);
}
