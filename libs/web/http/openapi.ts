import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ServiceDefinition } from '../platform/service-definition.js';

interface Operation {
  readonly responses?: { readonly default?: { content?: Record<string, object> } };
}

/** The service's API as OpenAPI 3.1, made from the zod schemas of its routes. */
export function openApiOf(app: INestApplication, service: ServiceDefinition): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(service.name)
    .setDescription(service.description)
    .setVersion(service.version)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: true,
  });
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item) as Operation[]) sayProblemJson(operation);
  return document;
}

/** Nest documents every answer as `application/json`; refusals are RFC 9457's. */
function sayProblemJson({ responses }: Operation): void {
  const refused = responses?.default;
  if (refused?.content) refused.content = { 'application/problem+json': refused.content['application/json']! };
}
