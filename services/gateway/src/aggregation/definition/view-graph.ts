import type { PartDefinition, Reference, ViewDefinition } from '#libs/contracts/settings/gateway-views';

export const INPUTS = 'inputs';

/** The parts that have to be there before the part can be asked for. */
export function needsOf({ parameters, body = {} }: PartDefinition): readonly string[] {
  const named = [...Object.values(parameters), ...Object.values(body)].filter(isReference).map(({ from }) => from);
  return Array.from(new Set(named)).filter((name) => name !== INPUTS);
}

export function isReference(parameter: unknown): parameter is Reference {
  return typeof parameter === 'object' && parameter !== null;
}

/** What is wrong with how the parts hang together, a sentence each; none: it can be run. */
export function flawsOf(view: ViewDefinition): readonly string[] {
  const { parts, required, inputs, path } = view;
  const inPath = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name!);
  return [
    ...inPath.filter((name) => !(name in inputs)).map((name) => `the path names ${name}, which is no input`),
    ...(required !== undefined && parts[required]?.priority !== 'fast'
      ? [`required: ${required} is no fast part`]
      : []),
    ...Object.entries(parts).flatMap(([name, part]) => flawsOfPart(name, part, view)),
    ...circles(parts).map((name) => `${name} waits for itself`),
  ];
}

function flawsOfPart(name: string, part: PartDefinition, { parts, inputs }: ViewDefinition): string[] {
  const references = [...Object.values(part.parameters), ...Object.values(part.body ?? {}), ...part.changedBy].filter(
    isReference,
  );
  const unknown = references.filter(({ from, at }) => (from === INPUTS ? !(at.slice(1) in inputs) : !(from in parts)));
  const later = needsOf(part).filter((need) => parts[need] && rank(parts[need]) > rank(part));
  const notAwaited = part.changedBy.filter(({ from }) => ![INPUTS, name, ...needsOf(part)].includes(from));
  return [
    ...unknown.map(({ from, at }) => `${name} refers to ${from} ${at}, which there is not`),
    ...later.map((need) => `${name} waits for ${need}, which comes later`),
    ...notAwaited.map(({ from }) => `${name} is changed by what ${from} names, but does not wait for it`),
    ...templateFlaws(name, part),
  ];
}

function templateFlaws(name: string, { operation, parameters }: PartDefinition): string[] {
  const inPath = Array.from(operation.matchAll(/\{(\w+)\}/g), ([, parameter]) => parameter!);
  return inPath.filter((each) => !(each in parameters)).map((each) => `${name} does not say what ${each} is`);
}

function rank({ priority }: PartDefinition): number {
  return priority === 'fast' ? 0 : priority;
}

/** What is left when all that can be answered has been taken away, again and again. */
function circles(parts: ViewDefinition['parts']): string[] {
  let left = Object.keys(parts);
  for (;;) {
    const stuck = left.filter((name) => needsOf(parts[name]!).some((need) => left.includes(need)));
    if (stuck.length === left.length) return stuck;
    left = stuck;
  }
}
