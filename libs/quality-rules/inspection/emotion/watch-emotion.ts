import type { EmotionRule } from '../rule.js';
import { finding, type Watch } from '../watch.js';
import { emotionIn } from './emotion.js';

/** Of what a turn showed this much is left at the speaker's next one, and again at each after it. */
const LASTS = 0.5;
/** Less than that a turn does not show by itself: nothing is added to it. */
const SHOWS = 0.2;

/** Feelings mount: what a turn shows a little is likelier when the turns of the same speaker before it showed it too. */
export function emotion(rule: EmotionRule): Watch {
  let lasting = 0;
  return {
    add: (turns) => {
      const turn = turns.length - 1;
      const { speaker, text } = turns[turn]!;
      if (speaker !== rule.speaker) return [];
      const { likelihood, span } = emotionIn(text, rule.emotion);
      const mounted = likelihood < SHOWS ? likelihood : 1 - (1 - likelihood) * (1 - lasting);
      lasting = LASTS * Math.max(lasting, likelihood);
      const measured = Math.round(1_000 * mounted) / 1_000;
      return measured < rule.atLeast ? [] : [finding(rule, { turn, span, of: rule.emotion, measured })];
    },
  };
}
