import type { RequestMethod } from '@nestjs/common';
import { type INestApplication } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PERMISSION } from './permissions.js';

/** @throws Error naming every route that says neither `@Requires(…)` nor `@Public()`: the service must not start. */
export function requireDeclaredPermissions(app: INestApplication): void {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const undeclared = app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype }) => {
      const prototype = (metatype as { prototype: Record<string, () => unknown>; name: string }).prototype;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => reflector.get<RequestMethod | undefined>(METHOD_METADATA, prototype[name]!) !== undefined)
        .filter((name) => reflector.get<string | undefined>(PERMISSION, prototype[name]!) === undefined)
        .map((name) => `${(metatype as { name: string }).name}.${name}`);
    });
  if (undeclared.length > 0) throw new Error(`routes without @Requires or @Public: ${undeclared.join(', ')}`);
}
