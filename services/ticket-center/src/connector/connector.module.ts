import { InterfaceCalls } from '#libs/web/interface-calls';
import { Module } from '@nestjs/common';
import { BuiltInConnectors } from './built-in-connectors.js';
import { Connectors } from './connector.api.js';
import { ConnectorController } from './connector.controller.js';
import { ConnectorService } from './connector.service.js';

@Module({
  controllers: [ConnectorController],
  providers: [BuiltInConnectors, InterfaceCalls, Connectors, ConnectorService],
  exports: [Connectors, ConnectorService],
})
export class ConnectorModule {}
