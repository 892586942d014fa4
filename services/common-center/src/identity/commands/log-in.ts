import { Refusal } from '#libs/web/problem';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CameFrom } from '../came-from.js';
import type { Account } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import { LoginGuard } from '../lockout/login-guard.js';
import { passwordMatches } from '../passwords.js';
import { MfaPolicyService } from '../mfa/mfa-policy.service.js';
import { MfaTokens, type MfaToken } from '../mfa/mfa-tokens.js';
import { SecondFactor } from '../mfa/second-factor.js';
import { SessionStarts, type SessionTokens } from '../session/session-starts.js';

/** The right password may be half of it. */
export interface SecondStep extends MfaToken {
  readonly next: 'code' | 'enrolment';
}

export class LogIn extends Command<SessionTokens | SecondStep> {
  constructor(
    readonly login: string,
    readonly password: string,
    readonly from: CameFrom,
  ) {
    super();
  }
}

@CommandHandler(LogIn)
export class LogInHandler implements ICommandHandler<LogIn> {
  constructor(
    private readonly accounts: Accounts,
    private readonly guard: LoginGuard,
    private readonly secondFactor: SecondFactor,
    private readonly policy: MfaPolicyService,
    private readonly mfaTokens: MfaTokens,
    private readonly starts: SessionStarts,
  ) {}

  /** One refusal for every reason, after the same time: it must not tell which logins there are. */
  async execute({ login, password, from: { device, address } }: LogIn): Promise<SessionTokens | SecondStep> {
    const attempt = await this.guard.tryPassword(login, address);
    const account = await this.accounts.byLogin(login);
    const credentials = account?.credentials;
    const matches = await passwordMatches(credentials?.passwordHash, password);
    if (!account || !credentials || !matches) {
      await this.guard.failed(attempt, account?.id ?? null);
      throw new Refusal(401, 'login-refused', 'Login or password is wrong.');
    }
    await this.guard.succeeded(attempt);
    if (await this.secondFactor.isActive(account.id)) return this.#secondStep(account, 'code');
    if (await this.policy.requires(credentials.roles)) return this.#secondStep(account, 'enrolment');
    return this.starts.begin(account, { device, amr: ['pwd'] });
  }

  async #secondStep(account: Account, next: SecondStep['next']): Promise<SecondStep> {
    return { next, ...(await this.mfaTokens.issue(account)) };
  }
}
