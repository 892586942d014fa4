import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { z } from 'zod';
import { eventContracts } from '#libs/contracts/event-catalogue';
import { createLogger } from '#libs/observability/logger';
import { eachPersonal } from '#libs/personal-data/marked';
import { CANARY, sampleOf } from '#libs/testing/personal-data/sample-of';
import { textLeaves } from '#libs/testing/personal-data/text-leaves';
import { ANSWER } from '#libs/web/http/answers';
import { AUDITED, type AuditedOptions } from '#libs/web/audit/audited';
import { createService } from '#libs/web/http/bootstrap';
import { PersonalBoundary } from '#libs/web/personal/personal-boundary';
import { PERMISSION, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { embeddedPlatform } from '#libs/web/platform/platform';
import { services } from '../src/services.js';
import { NO_STATE_BEFORE, PRIVILEGED, SAID_OTHERWISE } from './audited-routes.js';
import { NOT_PERSONAL, WITHOUT_SCHEMA } from './not-personal.js';

interface Route {
  readonly name: string;
  readonly schema: z.ZodType | null | undefined;
  readonly permission: string | undefined;
  readonly changes: boolean;
  readonly isAudited: boolean;
  readonly replaces: boolean;
  readonly tellsBefore: boolean;
}

const REPLACING = new Set([RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE]);

/** What people are called and reached by, and where they write: fields of these names hold personal data, or say why not. */
const PERSONAL_NAMES = new Set(
  (
    'phone phones mobile email emails address lines postalCode caller called sender senderName recipient customerName ' +
    'fullName firstName lastName birthday document idCard passport plate filename text html body description subject ' +
    'summary solution note notes comment report answer answers values variables input given question conclusion ' +
    'special data excerpt transcript attributes quote wish from to number numbers result results payload content raw'
  ).split(' '),
);

function lastName(path: string): string {
  const names = path.replaceAll('[]', '').replace('?', '').split('.');
  return names.findLast((name) => name !== '*') ?? '';
}

describe('every route and every event of the suite', () => {
  const routes: Route[] = [];
  let boundary: PersonalBoundary;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    const logger = createLogger({ service: 'suite', level: 'fatal' });
    const platform = embeddedPlatform(folder, 'a secret for tests only', logger);
    for (const service of services) {
      const app = await createService(service, platform, logger);
      boundary = app.get(PersonalBoundary, { strict: false });
      const reflector = app.get(Reflector);
      for (const { metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
        const { prototype, name } = metatype as { prototype: Record<string, () => unknown>; name: string };
        for (const method of new MetadataScanner().getAllMethodNames(prototype)) {
          const handler = prototype[method]!;
          if (reflector.get(METHOD_METADATA, handler) === undefined) continue;
          // Between the services nothing is masked: whoever passes it on does that.
          if (reflector.get(PERMISSION, handler) === SERVICE_INTERNAL) continue;
          const audited = reflector.get<AuditedOptions<object> | undefined>(AUDITED, handler);
          routes.push({
            name: `${name}.${method}`,
            schema: reflector.get<z.ZodType | null>(ANSWER, handler),
            permission: reflector.get<string>(PERMISSION, handler),
            changes: reflector.get<RequestMethod>(METHOD_METADATA, handler) !== RequestMethod.GET,
            isAudited: audited !== undefined,
            replaces: REPLACING.has(reflector.get<RequestMethod>(METHOD_METADATA, handler)),
            tellsBefore: audited?.before !== undefined && (audited.as ?? reflector.get(ANSWER, handler)) !== null,
          });
        }
      }
      await app.close();
    }
    await platform.close();
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are walked', () => {
    expect(routes.length).toBeGreaterThan(300);
    expect(routes.filter(({ schema }) => schema && eachPersonal(schema)).length).toBeGreaterThan(50);
  });

  it('answers by a schema, or is named among those that answer otherwise', () => {
    const without = routes.filter(({ schema }) => schema === undefined).map(({ name }) => name);
    expect([...new Set(without)].sort()).toEqual([...WITHOUT_SCHEMA].sort());
  });

  it('writes down who does what only few may do, or is named among those that say it otherwise', () => {
    const unsaid = routes.filter(
      ({ permission, changes, isAudited }) => changes && !isAudited && PRIVILEGED.test(permission ?? ''),
    );
    expect(unsaid.map(({ name }) => name).sort()).toEqual(Object.keys(SAID_OTHERWISE).sort());
  });

  it('writes down what was before of what it replaces or removes, or is named with why there is nothing to tell', () => {
    const untold = routes.filter(({ isAudited, replaces, tellsBefore }) => isAudited && replaces && !tellsBefore);
    expect(untold.map(({ name }) => name).sort()).toEqual(Object.keys(NO_STATE_BEFORE).sort());
  });

  it('marks what is personal in its answers', () => {
    const missed = routes.flatMap(({ name, schema }) =>
      schema
        ? textLeaves(schema)
            .filter(({ path, kind }) => kind === null && PERSONAL_NAMES.has(lastName(path)))
            .map(({ path }) => `${name.split('.')[0]} ${path.replace(/^items\[\]\./, '')}`)
        : [],
    );
    const unexplained = [...new Set(missed)].filter((each) => !NOT_PERSONAL.some((known) => known.test(each)));
    expect(unexplained.sort()).toEqual([]);
  });

  it('lets nothing through that is marked, to who may see nothing', () => {
    const leaks = routes.filter(({ schema }) => {
      if (!schema) return false;
      const shown = JSON.stringify(boundary.shownTo(undefined, schema, sampleOf(schema))) ?? '';
      return shown.includes('13800138000');
    });
    expect(leaks.map(({ name }) => name)).toEqual([]);
    const marked = routes.filter(({ schema }) => schema && textLeaves(schema).some(({ kind }) => kind !== null));
    const sampled = marked.filter(({ schema }) => JSON.stringify(sampleOf(schema!)).includes(CANARY));
    expect(sampled.map(({ name }) => name)).toEqual(marked.map(({ name }) => name));
  });

  it('carries nothing personal in its events', () => {
    const personal = [...eventContracts.values()].flatMap(({ type, data }) =>
      textLeaves(data)
        .filter(({ path, kind }) => kind !== null || PERSONAL_NAMES.has(lastName(path)))
        .map(({ path }) => `${type} ${path}`),
    );
    expect(personal.filter((each) => !NOT_PERSONAL.some((known) => known.test(each))).sort()).toEqual([]);
  });
});
