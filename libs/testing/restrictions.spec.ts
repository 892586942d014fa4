import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

describe('the environment', () => {
  const read = {
    directly: 'export const port = process.env.PORT;',
    'by destructuring': 'const { env } = process;\nexport const port = env.PORT;',
    'by import': `import { env } from 'node:process';\nexport const port = env.PORT;`,
  };
  const refusal = expect.stringContaining('The environment is read in config.ts only');

  it.each(Object.entries(read))('is not read %s outside config.ts', async (_how, source) => {
    expect(await restrictionsOn('services/ticket-center/src/ticket/ticket.controller.ts', source)).toEqual([refusal]);
    expect(await restrictionsOn('libs/web/config.ts', source)).toEqual([refusal]);
  });

  it('is read in the config.ts of a service', async () => {
    expect(await restrictionsOn('services/ticket-center/src/config.ts', read.directly)).toEqual([]);
  });
});

describe('a provider', () => {
  it('has no request scope', async () => {
    const source = `@Injectable({ scope: Scope.REQUEST })\nexport class Cart {}`;
    const refusal = expect.stringContaining('request-scoped provider');
    expect(await restrictionsOn('services/ticket-center/src/ticket/cart.ts', source)).toEqual([refusal]);
  });
});

/** What the house's own restrictions say about a source, by our ESLint configuration. */
async function restrictionsOn(filePath: string, source: string): Promise<string[]> {
  const eslint = new ESLint({
    // The file does not exist, so there are no types to look up.
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
  });
  const [result] = await eslint.lintText(source, { filePath });
  return result?.messages.map(({ message }) => message) ?? [];
}
