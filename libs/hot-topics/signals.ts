import type { Turn } from '#libs/quality-rules/transcript/turn';
import type { Span } from '#libs/quality-rules/words/span';

/** Something a conversation shows, and the words it rests on. */
export interface Signal {
  readonly turn: number;
  readonly span: Span;
}

/** Wants to have more than they have: prices, offers, more of it, for others too. */
const BUYING =
  /(?:多少钱|什么价|价格|报价|优惠|折扣|套餐|怎么买|想买|想办|想订|想要买|再买|再订|再来一|升级|续费|续保|办理|下单|团购|加一个|推荐.{0,6}(?:产品|套餐|款))|\b(?:how much (?:is|does|would|are)|price of|pricing|discount|promo(?:tion)?s?|upgrade|subscribe|renew|(?:want|like|looking|love) to (?:buy|order|purchase|upgrade|add)|buy another|in stock|place an order)\b/giu;

const ASKS =
  /[?？]|吗|呢|怎么|如何|能不能|可不可以|有没有|\b(?:can|could|do|does|is|are|how|what|when|where|why)\b.*\b(?:i|you|it|we|there|my)\b/iu;

/** Has no answer, or may not give it. */
const NO_ANSWER =
  /(?:不清楚|不知道|不太了解|没有(?:相关|这方面|这个|该)|暂时没有|暂不支持|不支持|无法(?:提供|查询|办理|处理)|查不到|办不了|没办法|抱歉.{0,12}(?:不能|没有|无法))|\b(?:(?:i am|i['’]m) not (?:able|sure)|i (?:do not|don['’]t) (?:know|have)|unable to|(?:can|could)(?:not|['’]t) (?:help|assist|do|find|offer|process)|not (?:possible|supported|available)|there (?:is|are) no)\b/iu;

/** Of the customer's turns, those with words of somebody who wants to buy. */
export function buyingSignals(turns: readonly Turn[]): Signal[] {
  return turns.flatMap(({ speaker, text }, turn) => {
    if (speaker !== 'customer') return [];
    return [...text.matchAll(BUYING)].slice(0, 1).map((match) => ({ turn, span: spanOf(match) }));
  });
}

/** What the customer asked and nobody had an answer to: the agent said so next, or nobody said anything. The words are the question's. */
export function unmetNeeds(turns: readonly Turn[]): Signal[] {
  return turns.flatMap(({ speaker, text }, turn) => {
    if (speaker !== 'customer' || !ASKS.test(text)) return [];
    const reply = turns.slice(turn + 1).find((each) => each.speaker !== 'system');
    const unmet = reply === undefined || (reply.speaker === 'agent' && NO_ANSWER.test(reply.text));
    return unmet ? [{ turn, span: { from: 0, to: text.length } }] : [];
  });
}

function spanOf(match: RegExpExecArray): Span {
  return { from: match.index, to: match.index + match[0].length };
}
