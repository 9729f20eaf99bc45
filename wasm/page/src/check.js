// The right-hand side: a request in the editor, what is wrong with it, and what the
// gateway would answer.
import { showAnswer, showComparison } from './answer.js';
import { $, element, say, settled } from './dom.js';
import { editions, rulesOf } from './editions.js';
import { createEditor } from './editor.js';
import { startEngine } from './engine.js';
import { examplesFor } from './examples.js';
import { formText } from './form.js';
import { create, hasGateway, hasToken, Silence } from './gateway.js';
import { showHints } from './hints.js';
import { markdown } from './markdown.js';
import { showProblems, underlined } from './problems.js';
import { language, onLanguage, word } from './words.js';

const names = () => ({ editor: word('editor'), completions: word('completions'), diagnostics: word('diagnostics') });

// A question of which the answer counts only until the next one: that gives it up.
// Undefined is what becomes of it then.
const latest = (ask) => {
  let asking;
  return async (...details) => {
    asking?.abort();
    const { signal } = (asking = new AbortController());
    try {
      return await ask(signal, ...details);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
};

const pause = 120; // milliseconds without typing before the text is checked

// An array, or one a line: the gateway takes one request at a time.
const several = (text) => $('kind').value === 'ndjson' || /^\s*\[/.test(text);

export const startCheck = async (edition) => {
  const examples = examplesFor((await rulesOf(edition)).most);
  let engine;
  const options = () => ({ kind: $('kind').value, edition: $('edition').value, locale: language() });
  let written = { doc: undefined, text: '' }; // a text of megabytes is put together once
  const present = () => {
    const { doc } = view.state;
    if (written.doc !== doc) written = { doc, text: doc.toString() };
    return written.text;
  };
  const about = (method) => latest((signal, at) => engine?.[method](present(), at, { ...options(), signal }));

  $('edition').replaceChildren(...editions.map((id) => element('option', { value: id, textContent: id })));
  $('edition').value = edition;

  const editor = createEditor($('editor'), {
    text: examples[1].text,
    labels: names(),
    offersAt: about('complete'),
    explanationAt: about('hover'),
    changed: () => check(),
    moved: () => explainMember(),
  });
  const { view } = editor;

  const diagnose = latest(async (signal) => {
    const { doc } = view.state;
    const text = present();
    const how = { ...options(), signal };
    const found = await engine.diagnostics(text, how);
    if (view.composing || view.state.doc !== doc) return check();
    editor.underline(underlined(found.diagnostics));
    await showProblems(editor, found, () => engine.fixes(text, 0, text.length, how));
    showAnswer(found.answer, several(text));
  });
  const checkNow = async () => {
    if (!engine) return;
    // Marks would disturb an input method that composes a character.
    if (view.composing) return check();
    try {
      await diagnose();
    } catch (error) {
      say($('verdict'), word('engineMissing', error.message));
    }
  };
  const check = settled(checkNow, pause);

  const memberAt = about('hover');
  const explainMember = settled(async () => {
    const found = await memberAt(view.state.selection.main.head);
    if (found === undefined) return; // the cursor is elsewhere by now
    $('member').replaceChildren(...(found ? markdown(found.markdown) : [element('p', { className: 'hint', textContent: word('memberNone') })]));
  }, pause);

  const again = () => {
    check();
    explainMember();
  };
  const listExamples = () => {
    const chosen = $('example').value || examples[1].key;
    $('example').replaceChildren(...examples.map(({ key }) => element('option', { value: key, textContent: word(key) })));
    $('example').value = chosen;
  };
  listExamples();
  $('example').addEventListener('change', () => {
    const { text, kind = 'json' } = examples.find(({ key }) => key === $('example').value);
    $('kind').value = kind;
    editor.replace(text);
    again();
  });
  for (const id of ['edition', 'kind']) $(id).addEventListener('change', again);
  $('as-json').addEventListener('click', async () => {
    $('kind').value = 'json';
    editor.replace(`${await formText(edition)}\n`);
    view.focus();
  });
  $('send').hidden = !hasGateway();
  $('send').addEventListener('click', async () => {
    if (!hasToken()) return say($('real'), word('tokenNeeded'));
    const text = present();
    try {
      const [foretold, real] = await Promise.all([engine.diagnostics(text, options()), create(text)]);
      showComparison(foretold.answer, real);
    } catch (error) {
      if (!(error instanceof Silence)) throw error;
      say($('real'), word(error.key, ...error.details));
    }
  });
  view.dom.addEventListener('keydown', () => $('real').replaceChildren());

  say($('verdict'), word('loading'));
  try {
    engine = await startEngine();
  } catch (error) {
    say($('verdict'), word('engineMissing', error.message));
    return;
  }
  await Promise.all([checkNow(), showHints(engine, edition)]);
  explainMember();
  onLanguage(() => {
    editor.relabel(names());
    listExamples();
    showHints(engine, edition);
    again();
  });
};
