export const EMOTIONS = ['anger', 'worry', 'gratitude'] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** What is said, and how much it speaks for the emotion: 1 little, 2 clearly, 3 by itself. */
type Weighed = readonly [weight: number, words: string];

export interface EmotionTable {
  readonly weighed: readonly Weighed[];
  /** Texts in which words of the table say nothing. */
  readonly exceptions: string;
  /** Beside a word of the table in the same clause: it is asked about or wished for, not felt. */
  readonly against: string;
}

const WORRY: EmotionTable = {
  weighed: [
    [
      3,
      '急死|急哭|急疯|急坏|吓死|吓坏|慌了|特别慌|害怕|来不及了|救命|焦虑|焦急|心急如焚|十万火急|后怕|提心吊胆|坐立不安|忐忑',
    ],
    [3, '睡不着|没睡好|求求|可怎么办|怎么办怎么办|不知道怎么办|不知道该怎么办|怕就怕|我怕|我担心|我很担心|我好着急'],
    [
      2,
      '着急|好急|很急|真急|急得|担心|不放心|来不及|赶不上|赶不及|赶时间|怎么办啊|怎么办才好|急用|紧急|心慌|好慌|不安|不踏实',
    ],
    [2, '没底|发愁|犯愁|会不会出事|会不会有危险|会不会爆|就怕|真怕|挺怕|有点怕|很怕|不敢|被盗|危险'],
    [1, '万一|能不能快|麻烦快|快一点|尽快|急|安全吗|怎么办|要是没了|会不会|拜托|错过|没送到'],
    [
      3,
      'terrified|panicking|panicked|desperate|scared|frightened|freaking out|freaked out|emergency|sick with worry|scared to death',
    ],
    [
      3,
      "couldn't sleep|can't sleep|don't know what to do|what do i do|something terrible|heart is pounding|wits' end|running out of time",
    ],
    [
      2,
      'worried|worrying|worries me|worry|urgent|urgently|afraid|asap|concerned|concerning|nervous|stressed|anxious|anxiety|uneasy',
    ],
    [2, 'i fear|bad feeling|please hurry|is it dangerous|in danger|smell of gas|oh no|lose everything|lost everything'],
    [
      1,
      "hurry|soon as possible|what should i do|what if|running out|please help|need it before|need it by|in time|still don't have|stolen|leaked|ruin",
    ],
  ],
  exceptions:
    '怎么办理|怎么办卡|怎么办会员|急救|应急|加急|急诊|急速|急件|紧急联系人|紧急出口|安全座椅|恐怕|哪怕|怕热|怕冷|怕苦|怕辣|怕狗|怕水|匆匆|' +
    "emergency exit|emergency contact|emergency number|emergency kit|urgent care|is concerned|are concerned|may concern|panic button|anxious to|nervous system|i'm afraid i don't|i'm afraid i can't|i'm afraid i do not|i'm afraid not",
  against: '',
};

const GRATITUDE: EmotionTable = {
  weighed: [
    [
      3,
      '太感谢|非常感谢|十分感谢|万分感谢|真心感谢|真心谢谢|太谢谢|感激|感恩|多亏|辛苦了|辛苦你|辛苦您|费心了|让你费心|劳您费心',
    ],
    [3, '帮大忙|帮了大忙|帮了我大忙|帮了我一个大忙|救了我|你人真好|您人真好|幸亏有你|要不是你'],
    [
      2,
      '谢谢|感谢|多谢|谢啦|谢了|太好了|太棒了|服务真好|服务很好|态度真好|态度很好|真贴心|真耐心|很满意|非常满意|点赞|点个赞|表扬你|五星|好评',
    ],
    [1, '好的好的|不错|明白了|满意|真好'],
    [
      3,
      "thank you so much|thanks so much|thank you very much|thanks a lot|thanks a million|many thanks|can't thank you enough|cannot thank you enough",
    ],
    [
      3,
      'really appreciate|much appreciated|grateful|thankful|you saved|lifesaver|means the world|means a lot to me|owe you one|bless you',
    ],
    [3, 'above and beyond|great help|so kind|how kind|excellent service|without you'],
    [2, 'thank you|thanks|thx|cheers|appreciate|five star|awesome'],
    [1, 'great|good job|nice|perfect|wonderful|helpful'],
  ],
  exceptions:
    '感谢信|谢绝|答谢|凋谢|代谢|姓谢|满意度|不用谢|谢什么|谢谢就不必|感谢就不必|好评返现|' +
    'no thanks|no thank you|thanks for nothing|thank you card|thank you note|thanksgiving|thanks in advance|appreciate in value',
  against:
    '吗|怎么|哪里|哪儿|多少|请问|有没有|什么时候|有什么用|不让人|没让人|' +
    "would appreciate|i'd appreciate|would be|where|how do i|do you have|is it|is the|does|could you|if you|missed|no help|not",
};

/** Made by hand; where it was wrong about what customers say it was mended by the half of the sayings in `tools/emotion` that it is not measured by. */
export const EMOTION_WORDS: Readonly<Record<Exclude<Emotion, 'anger'>, EmotionTable>> = {
  worry: WORRY,
  gratitude: GRATITUDE,
};

/** Before a word of the table: it says the opposite. */
export const NEGATIONS =
  /(?:不|没|没有|别|不太|不是|无需|不用|\bnot|\bno|n['’]t|\bnever|\bwithout)\s{0,2}(?:很|太|so|very|at all|be|get)?\s?$/iu;
/** Before a word of the table: it says more. */
export const INTENSIFIERS =
  /(?:太|真|非常|特别|极其|简直|实在|十分|\bso|\bvery|\breally|\babsolutely|\bextremely|\btotally)\s?$/iu;
