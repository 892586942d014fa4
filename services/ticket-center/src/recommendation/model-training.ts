import { setImmediate } from 'node:timers/promises';
import { accuracy, calibrationError, macroF1, type Judged } from '#libs/recommendation/cross-validation';
import { TextModel, train, USUAL_TRAINING, type Example, type TrainedModel } from '#libs/recommendation/text-model';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { ClosedCases, type ClosedCase } from './closed-cases.js';
import { ModelSchema, type ModelMeasures, type ModelRow, type RecommendedSubject } from './recommendation.schema.js';

/** With fewer there is nothing to learn from. */
const LEAST_CASES = 30;
/** Closed since the last training. */
const NEW_CASES = 20;
/** Of the cases, kept apart to ask the new model and the old one. */
const HELD = 0.2;
/** A new model may be so much worse by chance. */
const NOT_WORSE = 0.01;
const TRAINING = { ...USUAL_TRAINING, leastTexts: 3 };
const KEPT = 5;

/** Learns from what was closed since, and serves what is not worse than before. */
@Injectable()
export class ModelTraining {
  constructor(
    private readonly database: Database,
    private readonly cases: ClosedCases,
    private readonly clock: Clock,
  ) {}

  /** Those subjects of which there is enough that is new. @param stillOurs asked before anything is kept */
  async trainDue(stillOurs: () => Promise<boolean>): Promise<void> {
    for (const [subject, cases] of await this.cases.all()) {
      const last = await this.#last(subject);
      const fresh = last === null ? cases.length : cases.filter(({ id }) => id > last.newestCaseId).length;
      const labels = new Set(cases.map(({ label }) => label));
      if (cases.length < LEAST_CASES || labels.size < 2 || fresh < NEW_CASES) continue;
      const next = await this.#trained(subject, cases, last);
      if (await stillOurs()) await this.#keep(next);
    }
  }

  async #last(subject: RecommendedSubject): Promise<ModelRow | null> {
    return (await this.database.reader()).findOne(ModelSchema, { where: { subject }, order: { version: 'DESC' } });
  }

  async #trained(subject: RecommendedSubject, cases: ClosedCase[], last: ModelRow | null): Promise<ModelRow> {
    const serving = await (await this.database.reader()).findOneBy(ModelSchema, { subject, serving: true });
    const cut = Math.floor(cases.length * (1 - HELD));
    const held = cases.slice(cut);
    const candidate = await learnt(cases.slice(0, cut));
    const said = judgedBy(candidate, held);
    const before = serving === null ? null : macroF1(judgedBy(serving.model, held));
    const measures: ModelMeasures = {
      asked: held.length,
      macroF1: macroF1(said),
      accuracy: accuracy(said),
      calibrationError: calibrationError(said),
      majorityMacroF1: macroF1(byMajority(cases.slice(0, cut), held)),
      beforeMacroF1: before,
    };
    return {
      ...{ subject, version: (last?.version ?? 0) + 1, model: await learnt(cases), cases: cases.length },
      ...{ newestCaseId: cases.at(-1)!.id, trainedAt: this.clock.now(), measures },
      serving: before === null || measures.macroF1 >= before - NOT_WORSE,
    };
  }

  /** Whoever trained the same version at the same time was first, and it is as good. */
  async #keep(next: ModelRow): Promise<void> {
    const { subject, version } = next;
    await this.database
      .transaction(async (tx) => {
        await tx.insert(ModelSchema, next);
        if (next.serving) {
          const others = tx.createQueryBuilder().update(ModelSchema).set({ serving: false });
          await others.where('subject = :subject AND version <> :version', { subject, version }).execute();
        }
        const old = tx.createQueryBuilder().delete().from(ModelSchema);
        const where = 'subject = :subject AND version <= :until AND serving = :serving';
        await old.where(where, { subject, until: version - KEPT, serving: false }).execute();
      })
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
  }
}

/** Lets others have the processor between the steps. */
async function learnt(examples: readonly Example[]): Promise<TrainedModel> {
  const steps = train(examples, TRAINING);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function judgedBy(model: TrainedModel, held: readonly Example[]): Judged[] {
  const asked = new TextModel(model);
  return held.map(({ text, label: truth }) => {
    const { label: said, confidence } = asked.rank(text)[0]!;
    return { truth, said, confidence };
  });
}

function byMajority(examples: readonly Example[], held: readonly Example[]): Judged[] {
  const counts = [...Map.groupBy(examples, ({ label }) => label)].sort(([, a], [, b]) => b.length - a.length);
  return held.map(({ label: truth }) => ({ truth, said: counts[0]![0], confidence: 1 }));
}
