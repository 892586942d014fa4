import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../../domain/account.repository.js';
import { RoleService } from '../../roles/role.service.js';
import { Authenticators } from '../domain/authenticator.repository.js';
import { MfaRequired } from '../domain/mfa.errors.js';
import { MfaPolicyService } from '../mfa-policy.service.js';
import { SecondFactor } from '../second-factor.js';

export class RemoveOwnMfa extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly code: string,
  ) {
    super();
  }
}

@CommandHandler(RemoveOwnMfa)
export class RemoveOwnMfaHandler implements ICommandHandler<RemoveOwnMfa> {
  constructor(
    private readonly accounts: Accounts,
    private readonly authenticators: Authenticators,
    private readonly policy: MfaPolicyService,
    private readonly secondFactor: SecondFactor,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, code }: RemoveOwnMfa): Promise<void> {
    const account = await this.accounts.get(accountId);
    if (await this.policy.requires(account.credentials?.roles ?? []))
      throw new MfaRequired('Your roles require a second factor.');
    await this.secondFactor.check(account, code);
    await this.authenticators.update(accountId, (each) => each.remove(accountId, this.clock.now()));
  }
}

export class ResetMfa extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ResetMfa)
export class ResetMfaHandler implements ICommandHandler<ResetMfa> {
  constructor(
    private readonly accounts: Accounts,
    private readonly authenticators: Authenticators,
    private readonly roles: RoleService,
    private readonly clock: Clock,
  ) {}

  /** For who lost their device. As with passwords, nobody resets that of one who may do more than they. */
  async execute({ accountId, by }: ResetMfa): Promise<void> {
    const { credentials } = await this.accounts.get(accountId);
    await this.roles.requireGrantable(credentials?.roles ?? []);
    await this.authenticators.update(accountId, (each) => each.remove(by, this.clock.now()));
  }
}
