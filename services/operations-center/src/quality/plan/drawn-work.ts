import { Database } from '#libs/persistence/database';
import { assigned, mayInspect } from '#libs/quality-rules/sampling/inspectors';
import { Injectable } from '@nestjs/common';
import { Commissions } from '../evaluation/desk/commissions.js';
import { EvaluationSchema } from '../evaluation/evaluation.schema.js';
import { Scorecards } from '../scorecard/scorecards.js';
import type { Subject } from '../subject/subject.schema.js';
import { Subjects } from '../subject/subjects.js';
import { Teams, type KnownTeams } from '../subject/teams.js';
import type { Candidate, DrawRow, PlanContent } from './plan.schema.js';

/** Drawn work with who judges it. */
interface Assignment {
  readonly scorecardVersion: number;
  readonly teams: KnownTeams;
  readonly works: readonly { readonly subject: Subject; readonly inspectorIds: readonly string[] }[];
}

/** Gives drawn work to inspectors. */
@Injectable()
export class DrawnWork {
  constructor(
    private readonly database: Database,
    private readonly commissions: Commissions,
    private readonly scorecards: Scorecards,
    private readonly subjects: Subjects,
    private readonly teams: Teams,
  ) {}

  /** To who has least to do, never to the agents or their leads; the first so many percent to two of them. */
  async prepared(content: PlanContent, keys: readonly string[], candidates: readonly Candidate[]): Promise<Assignment> {
    const { number: scorecardVersion } = await this.scorecards.newest(content.scorecardId);
    const teams = await this.teams.known();
    const agentOf = new Map(candidates.map(({ key, agentId }) => [key, agentId]));
    const twice = content.doubled === null ? 0 : Math.ceil((keys.length * content.doubled.percent) / 100);
    const work = keys.map((key, at) => ({ agentId: agentOf.get(key)!, apart: at < twice ? 2 : 1 }));
    const people = assigned(work, await this.#inspectors(content, teams));
    const found = await this.subjects.named(keys);
    const works = keys.flatMap((key, at) => {
      const subject = found.get(key);
      return subject ? [{ subject, inspectorIds: people[at]! }] : [];
    });
    return { scorecardVersion, teams, works };
  }

  async give({ id: drawId, content }: DrawRow, assignment: Assignment, dueAt: Date): Promise<void> {
    const { scorecardId, kind: origin, doubled } = content;
    const { scorecardVersion, teams, works } = assignment;
    const terms = doubled ?? { mostApart: 0, arbiters: [] };
    for (const { subject, inspectorIds } of works) {
      const { kind, id, agentId, channel, finishedAt } = subject;
      const about = { subject: { kind, id }, agentId, teamId: teams.teamOf(agentId), channel, finishedAt };
      const by = { scorecardId, scorecardVersion, origin, drawId, twinId: null, dueAt };
      // Without anybody who could settle it, one alone judges it.
      const arbiters = terms.arbiters.filter((person) =>
        mayInspect({ id: person, leads: teams.ledBy(person) }, agentId),
      );
      const people = arbiters.length === 0 ? inspectorIds.slice(0, 1) : inspectorIds;
      await this.commissions.give({ ...about, ...by }, people, { ...terms, arbiters });
    }
  }

  async #inspectors({ inspectorIds }: PlanContent, teams: KnownTeams) {
    const reader = await this.database.reader();
    return Promise.all(
      inspectorIds.map(async (id) => {
        const load = await reader.countBy(EvaluationSchema, { inspectorId: id, state: 'assigned' });
        return { id, load, leads: teams.ledBy(id) };
      }),
    );
  }
}
