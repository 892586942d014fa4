export const EMOTIONS = ['anger', 'worry', 'gratitude'] as const;
export type Emotion = (typeof EMOTIONS)[number];

/** What is said, and how much it speaks for the emotion: 1 little, 2 clearly, 3 by itself. */
type Weighed = readonly [weight: number, words: string];

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

/** Made by hand, and not measured. */
export const EMOTION_WORDS: Readonly<Record<Exclude<Emotion, 'anger'>, readonly Weighed[]>> = {
  worry: WORRY,
  gratitude: GRATITUDE,
};

/** Before a word of the table: it says the opposite. */
export const NEGATIONS =
  /(?:不|没|没有|别|不太|不是|无需|不用|\bnot|\bno|n['’]t|\bnever|\bwithout)\s{0,2}(?:很|太|so|very|at all|be|get)?\s?$/iu;
/** Before a word of the table: it says more. */
export const INTENSIFIERS =
  /(?:太|真|非常|特别|极其|简直|实在|十分|\bso|\bvery|\breally|\babsolutely|\bextremely|\btotally)\s?$/iu;
