import { sayings } from '../../../tools/emotion/sayings.js';
import type { Language } from '../dialogues.js';
import { said, turnsOf, type Conduct, type Scene } from './scene.js';

/** Sentences in which customers of the dialogues show it by themselves, by words that a reader marked. */
const OF_ITSELF: Readonly<Record<'worry' | 'gratitude', RegExp>> = {
  worry: /[^。！？!?\n]*(?:急|担心|怕|worr|afraid|anxious|concern|urgent|hurry|nervous)[^。！？!?\n]*/giu,
  gratitude:
    /[^。，！？!?,.\n]*(?:谢|感激|满意|辛苦|太好|真好|thank|appreciat|perfect|great|wonderful|helpful)[^。，！？!?,.\n]*/giu,
};

/** What customers feel, said in words that nothing was fitted to. */
export function feeling(emotion: keyof typeof OF_ITSELF, language: Language): Conduct {
  const all = sayings(emotion, language, 'held-out');
  const texts = (wanted: boolean) => all.filter(({ isFelt }) => isFelt === wanted).map(({ text }) => text);
  return {
    id: emotion,
    rules: [{ id: emotion, severity: 'hint', kind: 'emotion', emotion, speaker: 'customer', atLeast: 0.5 }],
    cleared: (turns) => turns.map((turn) => ({ ...turn, text: turn.text.replaceAll(OF_ITSELF[emotion], '') })),
    breaks: [saysOneOf(texts(true))],
    keeps: [saysOneOf(texts(false))],
  };
}

function saysOneOf(texts: readonly string[]): Scene {
  return (turns, dice) => said(turns, dice.oneOf(turnsOf(turns, 'customer')), dice.oneOf(texts));
}
