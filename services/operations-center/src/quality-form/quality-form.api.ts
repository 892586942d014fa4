import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { QualityFormSchema, type QualityForm } from './quality-form.schema.js';

export type { FormItem, QualityFormContent } from './quality-form.dto.js';

export class NoQualityForm extends domainError('quality-form-missing', 'conflict') {}

/** What other contexts ask about quality forms. */
@Injectable()
export class QualityForms {
  constructor(private readonly database: Database) {}

  /**
   * The newest version: what is checked now is judged by it.
   * @throws NoQualityForm
   */
  async inForce(): Promise<QualityForm> {
    const [form] = await (
      await this.database.reader()
    ).find(QualityFormSchema, { order: { version: 'DESC' }, take: 1 });
    if (!form) throw new NoQualityForm('The tenant has no quality form.');
    return form;
  }
}
