import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { playerPage } from './player.js';

describe('the page around a package', () => {
  const place = { current: 'one', mayContinue: true, mayGoBack: false, activities: [] };
  const playing = { source: 'content/a.html', values: { 'cmi.suspend_data': 'p3' }, sequence: 4, place };

  /** A browser, as far as the page needs one. */
  function played(source: string | null = 'content/b.html') {
    const sent: { sequence: number; values: Record<string, string>; ended: boolean; request: unknown }[] = [];
    const listeners: Record<string, (event: unknown) => void> = {};
    const content: Record<string, unknown> = {};
    const frame = { contentWindow: content, src: '' };
    const around: Record<string, unknown> = {
      fetch: async (_: string, { body }: { body: string }) => {
        sent.push(JSON.parse(body));
        const next = { saved: true, source, values: {}, place };
        return { ok: true, json: async () => next };
      },
      addEventListener: (name: string, listener: (event: unknown) => void) => void (listeners[name] = listener),
    };
    around['parent'] = around;
    content['parent'] = around;
    const inner = { parent: content };
    const element = { replaceChildren: () => undefined };
    const document = { getElementById: (id: string) => (id === 'content' ? frame : element) };
    const [script] = /(?<=<script nonce="n">)\(function[\s\S]*?(?=<\/script>)/.exec(playerPage(playing, 'n'))!;
    runInContext(script, createContext({ window: around, document, Promise, Object, JSON, Boolean }));
    const tell = (data: unknown, source: unknown = content) => listeners['message']!({ data, source });
    return { tell, sent, frame, inner, all: () => (around['scormSent'] as () => Promise<void>)() };
  }

  it('sends what its content tells, when that commits or ends, and shows what comes next', async () => {
    const { tell, sent, frame, inner, all } = played();
    expect(frame.src).toBe('content/a.html');
    tell({ name: 'cmi.location', value: '7' }, inner);
    tell({ committed: true });
    tell({ ended: true, request: { kind: 'continue' } });
    await all();
    expect(sent).toMatchObject([
      { sequence: 5, values: { 'cmi.suspend_data': 'p3', 'cmi.location': '7' }, ended: false, request: null },
      { sequence: 6, ended: true, request: { kind: 'continue' } },
    ]);
    expect(frame.src).toBe('content/b.html');
  });

  it('leaves what has ended by itself where it is, and shows nothing when the learner has left it', async () => {
    const { tell, frame, all } = played(null);
    tell({ ended: true, request: null });
    await all();
    expect(frame.src).toBe('content/a.html');
    tell({ ended: true, request: { kind: 'exit' } });
    await all();
    expect(frame.src).toBe('about:blank');
  });

  it('does not listen to windows that are not its content', async () => {
    const { tell, sent, all } = played();
    const other: Record<string, unknown> = {};
    other['parent'] = other;
    tell({ ended: true, request: null }, other);
    await all();
    expect(sent).toEqual([]);
  });

  it('gives the content no origin, and is not left by what is stored', () => {
    const page = playerPage({ ...playing, values: { a: '</script><script>alert(1)' } }, 'n');
    expect(/sandbox="([^"]*)"/.exec(page)![1]).not.toContain('allow-same-origin');
    expect(page).not.toContain('<script>alert');
  });
});
