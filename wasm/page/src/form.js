// The form that creates an app.
import { showLast } from './apps.js';
import { $, say } from './dom.js';
import { rulesOf } from './editions.js';
import { create, hasGateway, hasToken, Silence } from './gateway.js';
import { language, onLanguage, word } from './words.js';

// A surrogate pair is one character.
const codePoints = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

const fields = ['name', 'remark', 'app_key', 'app_secret'];

export const startForm = async (edition) => {
  const { attributes, bind, chinese, most, values } = await rulesOf(edition);
  const form = $('app');
  $('no-gateway').hidden = hasGateway();
  $('connection').hidden = !hasGateway();
  $('connection').open = hasGateway() && !hasToken();

  for (const field of fields) {
    $(field).required = attributes(field).required;
    const count = $(`${field}-count`);
    const show = () => {
      const length = codePoints($(field).value);
      count.textContent = `${length} / ${most(field)}`;
      count.classList.toggle('over', length > most(field));
      // The needle of the gauge below the field.
      count.style.setProperty('--part', Math.min(1, length / most(field)));
    };
    $(field).addEventListener('input', show);
    form.addEventListener('reset', () => setTimeout(show));
    show();
  }

  bind(form, { message: (violation) => (language() === 'zh' ? chinese(violation) : violation.message) });
  onLanguage(() => {
    for (const field of fields) {
      const said = $(field).hasAttribute('aria-invalid');
      $(field).dispatchEvent(new Event('input'));
      if (said) $(field).dispatchEvent(new Event('change'));
    }
  });

  let outcome = () => '';
  const tell = (words) => {
    outcome = words;
    say($('created'), outcome());
  };
  onLanguage(() => tell(outcome));
  const showAnswer = (body) => {
    $('created-answer').hidden = body === undefined;
    $('created-answer').querySelector('pre').textContent = body === undefined ? '' : JSON.stringify(body, null, 2);
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const request = values(form);
    showAnswer();
    if (!hasGateway()) {
      tell(() => `${word('notSent')} ${JSON.stringify(request)}`);
      return;
    }
    tell(() => word('creating'));
    try {
      const { status, body } = await create(JSON.stringify(request));
      showAnswer(body);
      if (status !== 201) {
        tell(() => word('notCreated', status, body.error_code, body.error_msg) + (status === 401 ? ` ${word('tokenNeeded')}` : ''));
        if (status === 401) $('connection').open = true;
        return;
      }
      form.reset();
      tell(() => word('created', body.name));
      await showLast(body.id);
    } catch (error) {
      if (!(error instanceof Silence)) throw error;
      tell(() => word(error.key, ...error.details));
    }
  });
};

/** The request that the form holds, as text for the editor. */
export const formText = async (edition) => JSON.stringify((await rulesOf(edition)).values($('app')), null, 2);
