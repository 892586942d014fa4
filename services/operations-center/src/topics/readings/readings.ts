import type { subjectNoted } from '#libs/contracts/operations-center/inspection-events';
import type { DataOf } from '#libs/contracts/event-contract';
import { buyingSignals, unmetNeeds } from '#libs/hot-topics/signals';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { InspectedTexts } from '../../inspection/inspection.api.js';
import { Intents } from '../intents/intents.js';
import { ALL_TEXTS, bucketOf, termKeyOf, termsOfTurns } from './buckets.js';
import { ReadingSchema, TermCountSchema } from './reading.schema.js';

/** Terms of a text that are counted. */
const MOST_TERMS = 80;

/** Reads what was inspected for what it is about. It counts once, when it was read first; what it is about is known better at its end. */
@Injectable()
export class Readings {
  constructor(
    private readonly database: Database,
    private readonly texts: InspectedTexts,
    private readonly intents: Intents,
  ) {}

  async read({ subject: { kind, id }, channel, agentId }: DataOf<typeof subjectNoted>, at: Date): Promise<void> {
    const [text] = await this.texts.of([id]);
    if (text === undefined) return;
    const bucket = bucketOf(at);
    const said = text.turns.filter(({ speaker }) => speaker === 'customer').map(({ text: words }) => words);
    const intent = await this.intents.of(said.join('\n'));
    const [lead] = buyingSignals(text.turns);
    const [unmet] = unmetNeeds(text.turns);
    const reading = {
      ...{
        kind,
        channel,
        agentId,
        intent: intent?.label ?? null,
        confidence: intent ? Math.round(intent.confidence * 1_000) : null,
      },
      ...{ isLead: lead !== undefined, leadTurn: lead ? text.turns[lead.turn]!.seq : null },
      ...{ leadFrom: lead?.span.from ?? null, leadTo: lead?.span.to ?? null },
      ...{ isUnmet: unmet !== undefined, unmetTurn: unmet ? text.turns[unmet.turn]!.seq : null },
    };
    const keys = [ALL_TEXTS, ...termsOfTurns(text.turns, MOST_TERMS).map(termKeyOf).sort()];
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(ReadingSchema, { subjectId: id }))
        return void (await tx.update(ReadingSchema, { subjectId: id }, reading));
      await insertRows(tx, ReadingSchema, [{ ...reading, subjectId: id, at, bucket }]);
      const counts = keys.map((termKey) => ({ bucket, termKey, kind, texts: 1 }));
      await addToRows(tx, TermCountSchema, counts, { sums: ['texts'] });
    });
  }
}
