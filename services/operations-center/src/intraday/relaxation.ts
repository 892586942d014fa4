import type { SkillLevels } from '../figures/agent-skills.api.js';
import type { RaisedSkills } from './changes/intraday-change.js';
import { levelWith, type DayOutlook } from './day-outlook.js';
import type { WorkStretch } from './rostered-agents.js';
import type { Stretch } from './stretches.js';
import { changedBy, type Suggestion } from './suggestion.js';

/** Contacts of another group take so much longer. */
const UNPRACTISED = 1.15;

/** A group whose people could help: who is at work when, and what they can do. */
export interface Lender {
  readonly outlook: DayOutlook;
  readonly work: readonly WorkStretch[];
  readonly skills: ReadonlyMap<string, SkillLevels>;
}

type Raise = RaisedSkills['agents'][number];

/**
 * People of another group who know something of what is missing but not enough, as many as it can spare all the time; those to whom
 * least is missing come first. Whoever knows nothing of it is not asked.
 */
export function relaxation(
  outlook: DayOutlook,
  { outlook: lender, work, skills }: Lender,
  stretch: Stretch,
): Suggestion[] {
  const { intervals } = outlook;
  const [begins, ends] = [intervals[stretch.first]!.from, intervals[stretch.last]!.to];
  const theirs = lender.intervals.flatMap(({ from }, at) => (begins <= from && from < ends ? [at] : []));
  const spare = Math.min(...theirs.map((at) => Math.floor(lender.intervals[at]!.there) - lender.intervals[at]!.needed));
  const lent = Math.min(Math.ceil(stretch.agents * UNPRACTISED), spare);
  if (theirs.length === 0 || lent < 1) return [];
  const raised = [...skills]
    .flatMap(([agentId, levels]) => raiseOf(agentId, levels, outlook.day) ?? [])
    .filter(({ agentId }) => isThere(work, agentId, begins, ends))
    .sort((one, other) => one.skills.length - other.skills.length || (one.agentId < other.agentId ? -1 : 1))
    .slice(0, lent);
  const there = (from: number, to: number) => raised.filter(({ agentId }) => isThere(work, agentId, from, to)).length;
  const gained = (at: number) => Math.floor(there(intervals[at]!.from, intervals[at]!.to) / UNPRACTISED + 1e-9);
  const places = Array.from({ length: stretch.last - stretch.first + 1 }, (_, at) => stretch.first + at);
  const gains = new Map(places.map((at) => [at, gained(at)]));
  if ([...gains.values()].every((people) => people === 0)) return [];
  const lost = new Map(theirs.map((at) => [at, -there(lender.intervals[at]!.from, lender.intervals[at]!.to)]));
  const { planningGroupId, name } = lender.day;
  return [
    {
      ...changedBy('skill-relaxation', outlook, stretch, gains),
      agents: raised.length,
      lender: { planningGroupId, name, day: { before: lender.levelAtEnd, after: levelWith(lender, lost) } },
      change: { kind: 'skill-relaxation', agents: raised },
    },
  ];
}

/** Null: they know nothing of it, or all that it takes. */
function raiseOf(
  agentId: string,
  levels: SkillLevels,
  { skills: codes, skillLevel }: { readonly skills: readonly string[]; readonly skillLevel: number },
): Raise | null {
  const missing = codes.filter((code) => (levels[code] ?? 0) < skillLevel);
  if (missing.length === 0 || !codes.some((code) => (levels[code] ?? 0) > 0)) return null;
  return { agentId, skills: missing.map((code) => ({ code, from: levels[code] ?? 0, to: skillLevel })) };
}

/** At work for most of it. */
function isThere(work: readonly WorkStretch[], agentId: string, from: number, to: number): boolean {
  const shared = work
    .filter((each) => each.agentId === agentId)
    .reduce((sum, each) => sum + Math.max(0, Math.min(each.to, to) - Math.max(each.from, from)), 0);
  return 2 * shared >= to - from;
}
