import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { PreCheckRuleSchema, type PreCheckRule } from './pre-check-rule.schema.js';

/** What other contexts ask about pre-check rules. */
@Injectable()
export class PreCheckRules {
  constructor(private readonly database: Database) {}

  /** The active ones, in the order they are tried. */
  async inForce(): Promise<PreCheckRule[]> {
    const db = await this.database.reader();
    return db.find(PreCheckRuleSchema, { where: { active: true }, order: { position: 'ASC', id: 'ASC' } });
  }
}
