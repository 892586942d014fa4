import type { DayOutlook, OutlookInterval } from './day-outlook.js';
import type { IntradayView } from './intraday.dto.js';
import type { Suggestion } from './suggestion.js';

/** @param now ms since the epoch */
export function intradayView(outlook: DayOutlook, now: number): IntradayView {
  const { day, intervals, staffedBy, levelSoFar, levelAtEnd } = outlook;
  const { planningGroupId, name, date, timezone, intervalMinutes, versionId, rules } = day;
  const over = intervals.filter(({ state }) => state === 'over');
  const sum = (of: (interval: OutlookInterval) => number, some = intervals) =>
    rounded(some.reduce((all, each) => all + of(each), 0));
  return {
    ...{ planningGroupId, name, date, timezone, intervalMinutes, versionId, staffedBy, asOf: instant(now) },
    goalPercent: rounded(day.goalShare * 100),
    formula: rules.level.formula ?? 'SL-3',
    plannedContacts: sum(({ planned }) => planned.contacts),
    expectedContacts: sum(({ expected }) => expected.contacts),
    contactsSoFar: sum(({ actual }) => actual.contacts, over),
    plannedSoFar: sum(({ planned }) => planned.contacts, over),
    serviceLevelSoFarPercent: percentOf(levelSoFar),
    serviceLevelAtEndPercent: percentOf(levelAtEnd),
    intervals: intervals.map(intervalView),
  };
}

export function suggestionView({ from, to, stretch, day, lender, move, change, ...suggestion }: Suggestion) {
  return {
    ...suggestion,
    ...{ from: instant(from), to: instant(to), serviceLevelPercent: effectOf(stretch), dayPercent: effectOf(day) },
    lender: lender
      ? { planningGroupId: lender.planningGroupId, name: lender.name, dayPercent: effectOf(lender.day) }
      : null,
    move: move ? { agentId: move.agentId, breakFrom: instant(move.breakFrom) } : null,
    change: change ?? null,
  };
}

function intervalView(interval: OutlookInterval): IntradayView['intervals'][number] {
  const { at, from, state, planned, actual, expected, needed, there, predicted, atWork } = interval;
  const { contacts, answered, abandoned, handled, handledSeconds } = actual;
  return {
    ...{ at, from: instant(from), state, needed, there: rounded(there) },
    planned: { ...planned, contacts: rounded(planned.contacts), handleSeconds: rounded(planned.handleSeconds) },
    actual:
      state === 'ahead'
        ? null
        : {
            ...{ contacts: rounded(contacts), answered: rounded(answered), abandoned: rounded(abandoned) },
            handleSeconds: handled > 0 ? rounded(handledSeconds / handled) : null,
            agents: rounded(atWork),
          },
    expected: { contacts: rounded(expected.contacts), handleSeconds: rounded(expected.handleSeconds) },
    predicted: predicted && {
      serviceLevelPercent: rounded(predicted.serviceLevel * 100),
      occupancyPercent: rounded(predicted.occupancy * 100),
      averageSpeedOfAnswerSeconds:
        predicted.averageSpeedOfAnswerSeconds === null ? null : rounded(predicted.averageSpeedOfAnswerSeconds),
      abandonPercent: rounded(predicted.abandonShare * 100),
    },
  };
}

function effectOf({ before, after }: Suggestion['day']) {
  return { before: percentOf(before), after: percentOf(after) };
}

function percentOf(share: number | null): number | null {
  return share === null ? null : rounded(share * 100);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
