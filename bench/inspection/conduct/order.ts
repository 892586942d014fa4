import type { Language } from '../dialogues.js';
import { phrases, said, turnsOf, type Conduct, type Scene } from './scene.js';

const CHECKS: Readonly<Record<Language, readonly string[]>> = {
  chinese: ['先核对一下您的身份', '请核实您的手机尾号', '我要核 对一下身份信息'],
  english: [
    'Let me verify your identity first.',
    'I need to VERIFY who you are.',
    'Please confirm your date of birth.',
  ],
};
const TELLS: Readonly<Record<Language, readonly string[]>> = {
  chinese: ['您账户里的余额是三百元', '您的账户余额有五十', '余额：一百元整'],
  english: ['The balance on your account is $60.', 'Your account balance: 300 dollars.', 'The BALANCE is zero.'],
};
const ALIKE: Readonly<Record<Language, readonly string[]>> = {
  chinese: ['余下的额度明天更新', '账户没有问题', '身份不影响'],
  english: ['A balanced diet.', 'Your account is fine.', 'A well balanced account of it.'],
};
const OF_ITSELF = /余额|核对|核实|\bbalance\b|\bverif(?:y|ied)\b|confirm your|authenticat\w+/giu;

/** Nobody is told a balance before it was asked who they are. */
export function order(language: Language): Conduct {
  const inTurn =
    (...steps: readonly [at: 'early' | 'late', texts: readonly string[]][]): Scene =>
    (turns, dice) => {
      const agents = turnsOf(turns, 'agent');
      const half = Math.ceil(agents.length / 2);
      const places = { early: dice.oneOf(agents.slice(0, half)), late: dice.oneOf(agents.slice(half)) };
      return steps.reduce<ReturnType<Scene>>(
        (all, [at, texts]) => said(all, places[at], dice.oneOf(texts)),
        [...turns],
      );
    };
  const [checks, tells, alike] = [CHECKS[language], TELLS[language], ALIKE[language]];
  const asks = language === 'chinese' ? ['核对', '核实'] : ['verify', 'confirm your'];
  return {
    id: 'order',
    rules: [
      {
        ...({ id: 'order', severity: 'major', kind: 'order', firstBy: 'agent' } as const),
        ...{ first: phrases(...asks), phrases: phrases(language === 'chinese' ? '余额' : 'balance') },
      },
    ],
    cleared: (turns) => turns.map((turn) => ({ ...turn, text: turn.text.replaceAll(OF_ITSELF, '') })),
    breaks: [
      inTurn(['early', tells], ['late', checks]),
      inTurn(['late', tells], ['late', checks]),
      inTurn(['early', tells]),
      (turns, dice) => said(inTurn(['late', tells])(turns, dice), turnsOf(turns, 'customer')[0]!, dice.oneOf(checks)),
    ],
    keeps: [
      inTurn(['early', checks], ['late', tells]),
      inTurn(['late', checks], ['late', tells]),
      inTurn(['early', alike], ['late', checks]),
      (turns, dice) => said(turns, turnsOf(turns, 'customer')[0]!, dice.oneOf(tells)),
    ],
  };
}
