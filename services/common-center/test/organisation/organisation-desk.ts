import type { ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

export interface Account {
  id: string;
  version: number;
  login: string;
  active: boolean;
}
export interface Team {
  id: string;
  version: number;
  parentId: string | null;
  memberIds: string[];
}
interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const PASSWORD = 'a-good-password';

export const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown> & { exp: number };

/** Two tenants; in one of them an administrator hires people and founds teams, and a service asks whom they reach. */
export class OrganisationDesk {
  #hired = 0;

  private constructor(
    readonly center: CommonCenterInTest,
    public admin: ApiClient,
    public ticketCenter: ApiClient,
  ) {}

  static async start(): Promise<OrganisationDesk> {
    const center = await CommonCenterInTest.start();
    await center.register('acme');
    await center.register('globex');
    const ticketCenter = await center.asService('acme', { client_id: 'ticket-center' });
    return new OrganisationDesk(center, await center.asPerson('acme'), ticketCenter);
  }

  stop(): Promise<void> {
    return this.center.stop();
  }

  hire(parts: object = {}): Promise<Account> {
    const login = `hire${++this.#hired}`;
    const account = { login, name: login, password: PASSWORD, roles: ['agent'], ...parts };
    return ok(this.admin.post<Account>('/api/v1/accounts', account));
  }

  as({ login }: Account): Promise<ApiClient> {
    return this.center.asPerson('acme', login, PASSWORD);
  }

  async tokenOf(login: string): Promise<Tokens> {
    const stranger = await this.center.asStranger('acme');
    return ok(stranger.post<Tokens>('/api/v1/auth/login', { login, password: PASSWORD }));
  }

  /** A team of that name. */
  found(name: string, parts: object = {}): Promise<Team> {
    return ok(this.admin.post<Team>('/api/v1/organisation/teams', { name, ...parts }));
  }

  circle(accountId: string, scope: string): Promise<{ people: string[]; teams: string[] }> {
    const path = `/internal/organisation/circles/${accountId}?scope=${scope}`;
    return ok(this.ticketCenter.get<{ people: string[]; teams: string[] }>(path));
  }
}
