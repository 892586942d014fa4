import { subjectScored } from '#libs/contracts/operations-center/inspection-events';
import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MachineScores, type MachineScore } from '../../inspection/inspection.api.js';
import { judgedBy } from '../scorecard/judging.js';
import type { ScorecardVersionRow } from '../scorecard/scorecard.schema.js';
import { Scorecards } from '../scorecard/scorecards.js';
import { Teams } from '../subject/teams.js';
import { machineAnswers, reachOf } from './machine-answers.js';
import { MachineScoreSchema, type MachineRevision, type MachineScoreRow } from './machine-score.schema.js';

/** Work that was inspected. */
export interface ScoredWork extends EvaluatedSubject {
  readonly agentId: string | null;
  readonly channel: string | null;
  readonly finishedAt: Date;
}

type Judged = Omit<MachineRevision, 'revision'>;

const CHANNELS = { call: 'voice', chat: 'chat', ticket: 'ticket' } as const;

/** Scores everything that was inspected by itself, by each published scorecard of its channel that rules answer an item of. */
@Injectable()
export class MachineScoring {
  constructor(
    private readonly database: Database,
    private readonly machine: MachineScores,
    private readonly scorecards: Scorecards,
    private readonly teams: Teams,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** First by what is in force, in the same versions again whenever it was inspected again. */
  async score(work: ScoredWork): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (await this.#again(tx, work)) return;
      const said = await this.machine.of(work);
      const channel = work.kind === 'ticket' ? 'ticket' : (work.channel ?? CHANNELS[work.kind]);
      for (const card of await this.scorecards.inForceFor(channel)) {
        const judged = judgedOf(card, said);
        if (judged.answered > 0) await this.#first(tx, work, channel, card, judged);
      }
    });
  }

  /** What speaks against it has changed. */
  async scoreAgain(subject: EvaluatedSubject): Promise<void> {
    await this.database.transaction((tx) => this.#again(tx, subject));
  }

  /** Whether there was anything to score again. */
  async #again(tx: EntityManager, subject: EvaluatedSubject): Promise<boolean> {
    const rows = await tx.findBy(MachineScoreSchema, { subjectKind: subject.kind, subjectId: subject.id });
    if (rows.length === 0) return false;
    const said = await this.machine.of(subject);
    for (const row of rows) {
      const judged = judgedOf(await this.scorecards.at(row.scorecardId, row.scorecardVersion), said);
      if (JSON.stringify(judged) !== JSON.stringify(revisedOf(row))) await this.#revise(tx, row, judged);
    }
    return true;
  }

  async #first(tx: EntityManager, work: ScoredWork, channel: string, card: ScorecardVersionRow, judged: Judged) {
    const { kind: subjectKind, id: subjectId, agentId, finishedAt } = work;
    const teamId = agentId === null ? null : (await this.teams.known()).teamOf(agentId);
    const scoredAt = this.clock.now();
    const row: MachineScoreRow = {
      ...{ id: newId(scoredAt), subjectKind, subjectId, scorecardId: card.scorecardId, scorecardVersion: card.number },
      ...{ agentId, teamId, channel, finishedAt, scoredAt, ...judged, revision: 1, former: [] },
    };
    await insertRows(tx, MachineScoreSchema, [row]);
    await this.#tell(tx, row);
  }

  async #revise(tx: EntityManager, row: MachineScoreRow, judged: Judged): Promise<void> {
    const before = { revision: row.revision, ...revisedOf(row), scoredAt: row.scoredAt.toISOString() };
    const revised = { ...judged, revision: row.revision + 1, scoredAt: this.clock.now() };
    const former = [...row.former, before];
    await updateRows(tx, MachineScoreSchema, { id: row.id, revision: row.revision }, { ...revised, former });
    await this.#tell(tx, { ...row, ...revised });
  }

  async #tell(tx: EntityManager, row: MachineScoreRow): Promise<void> {
    const { subjectKind: kind, subjectId: id, agentId, scorecardId, scorecardVersion, scoredAt } = row;
    const { revision, score, passed, answered, asked } = row;
    const told = outgoing(subjectScored, {
      ...{ subject: { kind, id }, agentId, scorecardId, scorecardVersion, revision },
      ...{ score: score === null ? null : score / 100, passed, answered, asked },
    });
    await this.outbox.append(tx, id, scoredAt, [told]);
  }
}

function judgedOf({ content: { form } }: ScorecardVersionRow, said: readonly MachineScore[]): Judged {
  const answers = machineAnswers(form, said);
  const judged = judgedBy(form, answers);
  const items = Object.entries(answers).map(([key, answer]) => {
    const findings = said.filter(({ itemKey }) => itemKey === key).flatMap((each) => each.findings);
    return { key, answer: String(answer), findings };
  });
  const { total, passed, fatalMissed } = judged;
  const { answered, asked } = reachOf(judged);
  return { score: total === null ? null : Math.round(total * 100), passed, fatalMissed, answered, asked, items };
}

function revisedOf({ score, passed, fatalMissed, answered, asked, items }: MachineScoreRow): Judged {
  const kept = items.map(({ key, answer, findings }) => ({ key, answer, findings }));
  return { score, passed, fatalMissed, answered, asked, items: kept };
}
