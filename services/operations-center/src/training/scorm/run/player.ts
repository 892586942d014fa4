import type { CmiValues } from './cmi.js';
import type { Place } from './course-of.js';

export interface Playing {
  /** What is shown, relative to the page; null: nothing. */
  readonly source: string | null;
  readonly values: CmiValues;
  readonly sequence: number;
  readonly place: Place;
}

/** What a frame of content may do: scripts and forms of its own, of no origin. */
export const SANDBOX = 'allow-scripts allow-forms allow-modals allow-popups';

/**
 * The page around a package: it keeps what the content tells by messages, sends it when the content commits or ends, and goes where the learner
 * or the content wants to.
 * @param nonce of its scripts
 */
export function playerPage(playing: Playing, nonce: string): string {
  const data = JSON.stringify(playing).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Training</title>
<style nonce="${nonce}">
html,body{margin:0;height:100%;font:14px sans-serif}
body{display:flex;flex-direction:column}
main{flex:1;display:flex;min-height:0}
iframe{flex:1;border:0}
nav{overflow:auto;padding:8px}
nav button{display:block;border:0;background:none;text-align:left}
header:empty,nav:empty,p:empty{display:none}
p{margin:8px}
</style>
<body><header id="moves"></header><p id="notice" role="status"></p><main><nav id="activities"></nav><iframe id="content" title="content" sandbox="${SANDBOX}"></iframe></main>
<script nonce="${nonce}">(${PLAYER})(${data}, window, document)</script>
</html>
`;
}

/** Runs in the browser, see {@link CONTENT_API}. */
const PLAYER = String.raw`function (playing, window, document) {
  var values = Object.assign({}, playing.values), sequence = playing.sequence, place = playing.place;
  var sending = Promise.resolve(), isDirty = false;
  var frame = document.getElementById('content');
  function isContent(source) {
    for (var n = 0; n < 12 && source; n += 1) {
      if (source === frame.contentWindow) return true;
      if (source === source.parent) return Boolean(source.opener) && isContent(source.opener);
      source = source.parent;
    }
    return false;
  }
  function send(ended, request, keepalive) {
    var body = JSON.stringify({ sequence: ++sequence, values: values, ended: ended, request: request });
    isDirty = false;
    sending = sending.catch(function () {}).then(function () {
      return window.fetch('state', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: body,
        keepalive: keepalive && body.length < 60000 });
    }).then(function (answer) { return answer && answer.ok ? answer.json() : null; })
      .then(function (told) { if (told && told.saved && (request || (ended && told.source !== null))) show(told); });
    return sending;
  }
  function show(told) {
    place = told.place;
    values = told.values;
    notice('');
    frame.src = told.source === null ? 'about:blank' : told.source;
    list();
  }
  function notice(text) { document.getElementById('notice').textContent = text; }
  function button(text, isOpen, request) {
    var made = document.createElement('button');
    made.textContent = text;
    made.disabled = !isOpen;
    made.addEventListener('click', function () { send(false, request, false); });
    return made;
  }
  function list() {
    var moves = document.getElementById('moves'), activities = document.getElementById('activities');
    moves.replaceChildren(); activities.replaceChildren();
    if (place.activities.filter(function (each) { return each.depth > 0; }).length < 2) return;
    moves.append(button('◀', place.mayGoBack, { kind: 'previous' }), button('▶', place.mayContinue, { kind: 'continue' }));
    place.activities.forEach(function (each) {
      var mark = each.status === 'passed' || each.status === 'completed' ? '✓ ' : each.status === 'failed' ? '✗ ' : '';
      var entry = button(mark + each.title, each.isOpen, { kind: 'choice', target: each.id });
      entry.style.paddingLeft = each.depth + 'em';
      if (each.id === place.current) entry.setAttribute('aria-current', 'true');
      activities.append(entry);
    });
  }
  window.addEventListener('message', function (message) {
    var told = message.data;
    if (!told || typeof told !== 'object' || !isContent(message.source)) return;
    if (typeof told.name === 'string' && typeof told.value === 'string') {
      values[told.name] = told.value; isDirty = true;
    } else if (told.timeIsOver === true) notice('The time for this is over.');
    else if (told.ended === true) send(true, told.request || null, true);
    else if (told.committed === true) send(false, null, false);
  });
  window.addEventListener('pagehide', function () { if (isDirty) send(false, null, true); });
  window.scormSent = function () { return sending; };
  list();
  if (playing.source !== null) frame.src = playing.source;
}`;
