import type { ListedWordBody } from '../word-lists/word-list.dto.js';
import type { RuleSetContent } from './rule.dto.js';

export const STARTER = 'Starter';

const insult = (text: string, variants: string[] = [], bySound = false): ListedWordBody => {
  return { text, variants, bySound, category: 'insult', isException: false };
};

/** What nobody says to a customer, in the languages the product speaks; exceptions are ordinary things that are called so. */
export const STARTER_WORDS: readonly ListedWordBody[] = [
  ...[insult('idiot', ['idiots']), insult('moron', ['morons']), insult('shut up'), insult('stupid'), insult('fuck')],
  ...[insult('asshole', ['arsehole']), insult('bullshit'), insult('bastard'), insult('go to hell')],
  ...[insult('傻瓜'), insult('傻逼', ['煞笔', '沙比']), insult('蠢货'), insult('白痴'), insult('神经病')],
  ...[insult('王八蛋', [], true), insult('他妈的', ['特么的']), insult('闭嘴'), insult('滚蛋')],
  { ...insult('傻瓜相机'), isException: true },
];

/** By it is judged until a tenant writes rules of its own. */
export function starterRules(list: string): RuleSetContent {
  return {
    scope: { kinds: ['call', 'chat', 'ticket'], channels: [], queueIds: [] },
    phases: { opening: { turns: 2 }, closing: { turns: 2 } },
    rules: [
      { id: 'insults', title: 'Insults', severity: 'fatal', kind: 'forbidden-words', list, speaker: 'agent' },
      {
        id: 'secrets',
        title: 'Numbers of cards and identity cards',
        severity: 'major',
        kind: 'secrets',
        secrets: ['card', 'identity'],
      },
    ],
    items: [],
    alertFrom: 'major',
  };
}
