const STYLE = `
  body { margin: 0; background: #101418; color: #e8edf2; font: 16px/1.4 system-ui, sans-serif; }
  form { display: grid; gap: 12px; max-width: 320px; margin: 15vh auto; }
  input, select, button { font: inherit; padding: 8px; }
  main { display: grid; grid-template-columns: repeat(24, 1fr); gap: 12px; padding: 12px; }
  section { background: #1a2027; border-radius: 8px; padding: 12px; overflow: auto; }
  h2 { margin: 0; font-size: 0.9rem; font-weight: 500; color: #9fb0c0; }
  .value { font-size: 2.6rem; font-variant-numeric: tabular-nums; }
  .good { color: #5fd38d; } .warning { color: #f2c14e; } .bad { color: #ff6b6b; }
  table { width: 100%; border-collapse: collapse; } th, td { text-align: right; padding: 2px 8px; }
  th:first-child, td:first-child { text-align: left; }
  footer { padding: 4px 16px; color: #9fb0c0; } .old { color: #ff6b6b; }
  .bars { display: flex; align-items: flex-end; gap: 2px; height: 90px; } .bars i { flex: 1; background: #4c8bf5; }
`;

/** Nothing that is shown becomes markup: every text is set as text. */
const SCRIPT = `
  const $ = (id) => document.getElementById(id);
  const element = (name, text, className) => Object.assign(document.createElement(name), { textContent: text ?? '', className: className ?? '' });
  const applied = (document, patch) => {
    const after = { ...document };
    for (const [name, change] of Object.entries(patch))
      if (change === null) delete after[name];
      else if (typeof change === 'object' && !Array.isArray(change)) after[name] = applied(after[name] ?? {}, change);
      else after[name] = change;
    return after;
  };
  const duration = (seconds) => Math.floor(seconds / 60) + ':' + String(Math.round(seconds % 60)).padStart(2, '0');
  const said = (value, { as, decimals } = { as: 'number', decimals: 0 }) =>
    value === undefined ? '–' : as === 'duration' ? duration(value) : value.toFixed(decimals) + (as === 'percent' ? ' %' : '');
  const marked = (value, marks = []) =>
    marks.filter(({ from }) => value >= from).sort((one, other) => other.from - one.from)[0]?.as ?? '';
  let token, board, shown = {}, lastEventId, asOf = 0;

  const ask = async (path, options = {}) => {
    const headers = { ...(token && { authorization: 'Bearer ' + token }), ...options.headers };
    const answer = await fetch('/api/v1' + path, { ...options, headers });
    if (!answer.ok) throw Object.assign(new Error((await answer.json().catch(() => ({}))).detail ?? answer.statusText), { status: answer.status });
    return answer;
  };

  const show = {
    number: (widget, data) => [element('div', said(data.value, widget.format), 'value ' + marked(data.value, widget.marks))],
    table: (widget, data) => {
      const table = element('table');
      const row = (cells, name) => {
        const line = element('tr');
        for (const [text, className] of cells) line.append(element(name, text, className));
        table.append(line);
      };
      row([['']].concat(widget.columns.map(({ figure }) => [figure])), 'th');
      for (const { name, cells } of Object.values(data.rows ?? {}))
        row([[name]].concat(widget.columns.map(({ figure, window, format, marks }) => {
          const value = cells[figure + '/' + window];
          return [said(value, format), marked(value, marks)];
        })), 'td');
      return [table];
    },
    line: (_widget, data) => {
      const bars = element('div', '', 'bars');
      const points = Object.values(data.points ?? {});
      const most = Math.max(1, ...points);
      for (const point of points) bars.append(Object.assign(element('i'), { style: 'height:' + (100 * point) / most + '%', title: String(point) }));
      return [bars];
    },
    list: (_widget, data) => (data.items ?? []).map(({ label, facts }) =>
      element('div', label + ' ' + Object.entries(facts).map(([name, value]) => name + ': ' + value).join(', '))),
  };

  const render = () => {
    $('board').replaceChildren(...board.widgets.map((widget) => {
      const data = shown.widgets?.[widget.id] ?? {};
      const { x, y, w, h } = widget.place;
      const section = element('section');
      section.style.gridArea = (y + 1) + ' / ' + (x + 1) + ' / span ' + h + ' / span ' + w;
      section.append(element('h2', widget.title), ...(data.silence ? [element('div', data.silence)] : show[widget.type](widget, data)));
      return section;
    }));
  };

  const take = ({ event, id, data }) => {
    if (!data) return;
    lastEventId = id;
    const change = JSON.parse(data);
    shown = event === 'board' ? change : applied(shown, change);
    asOf = Date.now();
    render();
  };

  const follow = async (subject) => {
    const headers = lastEventId ? { 'last-event-id': lastEventId } : {};
    const answer = await ask('/boards/' + board.id + '/stream?subject=' + encodeURIComponent(subject), { headers });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      const frames = (text + value).split('\\n\\n');
      text = frames.pop();
      for (const frame of frames)
        take(Object.fromEntries(frame.split('\\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)])));
    }
  };

  $('login').addEventListener('submit', async (submit) => {
    submit.preventDefault();
    const { login, password, name, subject } = Object.fromEntries(new FormData(submit.target));
    const logIn = async () => {
      const body = JSON.stringify({ login, password });
      token = undefined;
      token = (await (await ask('/auth/login', { method: 'POST', body, headers: { 'content-type': 'application/json' } })).json()).accessToken;
    };
    try {
      await logIn();
      const { items } = await (await ask('/boards')).json();
      board = items.find((each) => each.name === name || each.id === name);
      if (!board) throw new Error('There is no board of this name: ' + items.map((each) => each.name).join(', '));
      $('login').hidden = true;
    } catch (error) {
      return void ($('problem').textContent = error.message);
    }
    setInterval(() => {
      const age = Math.round((Date.now() - asOf) / 1000);
      $('age').textContent = board.name + ' – ' + age + ' s old';
      $('age').className = age > 5 ? 'old' : '';
    }, 1000);
    for (;;) {
      await follow(subject).catch((error) => (error.status === 401 ? logIn().catch(() => undefined) : undefined));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  });
`;

/** A board for a screen on the wall: it logs in, follows the stream, and logs in again when its token has run out. */
export const WALLBOARD_PAGE = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Switchboard wallboard</title>
  <style>${STYLE}</style>
</head>
<body>
  <form id="login">
    <label>Login <input name="login" required autocomplete="username"></label>
    <label>Password <input name="password" type="password" required autocomplete="current-password"></label>
    <label>Board <input name="name" value="Floor" required></label>
    <label>Of (id of a queue, a team …) <input name="subject"></label>
    <button>Show</button>
    <div id="problem" class="bad"></div>
  </form>
  <main id="board"></main>
  <footer id="age"></footer>
  <script>${SCRIPT}</script>
</body>
</html>
`;
