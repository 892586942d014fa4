import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Diagnosis } from '../domain/diagnosis.aggregate.js';
import { DiagnosisCodeTaken, DiagnosisNotFound } from '../domain/diagnosis.errors.js';
import { Diagnoses } from '../domain/diagnosis.repository.js';
import { DiagnosisJournalSchema, DiagnosisSchema } from './diagnosis.schema.js';

@Injectable()
export class TypeormDiagnoses extends AggregateStore<Diagnosis> implements Diagnoses {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: DiagnosisSchema,
      notFound: (id) => new DiagnosisNotFound('There is no such diagnosis.', { id }),
      publish: () => null,
      journal: DiagnosisJournalSchema,
    });
  }

  /** @throws DiagnosisCodeTaken */
  override async add(diagnosis: Diagnosis): Promise<void> {
    try {
      await super.add(diagnosis);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new DiagnosisCodeTaken(`There is a diagnosis ${diagnosis.code} already.`, { code: diagnosis.code });
    }
  }
}
