import type { Facts, InspectionRule } from '#libs/quality-rules/inspection/rule';
import type { Dice } from '#libs/kernel/dice';
import type { Speaker, Turn } from '#libs/quality-rules/transcript/turn';

/** Changes a conversation by the dice. */
export type Scene = (turns: readonly Turn[], dice: Dice) => Turn[];

/** Of one rule: what is done to conversations so that they break it, and what so that they look alike and do not. */
export interface Conduct {
  readonly id: string;
  readonly rules: readonly InspectionRule[];
  /** Takes away what conversations have of it by themselves. */
  readonly cleared?: Scene;
  readonly breaks: readonly Scene[];
  readonly keeps: readonly Scene[];
  readonly facts?: Facts;
}

export function turnsOf(turns: readonly Turn[], by: Speaker): number[] {
  return [...turns.keys()].filter((index) => turns[index]!.speaker === by);
}

/** Says something behind what is said in a turn. */
export function said(turns: readonly Turn[], index: number, text: string): Turn[] {
  return turns.map((turn, at) => (at === index ? { ...turn, text: `${turn.text}\n${text}` } : turn));
}

/** Has a turn, and all after it, come so many ms later. */
export function later(turns: readonly Turn[], index: number, ms: number): Turn[] {
  return turns.map((turn, at) => (at < index ? turn : { ...turn, from: turn.from + ms, to: turn.to + ms }));
}

export function phrases(...texts: string[]) {
  return texts.map((text) => ({ parts: text.split('…'), gap: 12 }));
}

/** A turn of a speaker that has another of them before and behind it. */
export function amid(turns: readonly Turn[], by: Speaker, dice: Dice): number {
  return dice.oneOf(turnsOf(turns, by).slice(1, -1));
}
