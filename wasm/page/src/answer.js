// Answers of the gateway: the documented one, and the one that it gave.
import { $, element } from './dom.js';
import { word } from './words.js';

const reasons = { 201: 'Created', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 500: 'Internal Server Error' };

const statusLine = (status) =>
  element('p', { className: `status ${status < 300 ? 'valid' : 'error'}` }, element('strong', { textContent: status }), ` ${reasons[status] ?? ''}`);

const body = (value) => element('pre', { tabIndex: 0 }, JSON.stringify(value, null, 2));

/** Shows the documented answer to the text in the editor; null where it is accepted. */
export const showAnswer = (answer, several) => {
  const { status = 201, error_code, error_msg } = answer ?? {};
  $('answer').replaceChildren(
    ...(several ? [element('p', { className: 'hint', textContent: word('answerSeveral') })] : []),
    statusLine(status),
    answer ? body({ error_code, error_msg }) : element('p', { textContent: word('answerCreated') }),
  );
};

/** Shows what the gateway really answered, beside what was foretold. */
export const showComparison = (foretold, real) => {
  const same = foretold
    ? foretold.status === real.status && foretold.error_code === real.body.error_code && foretold.error_msg === real.body.error_msg
    : real.status === 201;
  $('real').replaceChildren(
    element('p', { textContent: `${word('sent')} ${word(same ? 'same' : 'different')}`, className: same ? 'valid' : 'error' }),
    statusLine(real.status),
    body(real.body),
  );
};
