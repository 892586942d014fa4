import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contextsOf, FEATURE_PACKS, featurePackOf } from './feature-packs.js';

const API = join(import.meta.dirname, '../../../../docs/api');

/** The first words of all permissions that some route declares. */
function declaredContexts(): Set<string> {
  const files = readdirSync(API).filter((name) => name.endsWith('-center.json'));
  const texts = files.map((name) => readFileSync(join(API, name), 'utf8')).join('');
  return new Set(Array.from(texts.matchAll(/"x-permission": "([^:"]+):/g), ([, context]) => context!));
}

describe('feature packs', () => {
  it.each(FEATURE_PACKS)('%s: every context of it is one that routes declare', (pack) => {
    const declared = declaredContexts();
    expect(contextsOf(pack).filter((context) => !declared.has(context))).toEqual([]);
  });

  it('share no context', () => {
    const all = FEATURE_PACKS.flatMap((pack) => contextsOf(pack));
    expect(all).toHaveLength(new Set(all).size);
  });

  it('leave what every tenant has alone', () => {
    expect(featurePackOf('campaign:read')).toBe('outbound');
    expect(['ticket:open', 'contact:start', 'customer:read', 'account:create'].map(featurePackOf)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});
