import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { OutsideConnections } from '#libs/web/outside/outside-connections';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { BuiltInConnectors } from './built-in-connectors.js';
import { ConnectorSchema, type ConnectorRow } from './connector.schema.js';

/** A connector of this service has the name. */
export class ConnectorBuiltIn extends domainError('connector-built-in', 'conflict') {}

/** Systems the processes of the house speak to: every organisation has its own. */
const OUTSIDE = ['billing', 'network-resources', 'network-tests', 'order-system'];
const TIMEOUT_MS = 5_000;

@Injectable()
export class ConnectorService extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly builtIn: BuiltInConnectors,
    private readonly outside: OutsideConnections,
  ) {
    super();
  }

  async list(): Promise<ConnectorRow[]> {
    return (await this.database.reader()).find(ConnectorSchema, { order: { name: 'ASC' } });
  }

  /** Those that are part of this service, with the JSON Schema of what each action wants. */
  listBuiltIn(): { name: string; actions: { name: string; arguments: object }[] }[] {
    return this.builtIn.names().map((name) => ({
      name,
      actions: Object.entries(this.builtIn.actions(name)!).map(([action, { arguments: schema }]) => ({
        name: action,
        arguments: z.toJSONSchema(schema),
      })),
    }));
  }

  /** @throws ConnectorBuiltIn, AddressNotOutside */
  async put(name: string, given: Pick<ConnectorRow, 'baseUrl' | 'reaches' | 'timeoutMs'>): Promise<ConnectorRow> {
    if (this.builtIn.actions(name)) throw new ConnectorBuiltIn(`${name} is part of this service.`, { name });
    if (given.baseUrl !== null) this.outside.refuseInside(given.baseUrl);
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(ConnectorSchema, { name });
      const next = { name, ...given, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(ConnectorSchema, { name }, next) : tx.insert(ConnectorSchema, next));
      return next;
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = new Set((await tx.find(ConnectorSchema)).map(({ name }) => name));
      const missing = OUTSIDE.filter((name) => !known.has(name));
      const rows = missing.map((name) => ({ name, baseUrl: null, reaches: null, timeoutMs: TIMEOUT_MS, version: 1 }));
      if (rows.length > 0) await tx.insert(ConnectorSchema, rows);
    });
  }
}
