// The list of apps, a page at a time.
import { $, element, say } from './dom.js';
import { hasGateway, hasToken, list, Silence } from './gateway.js';
import { onLanguage, word } from './words.js';

const usual = 5; // apps a page, while nobody asks for another size

// What is shown: what to say of it, the apps, and the id of one that is new.
let shown = { words: () => '', apps: [] };

const render = () => {
  say($('list-status'), shown.words());
  $('apps').replaceChildren(
    ...shown.apps.map((app) =>
      element(
        'li',
        { className: app.id === shown.fresh ? 'fresh' : '' },
        element('strong', { textContent: app.name }),
        ...(app.remark ? [element('p', { className: 'remark', textContent: app.remark })] : []),
        element(
          'p',
          { className: 'key' },
          element('span', { textContent: word('key') }), ' ', element('code', { textContent: app.app_key }), ' ',
          element('span', { textContent: word('secret') }), ' ', element('code', { textContent: app.app_secret }),
        ),
      ),
    ),
  );
};

// What the buttons do now. One that can do nothing only says so: if it were
// disabled, it would lose the focus that is on it.
const steps = { previous: undefined, next: undefined, refresh: undefined };

const offer = (what) => {
  Object.assign(steps, { previous: undefined, next: undefined }, what);
  for (const id in steps) $(id).setAttribute('aria-disabled', !steps[id]);
};

let turn = 0; // only the listing that was asked for last is shown

const load = async (asked, used, fresh) => {
  const mine = ++turn;
  const nothing = (words) => {
    shown = { words, apps: [] };
    offer({ refresh: hasGateway() ? () => load(asked, used) : undefined });
    render();
  };
  if (!hasGateway()) return nothing(() => word('appsNoGateway'));
  if (!hasToken()) return nothing(() => word('tokenNeeded'));
  let answer;
  try {
    answer = await list(asked.offset, asked.limit);
  } catch (error) {
    if (!(error instanceof Silence)) throw error;
    return mine === turn && nothing(() => word(error.key, ...error.details));
  }
  if (mine !== turn) return;
  if (answer.status !== 200) return nothing(() => word('notListed', answer.status, answer.body.error_code, answer.body.error_msg));
  const { total, apps } = answer.body;
  const offset = Number(used.offset);
  const words = () => {
    if (apps.length > 0) return word('appsShown', offset + 1, offset + apps.length, total);
    return total ? word('appsBeyond', offset, total) : word('appsNone');
  };
  shown = { words, apps, fresh };
  offer({
    previous: offset > 0 && total > 0 ? () => move(Math.max(0, Math.min(offset, total) - used.limit), used.limit) : undefined,
    next: offset + apps.length < total ? () => move(offset + apps.length, used.limit) : undefined,
    refresh: () => load(asked, used),
  });
  render();
};

const move = (offset, limit, fresh) => load({ offset: String(offset), limit: String(limit) }, { offset, limit }, fresh);

/** Shows what a listing with these texts gives; used is what the gateway makes of them. */
export const showPage = load;

/** Shows the page with the newest app, marked where it is fresh. Apps are listed in the order of their creation. */
export const showLast = async (fresh) => {
  const { status, body } = await list('0', '1');
  const last = status === 200 ? Math.max(0, body.total - 1) : 0;
  await move(last - (last % usual), usual, fresh);
};

export const startApps = () => {
  for (const id in steps) $(id).addEventListener('click', () => steps[id]?.());
  $('connection').addEventListener('change', () => move(0, usual));
  onLanguage(render);
  return move(0, usual);
};
