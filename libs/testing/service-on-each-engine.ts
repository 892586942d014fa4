import { describe } from '@jest/globals';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { mariadbUrl } from './engines.js';
import { describeReal } from './real-parts/real-parts.js';
import { startForTest, type ServiceInTest, type TestOptions } from './service-in-test.js';

type Start = (service: ServiceDefinition, options?: TestOptions) => Promise<ServiceInTest>;

/** The same specs of a service's API on SQLite and, where it runs, on MariaDB. */
export function serviceOnEachEngine(title: string, specs: (start: Start) => void): void {
  describe(`${title}, on SQLite`, () => specs(startForTest));
  describeReal('mariadb', `${title}, on MariaDB`, () => specs(startOnMariadb));
}

const startOnMariadb: Start = (service, options = {}) => {
  const settings = { url: mariadbUrl(), namespace: `t${crypto.randomUUID().slice(0, 8)}-` };
  const make = (definition: ConstructorParameters<typeof MysqlDatabase>[0]) => new MysqlDatabase(definition, settings);
  const remove = async () => {
    const remover = make(service.database);
    for (const tenant of [PLATFORM_TENANT, ...(options.tenants ?? ['acme'])]) await remover.drop(tenant);
    await remover.close();
  };
  return startForTest(service, { ...options, databases: { make, remove } });
};
