import type { Turn } from './turn.js';

/** A measure of one turn, which looks at it and at what came before: null where there is nothing to measure. */
export type TurnMeasure = (turns: readonly Turn[], index: number) => number | null;

/**
 * How long, in ms, the customer waited for this turn of the agent: from the end of the first thing the customer said that was
 * not answered yet; 0 when the agent began before that.
 */
export const responseMs: TurnMeasure = (turns, index) => {
  const turn = turns[index]!;
  if (turn.speaker !== 'agent') return null;
  let unanswered: Turn | undefined;
  for (let at = index - 1; at >= 0 && turns[at]!.speaker !== 'agent'; at -= 1) {
    if (turns[at]!.speaker === 'customer') unanswered = turns[at];
  }
  return unanswered === undefined ? null : Math.max(0, turn.from - unanswered.to);
};

/** How long, in ms, nobody had spoken when this turn began; being on hold is not silence. */
export const silenceMs: TurnMeasure = (turns, index) => {
  if (index === 0) return null;
  let end = 0;
  for (let at = 0; at < index; at += 1) end = Math.max(end, turns[at]!.to);
  return Math.max(0, turns[index]!.from - end);
};

/** How long, in ms, this turn of the agent ran over what the customer was already saying. */
export const interruptionMs: TurnMeasure = (turns, index) => {
  const turn = turns[index]!;
  if (turn.speaker !== 'agent') return null;
  let longest = 0;
  for (let at = 0; at < index; at += 1) {
    const { speaker, from, to } = turns[at]!;
    if (speaker === 'customer' && from < turn.from) longest = Math.max(longest, Math.min(to, turn.to) - turn.from);
  }
  return longest;
};

/** How fast the agent spoke: words of alphabets, numbers and Chinese characters in a minute. */
export const wordsPerMinute: TurnMeasure = (turns, index) => {
  const { speaker, text, from, to } = turns[index]!;
  return speaker !== 'agent' || to === from ? null : (wordsIn(text) * 60_000) / (to - from);
};

/** How long, in ms, the customer was on hold in this turn. */
export const holdMs: TurnMeasure = (turns, index) => {
  const { hold, from, to } = turns[index]!;
  return hold === true ? to - from : null;
};

/** The agent's share, from 0 to 1, of the time in which agent and customer spoke; null when neither did. */
export function talkRatio(turns: readonly Turn[]): number | null {
  const [agent, customer] = [spoken(turns, 'agent'), spoken(turns, 'customer')];
  return agent + customer === 0 ? null : agent / (agent + customer);
}

function spoken(turns: readonly Turn[], by: Turn['speaker']): number {
  return turns.reduce((sum, { speaker, from, to }) => sum + (speaker === by ? to - from : 0), 0);
}

function wordsIn(text: string): number {
  return text.match(/\p{Script=Han}|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}'’]+|\p{Nd}+/gu)?.length ?? 0;
}
