import type { DataOf } from '#libs/contracts/event-contract';
import type { courseCompleted } from '#libs/contracts/operations-center/training-events';
import { Database } from '#libs/persistence/database';
import { insertRows, readRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { mayInspect } from '#libs/quality-rules/sampling/inspectors';
import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { Commissions } from '../evaluation/desk/commissions.js';
import { EvaluationSchema } from '../evaluation/evaluation.schema.js';
import { Scorecards } from '../scorecard/scorecards.js';
import { Deadlines } from '../settings/deadlines.js';
import { SubjectSchema, type Subject } from '../subject/subject.schema.js';
import { Teams } from '../subject/teams.js';
import { RecheckSchema, type Recheck } from './recheck.schema.js';

/** Looks again at what somebody took a course for: the first work they finish afterwards is judged. */
@Injectable()
export class Rechecks {
  constructor(
    private readonly database: Database,
    private readonly commissions: Commissions,
    private readonly scorecards: Scorecards,
    private readonly deadlines: Deadlines,
    private readonly teams: Teams,
  ) {}

  /** Once for each enrolment. What every ticket is judged by needs none, and what was retracted or retired has none. */
  async courseCompleted(data: DataOf<typeof courseCompleted>): Promise<void> {
    const { enrolmentId, courseId, personId: agentId, completedAt, because } = data;
    if (!because) return;
    const { evaluationId: formerId, itemKey } = because;
    const former = await (await this.database.reader()).findOneBy(EvaluationSchema, { id: formerId });
    if (!former || former.state === 'retracted') return;
    const { scorecardId, inspectorId } = former;
    const { retired, automatic } = await this.scorecards.get(scorecardId);
    if (retired || automatic) return;
    const about = { enrolmentId, agentId, itemKey, courseId, scorecardId, formerId, inspectorId };
    const row = { ...about, since: new Date(completedAt), nextId: null };
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(RecheckSchema, { enrolmentId })) return;
      await insertRows(tx, RecheckSchema, [row]);
      await this.#commission(row);
    });
  }

  async workFinished(agentId: string): Promise<void> {
    const waiting = { agentId, nextId: IsNull() };
    for (const row of await (await this.database.reader()).findBy(RecheckSchema, waiting)) await this.#commission(row);
  }

  /** By who judged it before, unless they lead the agent now: then somebody is still to be found. */
  async #commission({ enrolmentId, agentId, scorecardId, inspectorId, since }: Recheck): Promise<void> {
    const { number: scorecardVersion, content } = await this.scorecards.newest(scorecardId);
    const subject = await this.#firstAfter(since, agentId, content.channels);
    if (!subject) return;
    const teams = await this.teams.known();
    const { kind, id, channel, finishedAt } = subject;
    const about = { subject: { kind, id }, agentId, teamId: teams.teamOf(agentId), channel, finishedAt };
    const dueAt = await this.deadlines.until('evaluateWithin');
    const by = { scorecardId, scorecardVersion, origin: 'recheck', drawId: null, twinId: null, dueAt } as const;
    const former = inspectorId === null ? [] : [inspectorId];
    const inspectorIds = former.filter((person) => mayInspect({ id: person, leads: teams.ledBy(person) }, agentId));
    await this.database.transaction(async (tx) => {
      const waiting = { enrolmentId, nextId: null };
      const [row] = await readRows(tx, RecheckSchema, waiting, { forUpdate: this.database.locksRows });
      if (!row) return;
      const alone = { mostApart: 0, arbiters: [] };
      const [nextId] = await this.commissions.give({ ...about, ...by }, inspectorIds, alone);
      await updateRows(tx, RecheckSchema, waiting, { nextId: nextId! });
    });
  }

  async #firstAfter(since: Date, agentId: string, channels: readonly string[]): Promise<Subject | null> {
    const where = { agentId, finishedAt: MoreThan(since), channel: In([...channels]) };
    return (await this.database.reader()).findOne(SubjectSchema, { where, order: { finishedAt: 'ASC' } });
  }
}
