// What a gateway makes of a listing's offset and limit.
import { showPage } from './apps.js';
import { $, say } from './dom.js';
import { rulesOf } from './editions.js';
import { onLanguage, word } from './words.js';

export const startPages = async (edition) => {
  const { answer, PageError, parsePage } = await rulesOf(edition);

  const show = () => {
    const asked = { offset: $('offset').value.trim(), limit: $('limit').value.trim() };
    const mark = (param) => {
      for (const id of ['offset', 'limit']) {
        if (id === param) $(id).setAttribute('aria-invalid', true);
        else $(id).removeAttribute('aria-invalid');
      }
    };
    let used;
    try {
      used = parsePage(asked.offset, asked.limit);
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      mark(error.param);
      const { status, error_code, error_msg } = answer([error]);
      say($('mended'), word('unreadable', error.param, status, error_code, error_msg));
      return { asked };
    }
    mark();
    const changes = Object.keys(asked)
      .filter((name) => asked[name] === '' || BigInt(asked[name]) !== BigInt(used[name]))
      .map((name) => word('change', name, asked[name] || word('absent'), used[name]));
    const query = `offset=${used.offset}&limit=${used.limit}`;
    say($('mended'), changes.length ? word('mended', query, changes.join(word('and'))) : word('unchanged', query));
    return { asked, used };
  };

  $('page').addEventListener('input', show);
  $('page').addEventListener('submit', (event) => {
    event.preventDefault();
    const { asked, used } = show();
    // An unreadable text is asked for as it is: the gateway's answer is shown.
    showPage(asked, used ?? { offset: 0, limit: 0 });
    $('list').scrollIntoView({ block: 'nearest' });
  });
  onLanguage(show);
  show();
};
