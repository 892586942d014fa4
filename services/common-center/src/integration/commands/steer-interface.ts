import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Mode } from '../domain/interface-document.js';
import { OutsideInterfaces } from '../domain/outside-interface.repository.js';

/** Another version is live, at once. */
export class RollBackInterface extends Command<void> {
  constructor(
    readonly interfaceId: string,
    readonly to: number,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RollBackInterface)
export class RollBackInterfaceHandler implements ICommandHandler<RollBackInterface> {
  constructor(
    private readonly interfaces: OutsideInterfaces,
    private readonly clock: Clock,
  ) {}

  async execute({ interfaceId, to, reason, by }: RollBackInterface): Promise<void> {
    await this.interfaces.update(interfaceId, (outside) => outside.rollBack(to, reason, by, this.clock.now()));
  }
}

/** Answers come from elsewhere, at once. */
export class SwitchInterfaceMode extends Command<void> {
  constructor(
    readonly interfaceId: string,
    readonly mode: Mode,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SwitchInterfaceMode)
export class SwitchInterfaceModeHandler implements ICommandHandler<SwitchInterfaceMode> {
  constructor(
    private readonly interfaces: OutsideInterfaces,
    private readonly clock: Clock,
  ) {}

  async execute({ interfaceId, mode, by }: SwitchInterfaceMode): Promise<void> {
    await this.interfaces.update(interfaceId, (outside) => outside.switchTo(mode, by, this.clock.now()));
  }
}
