import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

export interface Customer {
  id: string;
  version: number;
  number: string;
  name: string;
  phones: string[];
}

interface Role {
  readonly name: string;
  readonly permissions: readonly string[];
}
const isAgent = ({ name }: Role) => name === 'agent';

export const PASSPORT = { type: 'passport', number: 'X 123' };
export const NOAH = {
  name: 'Noah Brown',
  phones: ['+1 303 555 0199'],
  emails: ['noah.brown@example.com'],
  externalIds: [{ system: 'retail', id: 'noah_brown_6181' }],
  document: PASSPORT,
  roles: ['owner', 'payer'],
  segments: ['insured'],
  address: { lines: ['986 Sunset Drive'], city: 'Denver', postalCode: '80279', country: 'USA' },
};

/** A tenant where an agent, an IVR and an administrator work with customers; the first of them is Noah. */
export class CustomerDesk {
  noah!: Customer;

  private constructor(
    readonly center: CommonCenterInTest,
    readonly agent: ApiClient,
    readonly ivr: ApiClient,
    readonly admin: ApiClient,
  ) {}

  static async start(): Promise<CustomerDesk> {
    const center = await CommonCenterInTest.start();
    await center.register('acme', {
      accounts: [
        { login: 'mia', name: 'Mia', password: 'mia-password', roles: ['agent'] },
        { login: 'sue', name: 'Sue', password: 'sue-password', roles: ['supervisor'] },
      ],
      clients: [{ id: 'ivr', name: 'IVR', secret: 'ivr-secret-1', roles: ['ivr'] }],
    });
    const admin = await center.asPerson('acme');
    // What agents see only masked is the matter of the specs of privacy.
    const { permissions } = (await ok(admin.get<{ items: Role[] }>('/api/v1/roles'))).items.find(isAgent)!;
    await ok(admin.put('/api/v1/roles/agent', { permissions: [...permissions, 'personal:*'] }));
    const agent = await center.asPerson('acme', 'mia', 'mia-password');
    const desk = new CustomerDesk(center, agent, await center.asClient('acme', 'ivr', 'ivr-secret-1'), admin);
    desk.noah = await ok(desk.register(NOAH));
    return desk;
  }

  stop(): Promise<void> {
    return this.center.stop();
  }

  register(body: object, headers?: Record<string, string>): Promise<ApiAnswer<Customer>> {
    return this.agent.post<Customer>('/api/v1/customers', body, headers);
  }

  identify(criterion: object): Promise<ApiAnswer<Customer>> {
    return this.ivr.post<Customer>('/api/v1/customers/identify', criterion);
  }

  async search(criterion: object): Promise<Customer[]> {
    return (await ok(this.agent.post<{ items: Customer[] }>('/api/v1/customers/search', criterion))).items;
  }
}
