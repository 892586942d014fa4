import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MachineScores, type InspectedSubject, type MachineScore } from '../inspection.api.js';
import type { PublishedRulesRow } from '../rule-sets/rule-set.schema.js';
import { RuleSets } from '../rule-sets/rule-sets.js';
import { SubjectSchema, type SubjectRow } from '../subjects/subject.schema.js';
import { FindingSchema } from './finding.schema.js';

/** Items of scorecards answered by what stands against them. */
@Injectable()
export class StoredMachineScores extends MachineScores {
  constructor(
    private readonly database: Database,
    private readonly sets: RuleSets,
  ) {
    super();
  }

  async of({ kind, id }: InspectedSubject): Promise<MachineScore[]> {
    const db = await this.database.reader();
    const subject = await db.findOneBy(SubjectSchema, { id, kind });
    if (subject === null) return [];
    const standing = await db.findBy(FindingSchema, { subjectId: id, state: 'standing' });
    const counting = standing.filter(({ mark }) => mark !== 'false-positive');
    const isJudged = subject.state === 'inspected';
    return (await this.#rulesOf(subject)).flatMap(({ ruleSetId, content }) =>
      content.items.map(({ itemKey, rules }) => {
        const against = counting.filter((each) => each.ruleSetId === ruleSetId && rules.includes(each.rule));
        const findings = against.map(({ id: findingId }) => findingId);
        if (!isJudged) return { itemKey, answer: 'n/a' as const, findings };
        return { itemKey, answer: findings.length > 0 ? ('no' as const) : ('yes' as const), findings };
      }),
    );
  }

  /** By which it was judged last, whatever became of them since; they never change. */
  #rulesOf({ judgedBy }: SubjectRow): Promise<PublishedRulesRow[]> {
    return Promise.all((judgedBy ?? []).map(({ ruleSetId, no }) => this.sets.publishedAs(ruleSetId, no)));
  }
}
