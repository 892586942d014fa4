import { describe, expect, it } from '@jest/globals';
import {
  archiveOf,
  MANIFEST_12,
  MANIFEST_2004,
  packageOf12,
  SEQUENCED,
} from '../../../../test/training/scorm-archive.js';
import { filesIn, unpacked } from './archive.js';
import { firstLaunched, manifestOf } from './manifest.js';
import { wayTo, withAllBelow } from '../sequencing/activity.js';

const archive = (name: string, claims = {}) => archiveOf([{ name, content: 'x'.repeat(10), claims }]);

describe('an archive', () => {
  it('is unpacked file by file, as it was packed', async () => {
    const files = filesIn(packageOf12());
    expect(files.map(({ path }) => path)).toEqual([
      'imsmanifest.xml',
      'notes.html',
      'course/index.html',
      'course/js/sco.js',
    ]);
    expect((await unpacked(files[0]!)).toString()).toBe(MANIFEST_12);
  });

  it.each([
    '../evil',
    'a/../../evil',
    '/etc/passwd',
    'C:\\evil',
    '\\\\host\\share',
    '..\\evil',
    'a\u0000b',
    '1/2/3/4/5/6/7',
  ])('is refused with a file named %j', (name) =>
    expect(() => filesIn(archive(name))).toThrow(expect.objectContaining({ code: 'scorm-archive-unsafe' })),
  );

  it('is refused with a link in it, and with two files of one name', () => {
    expect(() => filesIn(archive('link', { mode: 0o120777 }))).toThrow('There is a link in it.');
    const twice = archiveOf([
      { name: 'a.html', content: '1' },
      { name: 'A.html', content: '2' },
    ]);
    expect(() => filesIn(twice)).toThrow('Two files in it have the same name.');
  });

  it('is refused when it would be too large, before anything is unpacked', () => {
    expect(() => filesIn(archive('bomb', { bytes: 200 * 1024 * 1024 }))).toThrow('It is too large unpacked.');
    const many = Array.from({ length: 4 }, (_, n) => ({
      name: `${n}`,
      content: '',
      claims: { bytes: 90 * 1024 * 1024 },
    }));
    expect(() => filesIn(archiveOf(many))).toThrow('It is too large unpacked.');
    expect(() =>
      filesIn(archiveOf(Array.from({ length: 5_001 }, (_, n) => ({ name: `${n}`, content: '' })))),
    ).toThrow();
  });

  it('is never unpacked to more, less or other than it says', async () => {
    const bomb = archiveOf([{ name: 'bomb', content: Buffer.alloc(10_000_000), claims: { bytes: 100 } }]);
    for (const bad of [bomb, archive('short', { bytes: 11 }), archive('other', { crc: 1 })])
      await expect(unpacked(filesIn(bad)[0]!)).rejects.toMatchObject({ code: 'scorm-archive-malformed' });
  });

  it.each([Buffer.from('no archive'), Buffer.alloc(0), archive('cut').subarray(10)])(
    'is refused when it is none',
    (bytes) => {
      expect(() => filesIn(bytes)).toThrow(expect.objectContaining({ code: 'scorm-archive-malformed' }));
    },
  );
});

describe('a manifest', () => {
  const begins = (xml: string) => {
    const { version, root } = manifestOf(xml);
    const { entry, parameters } = firstLaunched(root);
    return { version, entry, parameters };
  };
  it.each([
    ['1.2', MANIFEST_12, { version: '1.2', entry: 'course/index.html', parameters: '?lang=en' }],
    ['2004', MANIFEST_2004, { version: '2004', entry: 'web/start.html', parameters: '?mode=full' }],
  ])('of SCORM %s says where to begin', (_, xml, manifest) => expect(begins(xml)).toEqual(manifest));

  it('is read with all its activities: titles, order, rules, what they share', () => {
    const { root } = manifestOf(SEQUENCED);
    expect(withAllBelow(root).map(({ id, title }) => `${id} ${title}`)).toEqual([
      ...['course Refunds & more', 'intro Introduction', 'lessons Lessons', 'one First', 'two Second', 'test Test'],
    ]);
    const { sequencing } = wayTo(root, 'test').at(-1)!;
    expect(sequencing).toMatchObject({ attemptLimit: 2, isTracked: true, objectives: [{ byMeasure: true }, {}] });
    expect(wayTo(root, 'lessons').at(-1)!.sequencing).toMatchObject({ flow: true, choice: false, forwardOnly: true });
  });

  it.each([
    ['not-xml', 'no xml'],
    ['not-xml', '<manifest><organizations></manifest>'],
    ['nothing-to-launch', '<manifest/>'],
    ['organization-unknown', MANIFEST_12.replace('default="main"', 'default="none"')],
    ['resource-unknown', MANIFEST_12.replace('identifierref="sco"', 'identifierref="none"')],
    ['identifier-twice', MANIFEST_12.replace('identifier="asset"', 'identifier="sco"')],
    ['identifier-twice', SEQUENCED.replace('identifier="two"', 'identifier="one"')],
    [
      'prerequisites-invalid',
      MANIFEST_12.replace('<title>Refunds</title>', '<p:prerequisites>a="b"c"</p:prerequisites>'),
    ],
    ['sequencing-unknown', SEQUENCED.replace('IDRef="step"', 'IDRef="none"')],
    ['sequencing-invalid', SEQUENCED.replace('action="disabled"', 'action="vanish"')],
    ['sequencing-invalid', SEQUENCED.replace('>0.8<', '>most<')],
  ])('is refused as %s', (fault, xml) => {
    expect(() => manifestOf(xml)).toThrow(
      expect.objectContaining({
        code: 'scorm-manifest-invalid',
        details: expect.objectContaining({ facts: expect.objectContaining({ fault }) }),
      }),
    );
  });

  it('is refused when it launches what lies outside', () => {
    expect(() => manifestOf(MANIFEST_12.replace('course/index.html', '../../index.html'))).toThrow('outside');
  });
});

describe('what a manifest says of chance', () => {
  const root = (controls: string) => manifestOf(SEQUENCED.replace(/(<[\w:]*sequencing>)/i, `$1${controls}`)).root;

  it.each([['reorderChildren="maybe"'], ['selectCount="-1"'], ['randomizationTiming="sometimes"']])(
    'is refused: %s',
    (attributes) => {
      expect(() => root(`<imsss:randomizationControls ${attributes}/>`)).toThrow(
        expect.objectContaining({ code: 'scorm-manifest-invalid' }),
      );
    },
  );

  it('is which activities there are, and in which order', () => {
    const controls =
      '<imsss:randomizationControls selectCount="2" selectionTiming="once" reorderChildren="true" randomizationTiming="onEachNewAttempt"/>';
    const arranged = withAllBelow(root(controls)).flatMap(({ sequencing }) => sequencing.arrangement ?? []);
    expect(arranged).toEqual([
      { selects: 2, selectionTiming: 'once', reorders: true, randomizationTiming: 'oneachnewattempt' },
    ]);
  });
});
