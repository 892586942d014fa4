import { Database } from '#libs/persistence/database';
import { OutsideConnections } from '#libs/web/outside/outside-connections';
import { Injectable } from '@nestjs/common';
import { IvrConnectorSchema, type IvrConnector } from '../infra/ivr-flow.schema.js';

/** The systems outside that flows call. */
@Injectable()
export class IvrConnectors {
  constructor(
    private readonly database: Database,
    private readonly outside: OutsideConnections,
  ) {}

  async list(): Promise<IvrConnector[]> {
    return (await this.database.reader()).find(IvrConnectorSchema, { order: { name: 'ASC' } });
  }

  /** @throws AddressNotOutside */
  async put(connector: IvrConnector): Promise<IvrConnector> {
    const { name, baseUrl } = connector;
    if (baseUrl !== null) this.outside.refuseInside(baseUrl);
    return this.database.transaction(async (tx) => {
      const known = await tx.existsBy(IvrConnectorSchema, { name });
      await (known ? tx.update(IvrConnectorSchema, { name }, connector) : tx.insert(IvrConnectorSchema, connector));
      return connector;
    });
  }
}
