import { SkillFlow, type SkilledPeople } from './skill-flow.js';

/** How far people with several skills do what is needed, each one thing at a time. */
export interface SkillCover {
  /** By the place of the skill; never more than is needed. */
  readonly covered: readonly number[];
  /** For each kind of people, by the place of the skill, how many do it. */
  readonly doing: readonly (readonly number[])[];
  /** For each skill, the places of those that lack people together with it, itself among them: whoever has one of them does one of them. */
  readonly shortWith: readonly (readonly number[])[];
}

/**
 * As much as can be covered; what cannot is shared out, so that no skill lacks a larger share than it must.
 * @param needed by the place of the skill
 */
export function coverSkills(
  kinds: readonly SkilledPeople[],
  skills: readonly string[],
  needed: readonly number[],
): SkillCover {
  const flow = new SkillFlow(kinds, skills);
  const share = evenShare(kinds, skills, needed);
  flow.fill(needed.map((people) => share * people));
  flow.fill(needed);
  const lacking = flow.lacking(needed);
  const shortWith = skills.map((_, at) => (lacking.includes(at) ? flow.shortWith([at]) : []));
  return { covered: skills.map((_, at) => flow.done(at)), doing: flow.doing, shortWith };
}

/**
 * The largest share of everything needed that can be covered at once; 1 at most. Each round what lacks people together says how much of it there are
 * people for (Newton's method on the cuts; Radzik 1998).
 */
export function evenShare(
  kinds: readonly SkilledPeople[],
  skills: readonly string[],
  needed: readonly number[],
): number {
  let share = 1;
  for (;;) {
    const flow = new SkillFlow(kinds, skills);
    const asked = needed.map((people) => share * people);
    flow.fill(asked);
    const short = flow.shortWith(flow.lacking(asked));
    if (short.length === 0) return share;
    const less = flow.peopleOf(short) / short.reduce((sum, at) => sum + needed[at]!, 0);
    if (less >= share) return share;
    share = less;
  }
}

/** Everybody does something they can: first an even share of what is asked of each skill, then the rest by how much is asked. */
export function spreadOver(
  kinds: readonly SkilledPeople[],
  skills: readonly string[],
  asked: readonly number[],
): number[] {
  const share = evenShare(kinds, skills, asked);
  const flow = new SkillFlow(kinds, skills);
  flow.fill(asked.map((people) => share * people));
  const spread = skills.map((_, at) => flow.done(at));
  kinds.forEach(({ skills: own, people }, kind) => {
    const idle = people - flow.doing[kind]!.reduce((sum, each) => sum + each, 0);
    const may = skills.flatMap((skill, at) => (own.includes(skill) && asked[at]! > 0 ? [at] : []));
    const all = may.reduce((sum, at) => sum + asked[at]!, 0);
    for (const at of may) spread[at]! += (idle * asked[at]!) / all;
  });
  return spread;
}
