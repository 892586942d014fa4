import { currentTenant } from '#libs/persistence/tenant-context';
import { Refusal } from '#libs/web/problem';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../domain/account.repository.js';
import { passwordMatches } from '../passwords.js';
import { RoleService } from '../role.service.js';
import { TokenIssuer, type IssuedToken } from '../token-issuer.js';

export class LogIn extends Command<IssuedToken> {
  constructor(
    readonly login: string,
    readonly password: string,
  ) {
    super();
  }
}

@CommandHandler(LogIn)
export class LogInHandler implements ICommandHandler<LogIn> {
  constructor(
    private readonly accounts: Accounts,
    private readonly roles: RoleService,
    private readonly tokens: TokenIssuer,
  ) {}

  /** One refusal for every reason, after the same time: it must not tell which logins there are. */
  async execute({ login, password }: LogIn): Promise<IssuedToken> {
    const account = await this.accounts.byLogin(login);
    const credentials = account?.credentials;
    const matches = await passwordMatches(credentials?.passwordHash, password);
    if (!account || !credentials || !matches) throw new Refusal(401, 'login-refused', 'Login or password is wrong.');
    const { id: subject, name } = account;
    const scope = await this.roles.scopeOf(credentials.roles);
    return this.tokens.issue({ subject, name, kind: 'person', tenantId: currentTenant(), scope });
  }
}
