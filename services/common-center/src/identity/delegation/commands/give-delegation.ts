import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../../domain/account.repository.js';
import { AccountInactive } from '../../domain/identity.errors.js';
import { RoleService } from '../../roles/role.service.js';
import { Delegation, type NewDelegation } from '../domain/delegation.aggregate.js';
import { Delegations } from '../domain/delegation.repository.js';

export class GiveDelegation extends Command<{ delegationId: string }> {
  constructor(readonly input: Omit<NewDelegation, 'id'>) {
    super();
  }
}

@CommandHandler(GiveDelegation)
export class GiveDelegationHandler implements ICommandHandler<GiveDelegation> {
  constructor(
    private readonly accounts: Accounts,
    private readonly roles: RoleService,
    private readonly delegations: Delegations,
    private readonly clock: Clock,
  ) {}

  /** Who hands over for somebody else gives no more than they have themselves. */
  async execute({ input }: GiveDelegation): Promise<{ delegationId: string }> {
    const { credentials } = await this.accounts.get(input.fromId);
    const standIn = await this.accounts.get(input.toId);
    if (!credentials || !standIn.credentials)
      throw new AccountInactive('One of both is deactivated.', { id: input.toId });
    if (input.givenBy !== input.fromId) await this.roles.requireGrantable(input.roles);
    const now = this.clock.now();
    const delegation = Delegation.give({ ...input, id: newId(now) }, credentials.roles, now);
    await this.delegations.add(delegation);
    return { delegationId: delegation.id };
  }
}
