import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

export interface Customer {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly phones: string[];
}
export interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly [more: string]: unknown;
}

export const WANG = {
  name: '王小明',
  phones: ['13800138000'],
  emails: ['xiaoming@example.com'],
  document: { type: 'id-card', number: '11010519491231002X' },
  address: { lines: ['海淀区中关村大街27号'], city: '北京市', country: '中国' },
};
export const PURPOSE = 'the customer asked to be called back';
export const TRAINEE = ['customer:read', 'customer:correct', 'personal-data:reveal'];

/** A tenant with one customer, Wang; an administrator sees all of him, a trainee masks. */
export class PrivacyDesk {
  private constructor(
    readonly center: CommonCenterInTest,
    public admin: ApiClient,
    public trainee: ApiClient,
    readonly traineeId: string,
    readonly wang: Customer,
  ) {}

  static async start(): Promise<PrivacyDesk> {
    const center = await CommonCenterInTest.start();
    await center.register('acme');
    const admin = await center.asPerson('acme');
    await ok(admin.put('/api/v1/roles/trainee', { permissions: TRAINEE }));
    const account = { login: 'tom', name: 'Tom', password: 'tom-password-1', roles: ['trainee'] };
    const { id } = await ok(admin.post<{ id: string }>('/api/v1/accounts', account));
    const trainee = await center.asPerson('acme', 'tom', 'tom-password-1');
    const wang = await ok(admin.post<Customer>('/api/v1/customers', WANG));
    return new PrivacyDesk(center, admin, trainee, id, wang);
  }

  stop(): Promise<void> {
    return this.center.stop();
  }

  /** By the trainee. */
  reveal(field: string, id = this.wang.id): Promise<ApiAnswer<{ value: string; code: string }>> {
    return this.trainee.post('/api/v1/reveals', { resource: 'customer', id, field, purpose: PURPOSE });
  }

  /** The entries of the trail, the newest first. */
  async audit(query = ''): Promise<Entry[]> {
    await this.center.service.settled();
    const path = `/api/v1/audit-entries${query}`;
    return (await ok(this.admin.get<{ items: Entry[]; next: string | null }>(path))).items;
  }
}
