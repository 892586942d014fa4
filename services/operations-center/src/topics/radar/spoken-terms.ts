import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between } from 'typeorm';
import { InspectedTexts } from '../../inspection/inspection.api.js';
import { termKeyOf, termsOfTurns } from '../readings/buckets.js';
import { ReadingSchema } from '../readings/reading.schema.js';
import type { IncidentSample } from './incident.schema.js';

/** Texts that are looked through for what counted terms are in words. */
const MOST_TEXTS = 400;
/** A term that fewer have may be a name. */
const LEAST_TEXTS = 3;

export interface SpokenTerm {
  readonly term: string;
  readonly texts: readonly IncidentSample[];
}

/** What counted terms are in words, and who said them: read from the texts, for the terms alone are not kept. */
@Injectable()
export class SpokenTerms {
  constructor(
    private readonly database: Database,
    private readonly texts: InspectedTexts,
  ) {}

  /** Those of the terms that at least three texts have, of the newest texts of these quarters. */
  async of(termKeys: ReadonlySet<string>, from: number, to: number): Promise<Map<string, SpokenTerm>> {
    const db = await this.database.reader();
    const where = { bucket: Between(from, to) };
    const readings = await db.find(ReadingSchema, { where, order: { bucket: 'DESC' }, take: MOST_TEXTS });
    const kinds = new Map(readings.map(({ subjectId, kind }) => [subjectId, kind]));
    const spoken = new Map<string, { term: string; texts: IncidentSample[] }>();
    for (const { id, turns } of await this.texts.of([...kinds.keys()])) {
      for (const term of termsOfTurns(turns)) {
        const key = termKeyOf(term);
        if (!termKeys.has(key)) continue;
        const known = spoken.get(key) ?? { term, texts: [] };
        known.texts.push({ kind: kinds.get(id)!, id });
        spoken.set(key, known);
      }
    }
    return new Map([...spoken].filter(([, { texts }]) => texts.length >= LEAST_TEXTS));
  }
}
