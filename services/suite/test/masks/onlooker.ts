import type { ApiClient } from '#libs/testing/api-client';
import { DEMO_PASSWORD } from '../../src/demo.js';
import type { Operation } from '../security/whole-api.js';
import type { SuiteInTest } from '../suite-in-test.js';
import type { Planting } from './planting.js';

/** Only for services, and what shows people in the clear. */
const NOT_THEIRS = /^(service|personal):/;

/** Somebody who may do everything, and sees nobody in the clear. */
export async function onlooker(suite: SuiteInTest, planting: Planting, api: readonly Operation[]): Promise<ApiClient> {
  const all = api.flatMap(({ permission }) => (permission === undefined ? [] : [`${permission.split(':')[0]}:*`]));
  const permissions = [...new Set(all)].filter((each) => !NOT_THEIRS.test(each));
  const { admin } = planting;
  await planting.send(admin, 'PUT', '/api/v1/roles/onlooker', { permissions, dataScope: 'tenant' });
  const account = { login: 'onlooker', name: 'Onlooker', password: DEMO_PASSWORD, roles: ['onlooker'] };
  await planting.post(admin, '/api/v1/accounts', account);
  return suite.person('onlooker');
}
