import { Module } from '@nestjs/common';
import { BuiltInConnectors } from './built-in-connectors.js';
import { Connectors } from './connector.api.js';
import { ConnectorCallController } from './connector-call.controller.js';
import { ConnectorController } from './connector.controller.js';
import { ConnectorService } from './connector.service.js';
import { InterfaceCalls } from '#libs/web/outside/interface-calls';

@Module({
  controllers: [ConnectorController, ConnectorCallController],
  providers: [BuiltInConnectors, InterfaceCalls, Connectors, ConnectorService],
  exports: [Connectors, ConnectorService],
})
export class ConnectorModule {}
