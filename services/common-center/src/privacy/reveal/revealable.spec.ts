import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { REVEALABLE } from './revealable.js';

interface Described {
  readonly paths: Readonly<Record<string, { readonly get?: { readonly 'x-permission'?: string } }>>;
}

it.each(Object.entries(REVEALABLE))(
  '%s is read at a route of its own, by the permission that is asked for',
  async (_, record) => {
    const { service, path, permission } = record;
    const file = new URL(`../../../../../docs/api/${service}.json`, import.meta.url);
    const { paths } = JSON.parse(await readFile(file, 'utf8')) as Described;
    expect(paths[`${path}/{id}`]?.get?.['x-permission']).toBe(permission);
  },
);
