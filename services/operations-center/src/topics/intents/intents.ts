import { setImmediate as pause } from 'node:timers/promises';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { TextModel, train, USUAL_TRAINING, type Example, type TrainedModel } from '#libs/recommendation/text-model';
import { Injectable } from '@nestjs/common';
import { InspectedTexts } from '../../inspection/inspection.api.js';
import { IntentModelSchema, type IntentModelRow } from './intent.schema.js';

export class TooFewTickets extends domainError('topic-too-few-tickets', 'conflict') {}

const LEAST_TEXTS = 30;
const MOST_TEXTS = 5_000;
/** Below it is no intent. */
const LEAST_CONFIDENCE = 0.4;
const READ_AT_ONCE = 200;
/** A word of fewer texts may be a name. */
const LEAST_OF_A_WORD = 3;

/** What people want, as the categories of tickets have taught it. */
@Injectable()
export class Intents {
  readonly #memory: TenantMemory<TextModel | null>;

  constructor(
    private readonly database: Database,
    private readonly texts: InspectedTexts,
    private readonly clock: Clock,
  ) {
    this.#memory = new TenantMemory(clock, async () => {
      const row = await this.#row();
      return row && new TextModel(row.model);
    });
  }

  /** Undefined: unlike all it knows, or it knows nothing yet. */
  async of(text: string): Promise<{ readonly label: string; readonly confidence: number } | undefined> {
    const best = (await this.#memory.get())?.rank(text)[0];
    return best !== undefined && best.confidence >= LEAST_CONFIDENCE && best.words.length > 0 ? best : undefined;
  }

  /** Learns again from the newest tickets. @throws TooFewTickets */
  async teach(): Promise<IntentModelRow> {
    const examples = await this.#examples();
    if (examples.length < LEAST_TEXTS)
      throw new TooFewTickets(`It takes ${LEAST_TEXTS} finished tickets with a category.`);
    const row: IntentModelRow = {
      ...{ id: 'intents', model: await learnt(examples), texts: examples.length },
      ...{ rightPercent: await this.#rightPercent(examples), trainedAt: this.clock.now() },
    };
    await this.database.transaction(async (tx) => {
      await tx.delete(IntentModelSchema, { id: 'intents' });
      await insertRows(tx, IntentModelSchema, [row]);
    });
    this.#memory.forget(currentTenant());
    return row;
  }

  /** Null: it was never taught. */
  async trainedAt(): Promise<Date | null> {
    const db = await this.database.reader();
    const row = await db.findOne(IntentModelSchema, {
      select: { id: true, trainedAt: true },
      where: { id: 'intents' },
    });
    return row?.trainedAt ?? null;
  }

  /** Of each fifth text, by what the others teach. */
  async #rightPercent(examples: readonly Example[]): Promise<number> {
    const held = examples.filter((_, index) => index % 5 === 0);
    const model = new TextModel(await learnt(examples.filter((_, index) => index % 5 !== 0)));
    const right = held.filter(({ text, label }) => model.rank(text)[0]?.label === label);
    return Math.round((100 * right.length) / held.length);
  }

  async #examples(): Promise<Example[]> {
    const ids = await this.texts.categorised(MOST_TEXTS);
    const examples: Example[] = [];
    for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
      for (const { category, turns } of await this.texts.of(ids.slice(from, from + READ_AT_ONCE))) {
        const said = turns.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text);
        if (category !== null && said.length > 0) examples.push({ text: said.join('\n'), label: category });
      }
    }
    return examples;
  }

  async #row(): Promise<IntentModelRow | null> {
    return (await this.database.reader()).findOneBy(IntentModelSchema, { id: 'intents' });
  }
}

/** Others have the processor between its steps. */
async function learnt(examples: readonly Example[]): Promise<TrainedModel> {
  const steps = train(examples, { ...USUAL_TRAINING, leastTexts: LEAST_OF_A_WORD });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
  }
}
