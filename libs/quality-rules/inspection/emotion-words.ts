export const EMOTIONS = ['anger', 'worry', 'gratitude'] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** What is said, and how much it speaks for the emotion: 1 little, 2 clearly, 3 by itself. */
type Weighed = readonly [weight: number, words: string];

const ANGER: readonly Weighed[] = [
  [
    3,
    '气死|气炸|太过分|欺人太甚|忍无可忍|垃圾公司|垃圾平台|骗子|骗人|坑人|坑爹|无耻|不要脸|滚蛋|他妈|妈的|混蛋|什么玩意|投诉你们|曝光你们|告你们|举报你们|12315|消费者协会|受够了|气愤|愤怒|恶心|离谱|差劲',
  ],
  [
    2,
    '生气|火大|恼火|不像话|忽悠|敷衍|踢皮球|推卸|没人管|不负责任|不耐烦|差评|投诉|太慢了|等了多久|等多久了|说了多少遍|说几遍|到底|搞什么|凭什么|什么态度|什么服务|糟糕|糟透|失望|坑|烦死|烦人',
  ],
  [1, '还不|怎么还|又是|每次都|一直没|根本|总是|不满|不爽|无语|算了吧'],
  [
    3,
    'furious|outraged|outrageous|disgusting|disgusted|ripoff|rip off|scam|liars|sick of|fed up|unacceptable|ridiculous|pathetic|screw you|damn|bullshit|wtf|hell with|worst service|worst company|sue you|enraged|livid|infuriating|infuriated',
  ],
  [
    2,
    'angry|terrible|horrible|awful|useless|incompetent|nonsense|waste of time|wasting my time|how many times|never again|complaint|complain|frustrated|frustrating|annoyed|annoying|mad|joke|appalling|disappointed',
  ],
  [1, 'still waiting|again and again|nobody|no one|unhappy|upset|seriously|unbelievable'],
];

const WORRY: readonly Weighed[] = [
  [3, '急死|吓死|慌了|害怕|来不及了|救命|焦虑|十万火急|睡不着'],
  [2, '着急|担心|很急|怎么办|急用|尽快|紧急|心慌|不安|赶时间|会不会出事'],
  [1, '万一|能不能快|麻烦快|急|安全吗'],
  [3, 'terrified|panicking|desperate|scared|emergency|anxious'],
  [2, 'worried|worry|urgent|urgently|afraid|asap|concerned|nervous|stressed'],
  [1, 'hurry|soon as possible|what if|running out'],
];

const GRATITUDE: readonly Weighed[] = [
  [3, '太感谢|非常感谢|感激|万分感谢|辛苦了|帮大忙|太谢谢'],
  [2, '谢谢|感谢|多谢|真好|太好了|满意|点赞|好评|服务真好'],
  [1, '好的好的|不错|明白了'],
  [3, 'thank you so much|thanks so much|really appreciate|grateful|thanks a million'],
  [2, 'thank you|thanks|appreciate|great help|awesome|wonderful|perfect|helpful'],
  [1, 'great|good job|nice'],
];

/** Made by hand; how right it is says the bench. */
export const EMOTION_WORDS: Readonly<Record<Emotion, readonly Weighed[]>> = {
  anger: ANGER,
  worry: WORRY,
  gratitude: GRATITUDE,
};

/** Before a word of the table: it says the opposite. */
export const NEGATIONS = /(?:不|没|没有|别|不太|不是|无需|不用|\bnot|\bno|n['’]t|\bnever|\bwithout)\s{0,2}(?:很|太|so|very|at all|be|get)?\s?$/iu;
/** Before a word of the table: it says more. */
export const INTENSIFIERS = /(?:太|真|非常|特别|极其|简直|实在|十分|\bso|\bvery|\breally|\babsolutely|\bextremely|\btotally)\s?$/iu;
