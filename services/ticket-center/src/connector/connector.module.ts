import { Module } from '@nestjs/common';
import { Connectors } from './connector.api.js';
import { ConnectorController } from './connector.controller.js';

@Module({ controllers: [ConnectorController], providers: [Connectors], exports: [Connectors] })
export class ConnectorModule {}
