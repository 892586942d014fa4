const ENGLISH =
  'a about an and any are as at be been but by can could did do does for from had has have how i if in is it its ' +
  'like me my need not of on or our please should so that the their then there they this to want was we were what ' +
  'when where which who why will with would you your';

const CHINESE =
  '我 你 您 他 她 它 我们 你们 的 地 得 了 吗 呢 吧 啊 么 是 在 有 和 与 或 就 都 也 还 很 要 想 能 可以 请 请问 怎么 怎样 如何 什么 ' +
  '为什么 哪里 哪个 多少 几 个 一个 这 那 这个 那个 这样 一下 把 被 给 对 到 会 应该 需要 怎么办 怎 样';

/** Words that ask, and words that hold others together: they say nothing about what is looked for. */
export const STOP_WORDS: ReadonlySet<string> = new Set([...ENGLISH.split(' '), ...CHINESE.split(' ')]);
