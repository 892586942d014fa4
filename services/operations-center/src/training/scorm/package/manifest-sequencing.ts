import * as activity from '../sequencing/activity.js';
import { broken } from './archive.errors.js';
import { arrangementOf } from './manifest-limits.js';
import { childOf, childrenOf, textIn, type Element } from './manifest-xml.js';

const CONDITIONS: ReadonlySet<string> = new Set<activity.ConditionName>([
  ...(['satisfied', 'objectivestatusknown', 'objectivemeasureknown', 'objectivemeasuregreaterthan'] as const),
  ...(['objectivemeasurelessthan', 'completed', 'activityprogressknown', 'attempted'] as const),
  ...(['attemptlimitexceeded', 'always'] as const),
]);
/** Words for limits of time, which nobody keeps any more (SN 4th ed. §3.4): they never hold. */
const OF_TIME = ['timelimitexceeded', 'outsideavailabletimerange'];
const SETS = ['all', 'any', 'none', 'atleastcount', 'atleastpercent'] as const;
const ROLLUPS = ['satisfied', 'notsatisfied', 'completed', 'incomplete'] as const;

/**
 * What an item says of its sequencing, on top of what it shares with others (SCORM 2004 4th ed. CAM §5.1).
 * @param shared the sequencing it refers to, of the collection @throws ManifestInvalid `sequencing-invalid`
 */
export function sequencingOf(own: Element | undefined, shared: Element | undefined): activity.Sequencing {
  const part = (...way: string[]) => childOf(own, ...way) ?? childOf(shared, ...way);
  const mode = part('controlmode')?.attributes ?? {};
  const limit = part('limitconditions')?.attributes['attemptlimit'];
  const rules = part('sequencingrules');
  const rollup = part('rolluprules');
  const delivery = part('deliverycontrols')?.attributes ?? {};
  const objectives = part('objectives');
  const arrangement = arrangementOf(part('randomizationcontrols'));
  return {
    ...{ choice: flag(mode['choice'], true), choiceExit: flag(mode['choiceexit'], true) },
    ...{ flow: flag(mode['flow'], false), forwardOnly: flag(mode['forwardonly'], false) },
    attemptLimit: limit === undefined || limit === '' ? null : number(limit),
    before: rulesIn(rules, 'preconditionrule', activity.BEFORE),
    after: rulesIn(rules, 'postconditionrule', activity.AFTER),
    exits: rulesIn(rules, 'exitconditionrule', ['exit']),
    rollup: childrenOf(rollup, 'rolluprule').map(rollupRule),
    countsForSuccess: flag(rollup?.attributes['rollupobjectivesatisfied'], true),
    countsForCompletion: flag(rollup?.attributes['rollupprogresscompletion'], true),
    measureWeight: number(rollup?.attributes['objectivemeasureweight'] ?? '1'),
    objectives: objectivesIn(objectives),
    isTracked: flag(delivery['tracked'], true),
    completionByContent: flag(delivery['completionsetbycontent'], false),
    successByContent: flag(delivery['objectivesetbycontent'], false),
    ...(arrangement && { arrangement }),
  };
}

function rulesIn<Action extends string>(of: Element | undefined, name: string, actions: readonly Action[]) {
  return childrenOf(of, name).map((rule) => ({
    action: word(childOf(rule, 'ruleaction')?.attributes['action'], actions),
    when: conditionsIn(childOf(rule, 'ruleconditions'), 'rulecondition', 'all'),
  }));
}

function rollupRule(rule: Element): activity.RollupRule {
  const children = word(rule.attributes['childactivityset'] ?? 'all', SETS);
  const least = rule.attributes[children === 'atleastcount' ? 'minimumcount' : 'minimumpercent'] ?? '0';
  const when = conditionsIn(childOf(rule, 'rollupconditions'), 'rollupcondition', 'any');
  return {
    action: word(childOf(rule, 'rollupaction')?.attributes['action'], ROLLUPS),
    children,
    least: number(least),
    when,
  };
}

function conditionsIn(of: Element | undefined, name: string, usual: 'all' | 'any'): activity.Conditions {
  const conditions = childrenOf(of, name).flatMap(({ attributes }): activity.Condition[] => {
    const condition = (attributes['condition'] ?? '').toLowerCase();
    if (OF_TIME.includes(condition)) return [];
    return [
      {
        name: word(condition, [...CONDITIONS]) as activity.ConditionName,
        not: (attributes['operator'] ?? '').toLowerCase() === 'not',
        threshold: number(attributes['measurethreshold'] ?? '0'),
        objective: attributes['referencedobjective'] ?? null,
      },
    ];
  });
  // Where all conditions are of time, none holds.
  const none = { name: 'always', not: true, threshold: 0, objective: null } as const;
  const combination = word(of?.attributes['conditioncombination'] ?? usual, ['all', 'any'] as const);
  return { combination, of: conditions.length > 0 ? conditions : [none] };
}

function objectivesIn(of: Element | undefined): activity.Objective[] {
  const all = (of?.children ?? []).filter(({ name }) => name === 'primaryobjective' || name === 'objective');
  const read = all.map((element) => objectiveOf(element));
  return read.some(({ isPrimary }) => isPrimary) ? read : [activity.PRIMARY, ...read];
}

function objectiveOf(element: Element): activity.Objective {
  const least = textIn(element, 'minnormalizedmeasure');
  return {
    id: element.attributes['objectiveid'] ?? '',
    isPrimary: element.name === 'primaryobjective',
    byMeasure: flag(element.attributes['satisfiedbymeasure'], false),
    leastMeasure: least === '' ? 1 : number(least),
    shared: childrenOf(element, 'mapinfo').map(({ attributes }) => ({
      target: attributes['targetobjectiveid'] ?? '',
      readsStatus: flag(attributes['readsatisfiedstatus'], true),
      writesStatus: flag(attributes['writesatisfiedstatus'], false),
      readsMeasure: flag(attributes['readnormalizedmeasure'], true),
      writesMeasure: flag(attributes['writenormalizedmeasure'], false),
    })),
  };
}

function flag(text: string | undefined, usual: boolean): boolean {
  if (text === undefined || text.trim() === '') return usual;
  return ['true', '1'].includes(word(text.trim(), ['true', 'false', '1', '0'] as const));
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw broken('sequencing-invalid', text);
  return value;
}

function word<Word extends string>(text: string | undefined, words: readonly Word[]): Word {
  const found = words.find((each) => each === text?.toLowerCase());
  if (found === undefined) throw broken('sequencing-invalid', text ?? '');
  return found;
}
