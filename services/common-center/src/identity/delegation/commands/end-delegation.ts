import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DelegationNotYours } from '../domain/delegation.errors.js';
import { Delegations } from '../domain/delegation.repository.js';

export class EndDelegation extends Command<void> {
  constructor(
    readonly delegationId: string,
    readonly by: string,
    /** Whether that of other people may be ended. */
    readonly anyones: boolean,
  ) {
    super();
  }
}

@CommandHandler(EndDelegation)
export class EndDelegationHandler implements ICommandHandler<EndDelegation> {
  constructor(
    private readonly delegations: Delegations,
    private readonly clock: Clock,
  ) {}

  async execute({ delegationId, by, anyones }: EndDelegation): Promise<void> {
    await this.delegations.update(delegationId, (delegation) => {
      if (!anyones && ![delegation.fromId, delegation.toId].includes(by))
        throw new DelegationNotYours('It is between other people.', { id: delegationId });
      delegation.end(by, this.clock.now());
    });
  }
}
