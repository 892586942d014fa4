import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InterfaceChecks } from '../document/interface-checks.js';
import type { InterfaceDocument } from '../domain/interface-document.js';
import { OutsideInterface } from '../domain/outside-interface.aggregate.js';
import { OutsideInterfaces } from '../domain/outside-interface.repository.js';

export class RegisterInterface extends Command<{ interfaceId: string }> {
  constructor(
    readonly code: string,
    readonly name: string,
    readonly document: InterfaceDocument,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RegisterInterface)
export class RegisterInterfaceHandler implements ICommandHandler<RegisterInterface> {
  constructor(
    private readonly interfaces: OutsideInterfaces,
    private readonly checks: InterfaceChecks,
    private readonly clock: Clock,
  ) {}

  async execute({ code, name, document, by }: RegisterInterface): Promise<{ interfaceId: string }> {
    const interfaceId = newId(this.clock.now());
    const problems = this.checks.problemsOf(document);
    await this.interfaces.add(OutsideInterface.of(interfaceId, code, name, document, problems, by));
    return { interfaceId };
  }
}

export class ReplaceInterfaceDraft extends Command<void> {
  constructor(
    readonly interfaceId: string,
    readonly name: string,
    readonly document: InterfaceDocument,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReplaceInterfaceDraft)
export class ReplaceInterfaceDraftHandler implements ICommandHandler<ReplaceInterfaceDraft> {
  constructor(
    private readonly interfaces: OutsideInterfaces,
    private readonly checks: InterfaceChecks,
  ) {}

  async execute({ interfaceId, name, document, by }: ReplaceInterfaceDraft): Promise<void> {
    const problems = this.checks.problemsOf(document);
    await this.interfaces.update(interfaceId, (outside) => outside.replace(name, document, problems, by));
  }
}
