import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { InspectedFactsReader } from '../../inspection/inspection.api.js';
import { ReadIntents } from '../../topics/read-intents.api.js';
import { MachineScoreSchema, type MachineScoreRow } from '../machine/machine-score.schema.js';
import { NOTHING_KNOWN, type RiskFacts } from './risk.js';

const AT_ONCE = 500;

/** What machines and customers have said of finished work by now. */
@Injectable()
export class KnownRisks {
  constructor(
    private readonly database: Database,
    private readonly inspected: InspectedFactsReader,
    private readonly intents: ReadIntents,
  ) {}

  /** Of each of the ids. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, RiskFacts>> {
    const known = new Map<string, RiskFacts>();
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const [facts, intents] = [await this.inspected.of(some), await this.intents.of(some)];
      const scores = Map.groupBy(await this.#scores(some), ({ subjectId }) => subjectId);
      for (const id of some) {
        const intent = intents.get(id) ?? null;
        known.set(id, { ...NOTHING_KNOWN, ...facts.get(id), intent, ...lowestOf(scores.get(id) ?? []) });
      }
    }
    return known;
  }

  async #scores(ids: readonly string[]): Promise<MachineScoreRow[]> {
    return (await this.database.reader()).findBy(MachineScoreSchema, { subjectId: In([...ids]) });
  }
}

function lowestOf(rows: readonly MachineScoreRow[]): Pick<RiskFacts, 'machineScore' | 'machinePassed'> {
  const scored = rows.flatMap(({ score, passed }) => (score === null ? [] : [{ score: score / 100, passed }]));
  if (scored.length === 0) return { machineScore: null, machinePassed: null };
  return {
    machineScore: Math.min(...scored.map(({ score }) => score)),
    machinePassed: scored.every(({ passed }) => passed),
  };
}
