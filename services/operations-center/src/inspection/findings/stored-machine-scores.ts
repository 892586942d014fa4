import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MachineScores, type InspectedSubject, type MachineScore } from '../inspection.api.js';
import { LiveRules } from '../rule-sets/live-rules.js';
import { SubjectSchema } from '../subjects/subject.schema.js';
import { FindingSchema } from './finding.schema.js';

/** Items of scorecards answered by what stands against them. */
@Injectable()
export class StoredMachineScores extends MachineScores {
  constructor(
    private readonly database: Database,
    private readonly rules: LiveRules,
  ) {
    super();
  }

  async of({ kind, id }: InspectedSubject): Promise<MachineScore[]> {
    const db = await this.database.reader();
    const subject = await db.findOneBy(SubjectSchema, { id, kind });
    if (subject === null) return [];
    const standing = await db.findBy(FindingSchema, { subjectId: id, state: 'standing' });
    const counting = standing.filter(({ mark }) => mark !== 'false-positive');
    const sets = await this.rules.for(subject);
    return sets.flatMap(({ ruleSetId, content }) =>
      content.items.map(({ itemKey, rules }) => {
        const against = counting.filter((each) => each.ruleSetId === ruleSetId && rules.includes(each.rule));
        const findings = against.map(({ id: findingId }) => findingId);
        if (subject.inspectedAt === null) return { itemKey, answer: 'n/a' as const, findings };
        return { itemKey, answer: findings.length > 0 ? ('no' as const) : ('yes' as const), findings };
      }),
    );
  }
}
