import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { PublishForm } from './commands/publish-form.js';
import { FormDefinitions } from './domain/form-definition.repository.js';
import { readSeedForms } from './seed-forms.js';

const HOUSE = 'switchboard';

/** The forms a tenant starts with, blocks before those that use them; what operators made of them stays. */
@Injectable()
export class HouseForms extends TenantSeed {
  constructor(
    private readonly definitions: FormDefinitions,
    private readonly commands: CommandBus,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    for (const { name, kind, content } of await readSeedForms()) {
      if (await this.definitions.has(name)) continue;
      await this.commands.execute(new PublishForm(name, kind, content, 'Comes with the product.', HOUSE));
    }
  }
}
