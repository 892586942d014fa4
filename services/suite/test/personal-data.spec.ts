import { mkdtemp, rm } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { z } from 'zod';
import { createLogger } from '#libs/observability/logger';
import { textLeaves } from '#libs/testing/text-leaves';
import { ANSWER } from '#libs/web/answers';
import { createService } from '#libs/web/bootstrap';
import { embeddedPlatform } from '#libs/web/platform';
import { services } from '../src/services.js';

it('dumps', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  const logger = createLogger({ service: 'x', level: 'fatal' });
  const platform = embeddedPlatform(folder, 'a secret for tests only', logger);
  const out: string[] = [];
  for (const service of services) {
    const app = await createService(service, platform, logger);
    const scanner = new MetadataScanner();
    const reflector = app.get(Reflector);
    for (const { metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
      const prototype = (metatype as any).prototype;
      for (const name of scanner.getAllMethodNames(prototype)) {
        if (reflector.get(METHOD_METADATA, prototype[name]) === undefined) continue;
        const schema = reflector.get<z.ZodType | null>(ANSWER, prototype[name]);
        if (schema === undefined) out.push(`${service.name} ${(metatype as any).name}.${name} NOSCHEMA`);
        if (!schema) continue;
        for (const { path, kind } of textLeaves(schema)) out.push(`${service.name} ${(metatype as any).name}.${name} ${path} ${kind ?? '-'}`);
      }
    }
    await app.close();
  }
  await platform.close();
  writeFileSync('/tmp/leaves.txt', out.join('\n'));
});
