import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ContactDirectory } from '../contact/contact.api.js';
import { PreCheckRules } from '../pre-check-rule/pre-check-rule.api.js';
import { PreCheckInteractionEvent } from './commands/pre-check-interaction-event.js';
import { RecordInteractionEvent } from './commands/record-interaction-event.js';
import type { NewInteractionEvent } from './domain/interaction-event.aggregate.js';
import { preCheck, type PreCheckResult } from './domain/pre-check.js';

/** What other contexts do with the demands of a contact. */
@Injectable()
export class DemandDesk {
  constructor(
    private readonly commands: CommandBus,
    private readonly contacts: ContactDirectory,
    private readonly rules: PreCheckRules,
  ) {}

  /**
   * Records the demand and has it pre-checked. Of somebody unknown nothing is recorded, since a demand belongs to a customer; the
   * rules answer all the same.
   * @throws ContactNotFound
   */
  async preCheck(contactId: string, demand: Omit<NewInteractionEvent, 'id' | 'number'>): Promise<PreCheckResult> {
    const [contact] = await this.contacts.get([contactId]);
    if (contact!.customerId === null) return preCheck(await this.rules.inForce(), demand);
    const { id } = await this.commands.execute(new RecordInteractionEvent([contactId], demand));
    return this.commands.execute(new PreCheckInteractionEvent(id));
  }
}
