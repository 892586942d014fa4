import { FACTS, OUTCOME, waysOf, type SopContent, type SopProblem, type SopStep } from './sop-content.js';

const RESERVED: readonly string[] = [...FACTS, OUTCOME];

/**
 * What is wrong with the way the steps hang together. Without a problem, whoever follows the ways comes to an end, and
 * waits for a person before any step comes again.
 */
export function structureProblems(content: SopContent): SopProblem[] {
  const steps = new Map(content.steps.map((step) => [step.id, step]));
  const broken = [...doubles(content), ...deadLinks(content, steps), ...fieldProblems(content)];
  if (broken.length > 0) return broken;
  return [...unreachable(content, steps), ...withoutEnd(content, steps), ...circlesWithoutPerson(content, steps)];
}

/** SOPs that lead back to the one that calls them. `callsOfSop`: what each published SOP calls. */
export function callCycle(
  name: string,
  calls: readonly string[],
  callsOfSop: ReadonlyMap<string, readonly string[]>,
): string[] | null {
  const seen = new Set<string>();
  const wayBack = (from: string, way: readonly string[]): string[] | null => {
    if (from === name) return [...way, from];
    if (seen.has(from)) return null;
    seen.add(from);
    for (const next of callsOfSop.get(from) ?? []) {
      const found = wayBack(next, [...way, from]);
      if (found) return found;
    }
    return null;
  };
  for (const call of calls) {
    const found = wayBack(call, [name]);
    if (found) return found;
  }
  return null;
}

export function pointerTo(content: SopContent, id: string): string {
  return `/steps/${content.steps.findIndex((step) => step.id === id)}`;
}

function doubles({ steps }: SopContent): SopProblem[] {
  return steps.flatMap(({ id }, place) =>
    steps.findIndex((other) => other.id === id) < place
      ? [{ pointer: `/steps/${place}/id`, message: `there are two steps ${id}` }]
      : [],
  );
}

function deadLinks(content: SopContent, steps: ReadonlyMap<string, SopStep>): SopProblem[] {
  const start = steps.has(content.start) ? [] : [{ pointer: '/start', message: `there is no step ${content.start}` }];
  return [...start, ...content.steps.flatMap((step, place) => deadWays(step, `/steps/${place}`, steps))];
}

function deadWays(step: SopStep, pointer: string, steps: ReadonlyMap<string, SopStep>): SopProblem[] {
  if (step.kind === 'end') return [];
  const always = step.ways.findIndex(({ when }) => when === null);
  const stuck =
    always < 0 ? [{ pointer: `${pointer}/ways`, message: 'there is no way on when no condition holds' }] : [];
  const never =
    always >= 0 && always < step.ways.length - 1 && !(step.kind === 'do' && step.personChooses)
      ? [{ pointer: `${pointer}/ways/${always + 1}`, message: 'it is never taken: the way before always is' }]
      : [];
  const dead = step.ways.flatMap(({ to }, way) =>
    steps.has(to) ? [] : [{ pointer: `${pointer}/ways/${way}/to`, message: `there is no step ${to}` }],
  );
  return [...stuck, ...never, ...dead];
}

function fieldProblems(content: SopContent): SopProblem[] {
  return content.steps.flatMap((step, place) =>
    (step.kind === 'do' ? step.collects : []).flatMap(({ name, type, choices }, field) => {
      const pointer = `/steps/${place}/collects/${field}`;
      return [
        ...(RESERVED.includes(name) ? [{ pointer: `${pointer}/name`, message: `${name} has a meaning already` }] : []),
        ...(type === 'choice' && choices.length === 0
          ? [{ pointer: `${pointer}/choices`, message: 'there is nothing to choose from' }]
          : []),
      ];
    }),
  );
}

function unreachable(content: SopContent, steps: ReadonlyMap<string, SopStep>): SopProblem[] {
  const reached = reachedFrom([content.start], (id) => waysOf(steps.get(id)!).map(({ to }) => to));
  return content.steps.flatMap(({ id }, place) =>
    reached.has(id) ? [] : [{ pointer: `/steps/${place}`, message: `no way leads to ${id}` }],
  );
}

function withoutEnd(content: SopContent, steps: ReadonlyMap<string, SopStep>): SopProblem[] {
  const before = new Map<string, string[]>();
  for (const step of steps.values())
    for (const { to } of waysOf(step)) before.set(to, [...(before.get(to) ?? []), step.id]);
  const ends = content.steps.filter(({ kind }) => kind === 'end').map(({ id }) => id);
  const leads = reachedFrom(ends, (id) => before.get(id) ?? []);
  return content.steps.flatMap(({ id }, place) =>
    leads.has(id) ? [] : [{ pointer: `/steps/${place}`, message: `no way leads from ${id} to an end` }],
  );
}

/** Steps that nobody waits at, round and round. */
function circlesWithoutPerson(content: SopContent, steps: ReadonlyMap<string, SopStep>): SopProblem[] {
  const onward = (id: string) =>
    waysOf(steps.get(id)!)
      .map(({ to }) => to)
      .filter((to) => steps.get(to)!.kind !== 'do');
  return content.steps.flatMap(({ id, kind }, place) =>
    kind !== 'do' && reachedFrom(onward(id), onward).has(id)
      ? [{ pointer: `/steps/${place}`, message: `from ${id} back to it, nobody is waited for` }]
      : [],
  );
}

function reachedFrom(starts: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const reached = new Set(starts);
  for (const id of reached) for (const to of next(id)) reached.add(to);
  return reached;
}
