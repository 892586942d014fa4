import { LargeBody } from '#libs/web/http/large-body';
import { z } from 'zod';

/** An operation as far as the gateway looks into it; the rest is passed on as it is. */
export const ApiOperation = z.looseObject({
  operationId: z.string().optional(),
  'x-permission': z.string().optional(),
  'x-public': z.boolean().optional(),
  'x-websocket': z.boolean().optional(),
  'x-large-body': LargeBody.optional(),
});
export type ApiOperation = z.output<typeof ApiOperation>;

/** What a service answers at `GET /openapi.json`, as far as the gateway looks into it. */
export const OpenApi = z.looseObject({
  /** Operations by template, then by method in lower case. */
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z
    .looseObject({
      schemas: z.record(z.string(), z.unknown()).default({}),
      securitySchemes: z.record(z.string(), z.unknown()).default({}),
    })
    .default({ schemas: {}, securitySchemes: {} }),
});
export type OpenApi = z.output<typeof OpenApi>;
