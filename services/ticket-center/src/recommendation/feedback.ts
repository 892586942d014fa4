import { domainError } from '#libs/kernel/domain-error';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { kindOf } from './closed-cases.js';
import type { FeedbackBody, FeedbackView, ModelView } from './recommendation.dto.js';
import { FeedbackSchema, ModelSchema, RecommendationSchema, type FeedbackRow } from './recommendation.schema.js';

/** Nor was anything recommended for this subject. */
export class RecommendationNotFound extends domainError('recommendation-not-found', 'not-found') {}

/** What people made of what was recommended. */
@Injectable()
export class Feedback {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What was chosen in the end; said again, the last holds. @throws RecommendationNotFound */
  async record(recommendationId: string, { subject, chosen }: FeedbackBody, by: string): Promise<FeedbackView> {
    return this.database.transaction(async (tx) => {
      const given = await tx.findOneBy(RecommendationSchema, { id: recommendationId });
      const said = given?.said.find((each) => each.subject === subject);
      if (!said) throw new RecommendationNotFound('Nothing was recommended.', { id: recommendationId, subject });
      const accepted = said.label === (subject === 'solution' ? kindOf(chosen) : chosen);
      const row: FeedbackRow = {
        ...{ recommendationId, subject, chosen, accepted, by, at: this.clock.now() },
        ...{ modelVersion: said.modelVersion, said: said.label },
      };
      await tx.delete(FeedbackSchema, { recommendationId, subject });
      await tx.insert(FeedbackSchema, row);
      return { subject, said: said.label, chosen, accepted };
    });
  }

  /** Every model that is kept, the newest first, with what people made of it. */
  async models(): Promise<ModelView[]> {
    const reader = await this.database.reader();
    const select = {
      ...{ subject: true, version: true, serving: true, cases: true, trainedAt: true, measures: true },
    } as const;
    const models = await reader.find(ModelSchema, { select, order: { subject: 'ASC', version: 'DESC' } });
    const count = (subject: FeedbackRow['subject'], modelVersion: number, accepted: boolean) =>
      reader.countBy(FeedbackSchema, { subject, modelVersion, accepted });
    return Promise.all(
      models.map(async ({ subject, version, measures, trainedAt, ...rest }) => ({
        ...{ subject, version, ...rest, ...measures, trainedAt: trainedAt.toISOString() },
        feedback: {
          accepted: await count(subject, version, true),
          overridden: await count(subject, version, false),
        },
      })),
    );
  }
}
