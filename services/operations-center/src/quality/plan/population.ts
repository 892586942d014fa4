import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, MoreThanOrEqual, Not, Raw, type EntityManager } from 'typeorm';
import { EvaluationSchema } from '../evaluation/evaluation.schema.js';
import { Scorecards } from '../scorecard/scorecards.js';
import { SubjectSchema, type Subject } from '../subject/subject.schema.js';
import { KnownRisks } from './known-risks.js';
import { isRisky, NOTHING_KNOWN, riskLevelOf, type RiskFacts } from './risk.js';
import { PopulationSchema, type Candidate, type DrawRow, type PlanContent, type Stratum } from './plan.schema.js';

const AT_ONCE = 1_000;
/** Strata of durations end here, in seconds. */
const LENGTHS = [60, 180, 600, 1_800, 7_200];

function keyOf({ kind, id }: Pick<Subject, 'kind' | 'id'>): string {
  return `${kind}/${id}`;
}

/** The finished work a plan draws from. */
@Injectable()
export class Population {
  constructor(
    private readonly database: Database,
    private readonly scorecards: Scorecards,
    private readonly risks: KnownRisks,
  ) {}

  /**
   * Of a draw's period and the channels of its scorecard. What was judged before stays in it for a draw that is to say something of the whole; a targeted one leaves
   * it out.
   */
  async of({ content, fromAt, toAt }: DrawRow): Promise<Candidate[]> {
    const { channels } = (await this.scorecards.newest(content.scorecardId)).content;
    const { subjectKinds, queueIds, agentIds, leastSeconds } = content;
    const reader = await this.database.reader();
    const within = Raw((name) => `${name} >= :fromAt AND ${name} < :toAt`, { fromAt, toAt });
    const where = {
      ...{
        finishedAt: within,
        kind: In([...subjectKinds]),
        channel: In([...channels]),
        durationMs: MoreThanOrEqual(leastSeconds * 1_000),
      },
      ...(queueIds.length > 0 && { queueId: In([...queueIds]) }),
      ...(agentIds.length > 0 && { agentId: In([...agentIds]) }),
    };
    const subjects = await reader.find(SubjectSchema, { where, order: { id: 'ASC' } });
    const risks = needsRisks(content)
      ? await this.risks.of(subjects.map(({ id }) => id))
      : new Map<string, RiskFacts>();
    const riskOf = ({ id }: Subject) => risks.get(id) ?? NOTHING_KNOWN;
    const candidate = (subject: Subject) => candidateOf(subject, content, riskOf(subject));
    if (content.kind !== 'targeted') return subjects.map(candidate);
    const judged = await this.#judged(reader, content.scorecardId, within);
    const isMeant = (subject: Subject) => !judged.has(subject.id) && isRisky(content.risk, subject, riskOf(subject));
    return subjects.filter(isMeant).map(candidate);
  }

  async keep(tx: EntityManager, drawId: string, candidates: readonly Candidate[]): Promise<void> {
    for (let from = 0; from < candidates.length; from += AT_ONCE)
      await tx.insert(PopulationSchema, {
        drawId,
        no: from / AT_ONCE,
        candidates: candidates.slice(from, from + AT_ONCE),
      });
  }

  async kept(drawId: string): Promise<Candidate[]> {
    const rows = await (
      await this.database.reader()
    ).find(PopulationSchema, { where: { drawId }, order: { no: 'ASC' } });
    return rows.flatMap(({ candidates }) => candidates);
  }

  async #judged(reader: EntityManager, scorecardId: string, finishedAt: ReturnType<typeof Raw>) {
    const where = { scorecardId, finishedAt, state: Not('retracted' as const) };
    const rows = await reader.find(EvaluationSchema, { select: { id: true, subjectId: true }, where });
    return new Set(rows.map(({ subjectId }) => subjectId));
  }
}

function needsRisks({ kind, strata }: PlanContent): boolean {
  return kind === 'targeted' || strata.includes('wrap-up') || strata.includes('risk');
}

function candidateOf(subject: Subject, { kind, strata }: PlanContent, known: RiskFacts): Candidate {
  const stratum = kind === 'stratified' ? strata.map((each) => partOf(subject, known, each)).join('|') : '';
  return { key: keyOf(subject), agentId: subject.agentId, stratum };
}

function partOf({ agentId, queueId, channel, durationMs }: Subject, known: RiskFacts, stratum: Stratum): string {
  if (stratum === 'wrap-up') return known.wrapUpCode ?? '';
  if (stratum === 'risk') return riskLevelOf(known);
  if (stratum === 'agent') return agentId;
  if (stratum === 'queue') return queueId ?? '';
  if (stratum === 'channel') return channel;
  return String(LENGTHS.filter((seconds) => durationMs >= seconds * 1_000).length);
}
