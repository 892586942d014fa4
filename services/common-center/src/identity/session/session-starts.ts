import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import type { Live } from '#libs/discovery/config/live-value';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable } from '@nestjs/common';
import type { Account } from '../domain/account.aggregate.js';
import { Accounts } from '../domain/account.repository.js';
import type { IdentitySettings } from '#libs/contracts/settings/identity';
import { IDENTITY_SETTINGS } from '../identity-settings.js';
import { StandIns } from '../delegation/stand-ins.api.js';
import { RoleService } from '../roles/role.service.js';
import { TokenIssuer, type IssuedToken } from '../tokens/token-issuer.js';
import { Session } from './domain/session.aggregate.js';
import { Sessions } from './domain/session.repository.js';
import { hashOf, newSecret } from './refresh-token.js';

export interface SessionTokens extends IssuedToken {
  readonly refreshToken: string;
}

/** How somebody came in. */
export interface Entrance {
  readonly device: string;
  /** RFC 8176. */
  readonly amr: readonly string[];
}

/** Begins sessions, and gives the tokens of those that run. */
@Injectable()
export class SessionStarts {
  constructor(
    private readonly sessions: Sessions,
    private readonly accounts: Accounts,
    private readonly roles: RoleService,
    private readonly standIns: StandIns,
    private readonly tokens: TokenIssuer,
    @Inject(IDENTITY_SETTINGS) private readonly settings: Live<IdentitySettings>,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal 401 `login-refused` when password or account were changed while the person came in */
  async begin(account: Account, { device, amr }: Entrance): Promise<SessionTokens> {
    const now = this.clock.now();
    const refreshToken = newSecret();
    const parts = { id: newId(now), accountId: account.id, device, amr, tokenHash: hashOf(refreshToken) };
    const session = Session.begin(parts, this.settings.current, now);
    await this.sessions.add(session);
    await this.#requireUnchanged(account, session);
    return this.tokensOf(session, account, refreshToken);
  }

  /** @throws Refusal 401 `login-refused` when the account is deactivated */
  async tokensOf(session: Session, account: Account, refreshToken: string): Promise<SessionTokens> {
    const { credentials, id: subject, name } = account;
    if (!credentials) throw refused();
    const { id: sessionId, amr } = session;
    const tenantId = currentTenant();
    const { roles, until: notAfter } = await this.standIns.rolesOf(subject, credentials.roles);
    const grant = await this.roles.grantOf(roles);
    const issued = await this.tokens.issue({
      subject,
      name,
      kind: 'person',
      tenantId,
      ...grant,
      notAfter,
      sessionId,
      amr,
    });
    return { ...issued, refreshToken };
  }

  /** Whoever resets the password later ends this session; whoever did it just before did not see it. */
  async #requireUnchanged(before: Account, session: Session): Promise<void> {
    const { credentials } = await this.accounts.get(before.id);
    if (credentials && credentials.passwordHash === before.credentials?.passwordHash) return;
    const reason = credentials ? 'password-reset' : 'deactivated';
    await this.sessions.update(session.id, (begun) => begun.end(reason, this.clock.now()));
    throw refused();
  }
}

function refused(): Refusal {
  return new Refusal(401, 'login-refused', 'Login or password is wrong.');
}
