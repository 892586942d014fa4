import type { Dice } from '#libs/kernel/dice';
import type { InspectionRule, InspectionSetting } from '#libs/quality-rules/inspection/rule';
import { WordList } from '#libs/quality-rules/words/word-list';
import type { Dialogue, Language } from './dialogues.js';

/** A dialogue with things put into it, and the rules it breaks by that. */
export interface Labelled {
  readonly turns: Dialogue;
  readonly broken: ReadonlySet<string>;
}

interface Kind {
  readonly rule: string;
  readonly breaks: readonly string[];
  /** Looks alike and breaks nothing. */
  readonly decoys: readonly string[];
}

const SAYINGS: Readonly<Record<Language, readonly Kind[]>> = {
  chinese: [
    {
      rule: 'words',
      breaks: ['你这个傻瓜', '真是傻 瓜', '傻*瓜一个', '加我ＶＸ', '加v.x聊', '滾蛋吧', '滚\u200b蛋'],
      decoys: ['傻瓜相机很好用', '不傻。瓜很甜', '型号是vxr5', '翻滚。蛋糕'],
    },
    {
      rule: 'secrets',
      breaks: [
        '身份证11010519491231002X',
        '卡号4111 1111 1111 1111',
        '打138-1234-5678吧',
        '手机１３８１２３４５６７８',
      ],
      decoys: ['订单110105194912310021', '单号4111111111111112', '电话010-67012402', '尾号5678'],
    },
    {
      rule: 'promise',
      breaks: ['我保证今天送到', '一定会给您退款', '百分之百没问题'],
      decoys: ['这个不好说', '保险可以一起买', '一般三天退款'],
    },
  ],
  english: [
    {
      rule: 'words',
      breaks: ['you idiot', 'what an i.d.i.o.t', 'such an ID*IOT', 'go  to hell', 'don’t be ｓｔｕｐｉｄ'],
      decoys: ["he'll call you", 'an idiotic price', 'hello there', 'the stupidity of it'],
    },
    {
      rule: 'secrets',
      breaks: ['your card 4111 1111 1111 1111', 'card 5555555555554444', 'his phone is 13812345678'],
      decoys: ['item 4111111111111112', 'order #W4923227', 'reference 1234567890123', 'ends in 4444'],
    },
    {
      rule: 'promise',
      breaks: ['I guarantee you that', 'we promise you a full refund', 'you have my word'],
      decoys: ['it comes with a guarantee card', 'a promising start', 'one more word'],
    },
  ],
};

const GREETING: Readonly<Record<Language, { said: string[]; decoys: string[] }>> = {
  chinese: { said: ['您好，很高兴为您服务。', '您 好！为您服务。'], decoys: ['嗯。', '为您服务，您好。'] },
  english: {
    said: ['Thank you for calling, how may I help you?', 'THANK YOU for contacting us; how can I help?'],
    decoys: ['Yes?', 'Thank you.'],
  },
};

const phrases = (...texts: string[]) => texts.map((text) => ({ parts: text.split('…'), gap: 20 }));

const PROMISES = { chinese: ['保证', '一定…退款', '百分之百'], english: ['i guarantee', 'promise you', 'my word'] };
const OPENINGS = {
  chinese: ['您好…为您服务'],
  english: ['thank you for…how may i help', 'thank you for…how can i help'],
};

/** The rules that what is planted breaks, with a list of a few words. */
export function plantedSetting(language: Language): InspectionSetting {
  const listed = language === 'chinese' ? ['傻瓜', 'vx', '滚蛋'] : ['idiot', 'hell', 'go to hell', 'stupid'];
  const list = new WordList(
    listed.map((text) => ({ text, category: 'abuse' })),
    { exceptions: ['傻瓜相机'], characters: new Map([['滾', '滚']]) },
  );
  const rules: InspectionRule[] = [
    { id: 'words', severity: 'fatal', kind: 'forbidden-words', list: 'abuse', speaker: 'agent' },
    { id: 'secrets', severity: 'fatal', kind: 'secrets', secrets: ['card', 'identity', 'phone'] },
    { id: 'promise', severity: 'major', kind: 'said', speaker: 'agent', phrases: phrases(...PROMISES[language]) },
    {
      ...({ id: 'greeting', severity: 'minor', kind: 'required-phrase', phase: 'opening' } as const),
      phrases: phrases(...OPENINGS[language]),
    },
  ];
  return { rules, lists: new Map([['abuse', list]]), phases: { opening: { turns: 1 }, closing: { turns: 1 } } };
}

/**
 * A labelled sample: by the dice each dialogue gets a greeting or not as its agent's first words, and of each kind, behind what
 * its agent says in some turn, a breach, something alike, or nothing. The label is what was put in: what the dialogue itself
 * breaks counts as found wrongly.
 */
export function planted(dialogues: readonly Dialogue[], language: Language, dice: Dice): Labelled[] {
  return dialogues
    .filter((turns) => turns.some(({ speaker }) => speaker === 'agent'))
    .map((original) => {
      const turns = [...original];
      const agents = [...turns.keys()].filter((index) => turns[index]!.speaker === 'agent');
      const broken = new Set<string>();
      for (const { rule, breaks, decoys } of SAYINGS[language]) {
        const what = dice.below(3);
        if (what === 2) continue;
        if (what === 0) broken.add(rule);
        const at = dice.oneOf(agents);
        turns[at] = { ...turns[at]!, text: `${turns[at]!.text}\n${dice.oneOf(what === 0 ? breaks : decoys)}` };
      }
      const greets = dice.below(2) === 0;
      if (!greets) broken.add('greeting');
      const first = agents[0]!;
      const words = dice.oneOf(GREETING[language][greets ? 'said' : 'decoys']);
      turns[first] = { ...turns[first]!, text: `${words}\n${turns[first]!.text}` };
      return { turns, broken };
    });
}
