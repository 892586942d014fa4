import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { PublishedRulesSchema, RuleSetSchema } from './rule-sets/rule-set.schema.js';
import { STARTER, STARTER_WORDS, starterRules } from './rule-sets/starter-rules.js';
import { WordListSchema } from './word-lists/word-list.schema.js';
import { WordLists } from './word-lists/word-lists.js';

const SYSTEM = 'system';

/** Conversations are inspected from the first one on; a tenant that has lists or rules has its own. */
@Injectable()
export class InspectionSeed extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly lists: WordLists,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await tx.exists(RuleSetSchema)) || (await tx.exists(WordListSchema))) return;
      const { id: listId } = await this.lists.add(STARTER);
      await this.lists.change(listId, { add: [...STARTER_WORDS], remove: [] });
      const at = this.clock.now();
      const [id, content] = [newId(at), starterRules(listId)];
      const numbers = { version: 1, draftNo: 1, triedNo: 1, liveNo: 1, lastNo: 1 };
      await insertRows(tx, RuleSetSchema, [{ id, name: STARTER, draft: content, ...numbers, updatedAt: at }]);
      const published = { ruleSetId: id, no: 1, content, publishedBy: SYSTEM, publishedAt: at };
      await insertRows(tx, PublishedRulesSchema, [published]);
    });
  }
}
