import type { Language } from '../dialogues.js';
import { amid, phrases, said, turnsOf, type Conduct, type Scene } from './scene.js';

const ASKED: Readonly<Record<Language, readonly string[]>> = {
  chinese: ['还有什么可以帮您的吗', '请问还有其他问题吗', '还 有 别 的 可以帮您吗', '還有什麼可以幫您？'],
  english: [
    'Is there anything else I can help you with?',
    'ANYTHING ELSE I can do for you today?',
    'Do you need any further help?',
  ],
};
const ALIKE: Readonly<Record<Language, readonly string[]>> = {
  chinese: ['还有什么都行', '其他问题以后再说', '帮您查到了'],
  english: ['Anything goes.', 'No further questions from me.', 'I can help.'],
};
const PHRASES: Readonly<Record<Language, readonly string[]>> = {
  chinese: ['还有什么…帮您', '还有其他…吗', '还有别的…帮您'],
  english: ['anything else', 'any further help', 'any further assistance'],
};
const ASKS = /还有(什么|其他|别的)|還有|anything else|further (help|assistance|questions)/iu;

/** Before the end the agent asks whether there is more. */
export function closing(language: Language): Conduct {
  const lastSays =
    (texts: readonly string[]): Scene =>
    (turns, dice) =>
      said(turns, turnsOf(turns, 'agent').at(-1)!, dice.oneOf(texts));
  return {
    id: 'closing',
    rules: [
      {
        ...({ id: 'closing', severity: 'minor', kind: 'required-phrase', phase: 'closing' } as const),
        phrases: phrases(...PHRASES[language]),
      },
    ],
    cleared: (turns) => turns.map((turn) => ({ ...turn, text: turn.text.replaceAll(new RegExp(ASKS, 'giu'), '') })),
    breaks: [
      (turns) => [...turns],
      lastSays(ALIKE[language]),
      (turns, dice) => said(turns, amid(turns, 'agent', dice), dice.oneOf(ASKED[language])),
      (turns, dice) => said(turns, turnsOf(turns, 'customer').at(-1)!, dice.oneOf(ASKED[language])),
    ],
    keeps: [lastSays(ASKED[language])],
  };
}
