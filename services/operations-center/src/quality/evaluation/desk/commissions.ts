import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import type { RowCircle } from '#libs/persistence/rows/within-circle';
import { mayInspect } from '#libs/quality-rules/sampling/inspectors';
import { Injectable } from '@nestjs/common';
import { Scorecards } from '../../scorecard/scorecards.js';
import { Deadlines } from '../../settings/deadlines.js';
import { Subjects } from '../../subject/subjects.js';
import { Teams } from '../../subject/teams.js';
import type { Commission } from '../commission.js';
import { Evaluation } from '../evaluation.aggregate.js';
import { EvaluationNotYours, InspectorInvolved, ScorecardUnsuited, SubjectUnknown } from '../evaluation.errors.js';
import { Evaluations } from '../evaluations.js';

/** What somebody wants judged. */
export interface Request {
  readonly subject: EvaluatedSubject;
  readonly scorecardId: string;
  readonly inspectorIds: readonly string[];
  /** Of work that is not known here. */
  readonly agentId?: string | undefined;
  readonly finishedAt?: Date | undefined;
  readonly dueAt?: Date | undefined;
  /** Points two inspectors may be apart before an arbiter settles it. */
  readonly mostApart: number;
  readonly arbiters: readonly string[];
}

/** Gives work to those who judge it. */
@Injectable()
export class Commissions {
  constructor(
    private readonly evaluations: Evaluations,
    private readonly database: Database,
    private readonly scorecards: Scorecards,
    private readonly subjects: Subjects,
    private readonly teams: Teams,
    private readonly deadlines: Deadlines,
    private readonly clock: Clock,
  ) {}

  /**
   * Two inspectors judge it blindly.
   * @param reach whose work may be given away; null: everybody's
   * @returns the evaluations
   * @throws SubjectUnknown, ScorecardUnsuited, InspectorInvolved, EvaluationNotYours, ScorecardNotFound …
   */
  async request(request: Request, reach: RowCircle | null): Promise<string[]> {
    const { subject, scorecardId, inspectorIds, mostApart, arbiters } = request;
    const { number: scorecardVersion, content } = await this.scorecards.inForce(scorecardId);
    const [known, teams] = [await this.subjects.find(subject), await this.teams.known()];
    const agentId = known?.agentId ?? request.agentId;
    const finishedAt = known?.finishedAt ?? request.finishedAt;
    if (agentId === undefined || finishedAt === undefined)
      throw new SubjectUnknown('It is not known here: say whose it was, and when it was over.', { ...subject });
    if (reach !== null && !reach.people.includes(agentId))
      throw new EvaluationNotYours('It is not the work of your people.', { ...subject });
    for (const id of [...inspectorIds, ...arbiters])
      if (!mayInspect({ id, leads: teams.ledBy(id) }, agentId))
        throw new InspectorInvolved('Nobody judges their own work, or that of their people.', { id });
    const channel = known?.channel ?? (subject.kind === 'call' ? 'voice' : subject.kind);
    if (!content.channels.includes(channel))
      throw new ScorecardUnsuited('The scorecard is for other channels.', { scorecardId, channel });
    const about = { subject, agentId, teamId: teams.teamOf(agentId), channel, finishedAt };
    const dueAt = request.dueAt ?? (await this.deadlines.until('evaluateWithin'));
    const by = { scorecardId, scorecardVersion, origin: 'manual', drawId: null, twinId: null, dueAt } as const;
    return this.give({ ...about, ...by }, inspectorIds, { mostApart, arbiters });
  }

  /** One inspector, or two who do not know of each other; without any it waits for one. */
  give(
    commission: Commission,
    inspectorIds: readonly string[],
    { mostApart, arbiters }: Pick<Request, 'mostApart' | 'arbiters'>,
  ): Promise<string[]> {
    const arbiter = arbiters.find((id) => !inspectorIds.includes(id));
    if (inspectorIds.length > 1 && arbiter === undefined)
      throw new InspectorInvolved('Somebody else is to settle what two inspectors see differently.');
    const now = this.clock.now();
    const twinId = inspectorIds.length > 1 ? newId(now) : null;
    return this.database.transaction(async () => {
      const ids: string[] = [];
      for (const inspectorId of inspectorIds.length === 0 ? [null] : inspectorIds.slice(0, 2)) {
        const id = newId(now);
        await this.evaluations.add(Evaluation.assign(id, { ...commission, twinId }, inspectorId, now));
        ids.push(id);
      }
      if (twinId === null) return ids;
      const [firstId, secondId] = [ids[0]!, ids[1]!];
      const people = { firstInspectorId: inspectorIds[0]!, secondInspectorId: inspectorIds[1]! };
      const terms = { mostApart: Math.round(mostApart * 100), arbiters: [arbiter!], arbiterId: null, isSettled: false };
      await this.evaluations.addTwin({ id: twinId, firstId, secondId, ...people, ...terms });
      return ids;
    });
  }
}
