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
    return problemsOf(name, content, await this.#called(content));
  }

  /** @throws SopContentRefused */
  async pin(name: string, content: SopContent): Promise<PinnedSop> {
    const published = await this.#called(content);
    const problems = problemsOf(name, content, published);
    if (problems.length > 0) throw new SopContentRefused(problems);
    return { content, calls: Object.fromEntries(callsOf(content).map((sop) => [sop, published.get(sop)!.version])) };
  }

  /** The newest version of what it calls, and of what those call. */
  async #called(content: SopContent): Promise<Published> {
    const reader = await this.database.reader();
    const found = new Map<string, SopVersion>();
    const asked = new Set<string>();
    for (let names = callsOf(content); names.length > 0;) {
      for (const name of names) asked.add(name);
      const rows = await latestSops(reader).where('v.name IN (:...names)', { names }).getMany();
      for (const row of rows) found.set(row.name, row);
      names = rows.flatMap((row) => callsOf(row.content)).filter((name) => !asked.has(name));
    }
    return found;
  }
}

function problemsOf(name: string, content: SopContent, called: Published): SopProblem[] {
  const collected = [...called.values()].flatMap((each) => fieldsOf(each.content));
  const known = new Set([...FACTS, OUTCOME, ...fieldsOf(content), ...collected]);
  return [
    ...structureProblems(content),
    ...callProblems(name, content, called),
    ...conditionProblems(content, [...known]),
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
