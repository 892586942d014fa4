import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ServiceDefinition } from './service-definition.js';

/** The service's API as OpenAPI 3.1, made from the zod schemas of its routes. */
export function openApiOf(app: INestApplication, service: ServiceDefinition): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(service.name)
    .setDescription(service.description)
    .setVersion(service.version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: true,
  });
}
