import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clients } from '../domain/client.repository.js';
import { passwordMatches } from '../secrets/passwords.js';
import { RoleService } from '../roles/role.service.js';
import { TokenIssuer, type IssuedToken } from '../tokens/token-issuer.js';

export class IssueClientToken extends Command<IssuedToken> {
  constructor(
    readonly clientId: string,
    readonly secret: string,
    /** What of it all; everything where nothing is said. */
    readonly scope?: string,
  ) {
    super();
  }
}

@CommandHandler(IssueClientToken)
export class IssueClientTokenHandler implements ICommandHandler<IssueClientToken> {
  constructor(
    private readonly clients: Clients,
    private readonly roles: RoleService,
    private readonly tokens: TokenIssuer,
  ) {}

  async execute({ clientId, secret, scope: asked }: IssueClientToken): Promise<IssuedToken> {
    const client = await this.clients.find(clientId);
    const credentials = client?.credentials;
    const matches = await passwordMatches(credentials?.secretHash, secret);
    if (!client || !credentials || !matches) throw new Refusal(401, 'client-refused', 'Client or secret is wrong.');
    const { id: subject, name } = client;
    const { roles, accessId } = credentials;
    const grant = asked === undefined ? this.roles.grantOf(roles) : this.roles.narrowedGrantOf(roles, asked);
    const access = accessId === null ? {} : { sessionId: accessId };
    return this.tokens.issue({ subject, name, kind: 'client', tenantId: currentTenant(), ...access, ...(await grant) });
  }
}
