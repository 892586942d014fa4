import { Refusal } from '#libs/web/http/problem';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CameFrom } from '../came-from.js';
import { Accounts } from '../domain/account.repository.js';
import { FirstStep, type SecondStep } from '../first-step.js';
import { LoginGuard } from '../lockout/login-guard.js';
import { passwordMatches } from '../secrets/passwords.js';
import type { SessionTokens } from '../session/session-starts.js';

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
    private readonly firstStep: FirstStep,
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
    return this.firstStep.passed(account, { device, amr: ['pwd'] });
  }
}
