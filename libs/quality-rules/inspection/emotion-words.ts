export const EMOTIONS = ['anger', 'worry', 'gratitude'] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** What is said, and how much it speaks for the emotion: 1 little, 2 clearly, 3 by itself. */
type Weighed = readonly [weight: number, words: string];

const ANGER: readonly Weighed[] = [
  [
    3,
    '气死|气炸|气坏|气人|火冒三丈|怒了|没法忍|忍不了|忍够了|骗钱|黑心|欺负人|欺骗|糊弄|耍人|耍我|玩我|坑钱|霸王条款|太欺负|不可理喻|缺德|倒了八辈子霉|太过分|欺人太甚|忍无可忍|垃圾公司|垃圾平台|骗子|骗人|坑人|坑爹|无耻|不要脸|滚蛋|他妈|妈的|混蛋|什么玩意|投诉你们|曝光你们|告你们|举报你们|12315|消费者协会|受够了|气愤|愤怒|恶心|离谱|差劲',
  ],
  [
    2,
    '生气|火大|恼火|态度差|态度恶劣|态度真差|效率太低|效率也太低|破服务|破公司|什么破|烂透|太烂|真烂|没有人管|没一个人管|没有一个人管|没人理|不理人|拖拖拉拉|推来推去|打发我|应付我|说话不算话|言而无信|浪费我的时间|浪费时间|拉黑|退钱|还我钱|讨说法|给个说法|给我一个说法|过分|太扯|够了|不像话|忽悠|敷衍|踢皮球|推卸|没人管|不负责任|不耐烦|差评|要投诉|去投诉|太慢了|等了多久|等多久了|说了多少遍|说几遍|到底|搞什么|凭什么|什么态度|什么服务|糟糕|糟透|失望|坑我|烦死|烦人',
  ],
  [
    1,
    '投诉|举报|什么情况|打了几次|打了好几次|太慢|还没到|还没有人|怎么回事|还不|怎么还|又是|每次都|一直没|根本|总是|不满|不爽|无语|算了吧',
  ],
  [
    3,
    'sick and tired|worst|lying to me|lied to me|lie to me|robbery|robbed|ripped off|stealing|thieves|fraud|how dare|disgraceful|disgrace|shame on you|beyond frustrated|makes me sick|garbage|trash|crooks|cheated|cheating|furious|outraged|outrageous|disgusting|disgusted|ripoff|rip off|scam|liars|sick of|fed up|unacceptable|ridiculous|pathetic|screw you|damn|bullshit|wtf|hell with|worst service|worst company|sue you|enraged|livid|infuriating|infuriated',
  ],
  [
    2,
    'nobody helps|no one helps|nobody cares|complete joke|total joke|taking forever|run around|runaround|excuses|fix this now|do something|money back|still have not|still has not|give me a straight answer|enough is enough|fooling me|unprofessional|rude|careless|lousy|incompetence|angry|terrible|horrible|awful|useless|incompetent|nonsense|waste of time|wasting my time|how many times|never again|frustrated|frustrating|annoyed|annoying|mad|appalling|disappointed',
  ],
  [
    1,
    'complaint|complain|joke|forever|five times|third time|hours|still waiting|again and again|nobody|no one|unhappy|upset|seriously|unbelievable',
  ],
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
export const NEGATIONS =
  /(?:不|没|没有|别|不太|不是|无需|不用|\bnot|\bno|n['’]t|\bnever|\bwithout)\s{0,2}(?:很|太|so|very|at all|be|get)?\s?$/iu;
/** Before a word of the table: it says more. */
export const INTENSIFIERS =
  /(?:太|真|非常|特别|极其|简直|实在|十分|\bso|\bvery|\breally|\babsolutely|\bextremely|\btotally)\s?$/iu;
