/** Known to everybody, so only for trying things out: the suite is not how a tenant with real customers is run. */
export const DEMO_PASSWORD = 'switchboard-demo';

export interface DemoLogin {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface DemoClient {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly roles: readonly string[];
}

export interface DemoTenant {
  readonly id: string;
  readonly name: string;
  readonly domains: readonly string[];
  readonly logins: readonly DemoLogin[];
  readonly clients: readonly DemoClient[];
}

const LOGINS: readonly DemoLogin[] = [
  { login: 'sam', name: 'Sam Supervisor', roles: ['supervisor'] },
  { login: 'mia', name: 'Mia Agent', roles: ['agent'] },
  { login: 'li', name: 'Li Agent', roles: ['agent'] },
  { login: 'zoe', name: 'Zoe Agent', roles: ['agent'] },
  { login: 'finn', name: 'Finn Engineer', roles: ['field-engineer'] },
];

const CLIENTS: readonly DemoClient[] = [
  { id: 'portal', name: 'Portal backend', secret: 'portal-demo-secret', roles: ['portal'] },
  { id: 'ivr', name: 'IVR', secret: 'ivr-demo-secret', roles: ['ivr'] },
];

export const DEMO_TENANTS: readonly DemoTenant[] = [
  { id: 'platform', name: 'Platform', domains: ['platform.localhost'], logins: [], clients: [] },
  { id: 'demo', name: 'Demo', domains: ['localhost', '127.0.0.1'], logins: LOGINS, clients: CLIENTS },
  { id: 'acme', name: 'Acme', domains: ['acme.localhost'], logins: LOGINS, clients: CLIENTS },
];
