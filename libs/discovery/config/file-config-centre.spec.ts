import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { pino } from 'pino';
import { configCentreContract } from './config-centre.contract.js';
import { FileConfigCentre } from './file-config-centre.js';

const silent = pino({ level: 'silent' });

describe('in memory', () => {
  configCentreContract(async () => {
    const centre = new FileConfigCentre(undefined, silent);
    return { centre, elsewhere: centre, close: () => centre.close() };
  });
});

describe('in a file', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'config-'));
    path = join(folder, 'state', 'config.json');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  configCentreContract(async () => {
    const [centre, elsewhere] = [new FileConfigCentre(path, silent), new FileConfigCentre(path, silent)];
    return { centre, elsewhere, close: async () => void (await Promise.all([centre.close(), elsewhere.close()])) };
  });

  describe('the file', () => {
    const open: FileConfigCentre[] = [];

    afterEach(async () => {
      await Promise.all(open.splice(0).map((centre) => centre.close()));
    });

    function opened(logger = silent): FileConfigCentre {
      const centre = new FileConfigCentre(path, logger);
      open.push(centre);
      return centre;
    }

    async function withValue(): Promise<FileConfigCentre> {
      const centre = opened();
      await centre.set('limits', '{"perSecond":10}');
      return centre;
    }

    it('is readable for people, and leaves nothing beside it', async () => {
      const centre = await withValue();
      await centre.set('flags', ' [ 1,  2 ] ');

      expect(await readFile(path, 'utf8')).toBe(
        '{\n  "flags": [\n    1,\n    2\n  ],\n  "limits": {\n    "perSecond": 10\n  }\n}\n',
      );
      expect(await readdir(join(folder, 'state'))).toEqual(['config.json']);
    });

    it('is found again after a restart', async () => {
      await (await withValue()).close();
      const again = opened();
      await again.ready();

      expect(again.get('limits')).toBe('{"perSecond":10}');
    });

    it('may be edited while the program runs', async () => {
      const centre = await withValue();
      await writeFile(path, '{ "limits": { "perSecond": 20 }, "new": "text" }');

      await eventually('the edit is seen', () => expect(centre.get('limits')).toBe('{"perSecond":20}'));
      expect(centre.get('new')).toBe('"text"');
    });

    it('changes nothing when it is broken or gone, and raises an alarm', async () => {
      const lines: string[] = [];
      const centre = opened(pino({ level: 'error' }, { write: (line: string) => lines.push(line) }));
      await centre.set('limits', '1');
      await writeFile(path, '{ "limits": ');
      await eventually('the alarm', () => expect(lines.join()).toContain('configuration refused'));
      expect(centre.get('limits')).toBe('1');

      await rm(path);
      await centre.set('flags', '2');
      expect(Object.fromEntries(centre.list(''))).toEqual({ limits: '1', flags: '2' });
    });

    it('is not overwritten while a broken edit is in it', async () => {
      const centre = await withValue();
      await writeFile(path, '{ "limits": ');

      await expect(centre.set('flags', '1')).rejects.toThrow('is not a JSON object');
      expect(await readFile(path, 'utf8')).toBe('{ "limits": ');
    });

    it('makes a centre that starts with it broken say so until it is mended', async () => {
      await withValue();
      await writeFile(path, '[]');
      const centre = opened();
      await expect(centre.ready()).rejects.toThrow('is not a JSON object');

      await writeFile(path, '{}');
      await expect(centre.ready()).resolves.toBeUndefined();
    });

    it('does not take what is not JSON', async () => {
      await expect(opened().set('limits', 'ten')).rejects.toThrow(SyntaxError);
    });
  });
});
