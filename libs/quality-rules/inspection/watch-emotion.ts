import { emotionIn } from './emotion.js';
import type { EmotionRule } from './rule.js';
import { finding, type Watch } from './watch.js';

export function emotion(rule: EmotionRule): Watch {
  return {
    add: (turns) => {
      const turn = turns.length - 1;
      const { speaker, text } = turns[turn]!;
      if (speaker !== rule.speaker) return [];
      const { likelihood, span } = emotionIn(text, rule.emotion);
      return likelihood < rule.atLeast ? [] : [finding(rule, { turn, span, of: rule.emotion, measured: likelihood })];
    },
  };
}
