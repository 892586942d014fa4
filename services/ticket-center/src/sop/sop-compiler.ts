import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { callCycle, pointerTo, structureProblems } from './domain/sop-checks.js';
import { callsOf, FACTS, fieldsOf, OUTCOME, type SopContent, type SopProblem } from './domain/sop-content.js';
import { SopContentRefused } from './domain/sop.errors.js';
import type { SopVersion } from './domain/sop-versions.js';
import type { PinnedSop } from './domain/sop-walk.js';
import { latestSops } from './infra/latest-sops.js';
import { conditionProblems } from './sop-conditions.js';

type Published = ReadonlyMap<string, SopVersion>;

/** What of a SOP keeps it from being published, and which versions of others it calls. */
@Injectable()
export class SopCompiler {
  constructor(private readonly database: Database) {}

  async check(name: string, content: SopContent): Promise<SopProblem[]> {
    return problemsOf(name, content, await this.#published());
  }

  /** @throws SopContentRefused */
  async pin(name: string, content: SopContent): Promise<PinnedSop> {
    const published = await this.#published();
    const problems = problemsOf(name, content, published);
    if (problems.length > 0) throw new SopContentRefused(problems);
    return { content, calls: Object.fromEntries(callsOf(content).map((sop) => [sop, published.get(sop)!.version])) };
  }

  async #published(): Promise<Published> {
    const rows = await latestSops(await this.database.reader()).getMany();
    return new Map(rows.map((row) => [row.name, row]));
  }
}

function problemsOf(name: string, content: SopContent, published: Published): SopProblem[] {
  const called = calledBy(content, published);
  const known = [...FACTS, OUTCOME, ...fieldsOf(content), ...called.flatMap((each) => fieldsOf(each))];
  return [
    ...structureProblems(content),
    ...callProblems(name, content, published),
    ...conditionProblems(content, [...new Set(known)]),
  ];
}

function callProblems(name: string, content: SopContent, published: Published): SopProblem[] {
  const calls = new Map([...published].map(([each, { content: theirs }]) => [each, callsOf(theirs)]));
  return content.steps.flatMap((step) => {
    if (step.kind !== 'call') return [];
    const pointer = `${pointerTo(content, step.id)}/sop`;
    if (step.sop !== name && !published.has(step.sop))
      return [{ pointer, message: `there is no published SOP ${step.sop}` }];
    const cycle = callCycle(name, [step.sop], calls);
    return cycle ? [{ pointer, message: `it calls itself: ${cycle.join(' → ')}` }] : [];
  });
}

/** What it calls, and what those call. */
function calledBy(content: SopContent, published: Published): SopContent[] {
  const names = new Set(callsOf(content));
  for (const name of names) for (const next of callsOf(published.get(name)?.content ?? NOTHING)) names.add(next);
  return [...names].flatMap((name) => published.get(name)?.content ?? []);
}

const NOTHING: SopContent = { summary: '', keywords: [], start: '', steps: [] };
