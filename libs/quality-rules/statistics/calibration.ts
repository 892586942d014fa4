import { agreement, cohensKappa, fleissKappa } from './agreement.js';
import { meanInterval, sumsOf, type Estimate } from './intervals.js';

/** How one inspector judged one subject. */
export interface Mark {
  readonly inspectorId: string;
  readonly subject: number;
  /** By item. */
  readonly answers: Readonly<Record<string, string | number>>;
  /** Percent. */
  readonly score: number | null;
}

/** An item with all its answers, from one end of its scale to the other. */
export interface Scale {
  readonly key: string;
  readonly values: readonly string[];
}

export interface ItemAgreement {
  readonly key: string;
  /** Of all pairs of inspectors on all subjects, how many answered alike; 0 to 1. */
  readonly agreement: number | null;
  readonly fleiss: number | null;
  /** Beside the expert: the same answer, and by quadratic steps of the scale. */
  readonly inspectors: readonly {
    readonly inspectorId: string;
    readonly kappa: number | null;
    readonly weightedKappa: number | null;
  }[];
}

export interface InspectorDeviation {
  readonly inspectorId: string;
  /** Points given more than the expert. */
  readonly deviation: Estimate;
  /** Points off, whichever way. */
  readonly distance: number | null;
  /** Answers that are the expert's; 0 to 1. */
  readonly agreement: number | null;
}

export interface CalibrationReport {
  readonly agreement: number | null;
  readonly items: readonly ItemAgreement[];
  readonly inspectors: readonly InspectorDeviation[];
}

type Pair = readonly [string, string];

/** How far inspectors who judged the same subjects see them alike, and like the expert. */
export function calibrated(scales: readonly Scale[], marks: readonly Mark[], expertId: string): CalibrationReport {
  const people = [...new Set(marks.map(({ inspectorId }) => inspectorId))].sort();
  const others = people.filter((id) => id !== expertId);
  const bySubject = Map.groupBy(marks, ({ subject }) => subject);
  const items = scales.map((scale) => itemAgreement(scale, [...bySubject.values()], others, expertId));
  const pairs = scales.flatMap(({ key }) => [...bySubject.values()].flatMap((some) => allPairs(some, key)));
  return {
    agreement: agreement(pairs),
    items,
    inspectors: others.map((id) => deviationOf(id, scales, [...bySubject.values()], expertId)),
  };
}

function itemAgreement(
  { key, values }: Scale,
  subjects: readonly (readonly Mark[])[],
  others: readonly string[],
  expertId: string,
): ItemAgreement {
  const answers = subjects.map((marks) => marks.flatMap(({ answers: given }) => answered(given[key])));
  return {
    key,
    agreement: agreement(subjects.flatMap((marks) => allPairs(marks, key))),
    fleiss: fleissKappa(answers),
    inspectors: others.map((inspectorId) => {
      const pairs = pairsWith(subjects, inspectorId, expertId, key);
      const onScale = pairs.filter(([one, other]) => values.includes(one) && values.includes(other));
      const all = [...new Set([...values, ...pairs.flat()])];
      const weightedKappa = cohensKappa(onScale, values, 'quadratic');
      return { inspectorId, kappa: cohensKappa(pairs, all), weightedKappa };
    }),
  };
}

function deviationOf(
  inspectorId: string,
  scales: readonly Scale[],
  subjects: readonly (readonly Mark[])[],
  expertId: string,
): InspectorDeviation {
  const differences = subjects.flatMap((marks) => {
    const [mine, experts] = [scoreOf(marks, inspectorId), scoreOf(marks, expertId)];
    return mine === null || experts === null ? [] : [mine - experts];
  });
  return {
    inspectorId,
    deviation: meanInterval(sumsOf(differences)),
    distance: meanInterval(sumsOf(differences.map(Math.abs))).mean,
    agreement: agreement(scales.flatMap(({ key }) => pairsWith(subjects, inspectorId, expertId, key))),
  };
}

function scoreOf(marks: readonly Mark[], id: string): number | null {
  return marks.find(({ inspectorId }) => inspectorId === id)?.score ?? null;
}

function pairsWith(subjects: readonly (readonly Mark[])[], one: string, other: string, key: string): Pair[] {
  return subjects.flatMap((marks) => {
    const of = (id: string) => answered(marks.find(({ inspectorId }) => inspectorId === id)?.answers[key])[0];
    const [mine, theirs] = [of(one), of(other)];
    return mine === undefined || theirs === undefined ? [] : [[mine, theirs] as const];
  });
}

function allPairs(marks: readonly Mark[], key: string): Pair[] {
  const given = marks.flatMap(({ answers }) => answered(answers[key]));
  return given.flatMap((one, at) => given.slice(at + 1).map((other) => [one, other] as const));
}

function answered(answer: string | number | undefined): string[] {
  return answer === undefined ? [] : [String(answer)];
}
