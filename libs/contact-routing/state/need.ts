import type { ContactRequest, SkillLevel } from '../model/contact.js';
import type { Expression, SkillAtLeast } from '../model/expression.js';
import { ExpressionTooWide } from '../routing.errors.js';

/** More ways to be right than this are refused: each costs an entry in the index. */
const WIDEST = 32;

/** What a contact asks of an agent now. */
export interface Need {
  /** The same text, the same need, e.g. `billing>=1 & english>=3 | english>=5`; empty: anybody. */
  readonly text: string;
  /** One of them must hold as a whole; a skill is in each at most once. */
  readonly alternatives: readonly (readonly SkillAtLeast[])[];
  /** Every skill that is named, once. */
  readonly skills: readonly string[];
  /** Only this agent will do, and skills are not asked about. */
  readonly agentId: string | null;
}

type Alternative = ReadonlyMap<string, number>;

/**
 * All expressions at once, as alternatives.
 * @throws ExpressionTooWide
 */
export function needOf(expressions: readonly Expression[]): Need {
  const byText = new Map(alternatives({ all: expressions }).map((each) => textAndAtoms(each)));
  const texts = byText.has('') ? [''] : [...byText.keys()].sort();
  const atoms = texts.map((text) => byText.get(text)!);
  const skills = new Set(atoms.flatMap((each) => each.map(({ skill }) => skill)));
  return { text: texts.join(' | '), alternatives: atoms, skills: [...skills].sort(), agentId: null };
}

export function needOfAgent(agentId: string): Need {
  const skill = asSkill(agentId);
  return { text: skill, alternatives: [[{ skill, atLeast: 1 }]], skills: [], agentId };
}

/** Being this agent, as if it were a skill. */
export function asSkill(agentId: string): string {
  return `@${agentId}`;
}

export function isMet({ alternatives }: Need, levelOf: (skill: string) => number): boolean {
  return alternatives.some((each) => each.every(({ skill, atLeast }) => levelOf(skill) >= atLeast));
}

/** Skills whose levels count: asked for now, or preferred. */
export function countedSkills(need: Need, { preferred }: Pick<ContactRequest, 'preferred'>): Set<string> {
  return new Set([...need.skills, ...preferred.map(({ skill }) => skill)]);
}

export function asked({ skill, level }: SkillLevel, levelsLower = 0): SkillAtLeast {
  return { skill, atLeast: Math.max(1, level - levelsLower) };
}

function alternatives(expression: Expression): Alternative[] {
  if ('skill' in expression) return [new Map([[expression.skill, expression.atLeast]])];
  if ('any' in expression) return narrow(expression.any.flatMap(alternatives));
  const simple = new Map<string, number>();
  for (const each of expression.all) {
    if ('skill' in each) simple.set(each.skill, Math.max(each.atLeast, simple.get(each.skill) ?? 0));
  }
  const rest = expression.all.filter((each) => !('skill' in each)).map(alternatives);
  return rest.reduce<Alternative[]>((left, right) => narrow(product(left, right)), [simple]);
}

function product(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  return left.flatMap((a) => right.map((b) => both(a, b)));
}

function both(left: Alternative, right: Alternative): Alternative {
  const together = new Map(left);
  for (const [skill, level] of right) together.set(skill, Math.max(level, together.get(skill) ?? 0));
  return together;
}

function narrow(wide: Alternative[]): Alternative[] {
  if (wide.length > WIDEST) {
    throw new ExpressionTooWide(`An expression may have at most ${WIDEST} alternatives.`, {
      alternatives: wide.length,
    });
  }
  return wide;
}

function textAndAtoms(alternative: Alternative): [string, SkillAtLeast[]] {
  const atoms = [...alternative].map(([skill, atLeast]) => ({ skill, atLeast }));
  atoms.sort((a, b) => (a.skill < b.skill ? -1 : 1));
  return [atoms.map(({ skill, atLeast }) => `${skill}>=${atLeast}`).join(' & '), atoms];
}
