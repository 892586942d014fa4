import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compile } from '../compile.js';
import { extensionDescriptor } from './extension-descriptor.js';

const document = readFileSync(join(import.meta.dirname, '../../../docs/process-extensions.md'), 'utf8');

describe('docs/process-extensions.md', () => {
  const elements = extensionDescriptor.types.filter((type) => 'superClass' in type);
  const words = [
    ...elements.map(({ name }) => `<sb:${name[0]!.toLowerCase()}${name.slice(1)}`),
    ...elements.flatMap(({ properties }) => properties.map(({ name }) => name)),
    ...extensionDescriptor.types
      .filter((type) => 'extends' in type)
      .flatMap(({ properties }) => properties.map(({ name }) => `\`sb:${name}\``)),
  ];

  it.each([...new Set(words)])('explains %s', (word) => {
    expect(document).toContain(word);
  });

  it('has an example that is compiled without a word against it', async () => {
    const [, example] = /```xml\n(.*?)```/s.exec(document)!;
    const { models, problems } = await compile(
      { bpmn: example!, dmn: [] },
      {
        connectors: new Set(['shop.find-order']),
        calendars: new Set(['desk']),
        forms: new Map([['approval', ['approved']]]),
        targets: new Set(['gold']),
        definitions: new Map(),
      },
    );
    expect(problems).toEqual([]);
    expect(models[0]).toMatchObject({
      timeZone: 'Asia/Shanghai',
      sla: 'gold',
      nodes: {
        find: { connector: 'shop.find-order', effect: 'read', timeout: 5_000, retry: { attempts: 5, maximum: 30_000 } },
        approve: { form: 'approval', sop: 'refunds', status: 'in approval', assignment: { rule: 'by-skill' } },
        late: { event: { calendar: 'desk' } },
      },
    });
  });
});
