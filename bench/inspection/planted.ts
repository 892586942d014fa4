import { SIMPLIFIED } from '#libs/chinese-characters/simplified';
import { sounds } from '#libs/chinese-characters/sounds';
import type { Dice } from '#libs/kernel/dice';
import type { InspectionRule, InspectionSetting } from '#libs/quality-rules/inspection/rule';
import { SoundingWords } from '#libs/quality-rules/words/sounding-words';
import type { WordFinder } from '#libs/quality-rules/words/word-finder';
import { WordList } from '#libs/quality-rules/words/word-list';
import type { Speaker } from '#libs/quality-rules/transcript/turn';
import { sayings } from '../../tools/emotion/sayings.js';
import type { Dialogue, Language } from './dialogues.js';

/** A dialogue with things put into it, and the rules it breaks by that. */
export interface Labelled {
  readonly turns: Dialogue;
  readonly broken: ReadonlySet<string>;
}

export interface Kind {
  readonly rule: string;
  /** The agent, unless said otherwise. */
  readonly by?: 'customer';
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
    {
      ...{ rule: 'anger', by: 'customer' },
      breaks: [
        ...['你们到底还管不管了', '我快被你们逼疯了', '说好昨天送的，又骗我', '这种公司早晚倒闭，太坑人了'],
        ...['我受够你们这一套了', '一个电话转来转去，没完没了', '你们良心不会痛吗', '真是没见过这么差劲的客服'],
        ...['别跟我说抱歉，我要解决问题！！', '再这样我就找媒体曝光你们'],
      ],
      decoys: [
        ...['麻烦您帮我看一下', '我不着急，慢慢来', '没有生气，就是问问', '这个坑很深吗', '请问投诉电话是多少'],
        ...['不失望，挺好的', '骗子公司怎么举报呢，听说的', '到底有多远呢'],
      ],
    },
    {
      rule: 'contact',
      breaks: ['加我微信吧', '加我威信吧', '加我薇芯', '加我 微 信', '加我維信', '您加我Ｖ信'],
      decoys: ['我微笑相信', '加我们的会员', '维修信息在这里', '味精不加'],
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
    {
      ...{ rule: 'anger', by: 'customer' },
      breaks: [
        ...['I am losing my patience with you', 'this is a disgrace', 'you have wasted my entire day'],
        ...[
          'I am extremely unhappy with how I was treated',
          'stop giving me the same excuse',
          'what a ridiculous policy',
        ],
        ...['I have had enough of this', 'are you kidding me?! FIX THIS NOW', 'I will never shop here again'],
        'your company is a scam and I will tell everyone',
      ],
      decoys: [
        ...['no rush at all', "I'm not mad, just curious", 'that movie was a scream', 'where do I file a complaint'],
        ...['the horrible weather delayed me', 'never mind', 'my son is useless with tools', 'it is a joke gift'],
      ],
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
    { exceptions: ['傻瓜相机'], characters: SIMPLIFIED },
  );
  const contacts = [{ text: '加我微信', category: 'contact', variants: ['加我V信'] }];
  const contact = new SoundingWords(
    new WordList(contacts, { characters: SIMPLIFIED }),
    new WordList(contacts, { characters: sounds() }),
  );
  const chinese: InspectionRule[] = [
    { id: 'contact', severity: 'major', kind: 'forbidden-words', list: 'contact', speaker: 'agent' },
  ];
  const rules: InspectionRule[] = [
    ...(language === 'chinese' ? chinese : []),
    { id: 'anger', severity: 'major', kind: 'emotion', emotion: 'anger', speaker: 'customer', atLeast: 0.5 },
    { id: 'words', severity: 'fatal', kind: 'forbidden-words', list: 'abuse', speaker: 'agent' },
    { id: 'secrets', severity: 'fatal', kind: 'secrets', secrets: ['card', 'identity', 'phone'] },
    { id: 'promise', severity: 'major', kind: 'said', speaker: 'agent', phrases: phrases(...PROMISES[language]) },
    {
      ...({ id: 'greeting', severity: 'minor', kind: 'required-phrase', phase: 'opening' } as const),
      phrases: phrases(...OPENINGS[language]),
    },
  ];
  const lists = new Map<string, WordFinder>([
    ['abuse', list],
    ['contact', contact],
  ]);
  return { rules, lists, phases: { opening: { turns: 1 }, closing: { turns: 1 } } };
}

/** What customers say that weights of anger were not learnt from. */
export function heldOutAnger(language: Language): Kind {
  const said = sayings('anger', language, 'held-out');
  const texts = (wanted: boolean) => said.filter(({ isFelt }) => isFelt === wanted).map(({ text }) => text);
  return { rule: 'anger', by: 'customer', breaks: texts(true), decoys: texts(false) };
}

/**
 * A labelled sample: by the dice each dialogue gets a greeting or not as its agent's first words, and of each kind, behind what
 * its agent says in some turn, a breach, something alike, or nothing. The label is what was put in: what the dialogue itself
 * breaks counts as found wrongly.
 */
export function planted(
  dialogues: readonly Dialogue[],
  language: Language,
  dice: Dice,
  kinds: readonly Kind[] = SAYINGS[language],
): Labelled[] {
  return dialogues
    .filter((turns) => ['agent', 'customer'].every((by) => turns.some(({ speaker }) => speaker === by)))
    .map((original) => {
      const turns = [...original];
      const turnsOf = (by: Speaker) => [...turns.keys()].filter((index) => turns[index]!.speaker === by);
      const agents = turnsOf('agent');
      const broken = new Set<string>();
      for (const { rule, by, breaks, decoys } of kinds) {
        const what = dice.below(3);
        if (what === 2) continue;
        if (what === 0) broken.add(rule);
        const at = dice.oneOf(turnsOf(by ?? 'agent'));
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
