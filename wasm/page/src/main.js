// Puts the page together: words first, then the form; the editor comes when it has
// been fetched, so that the form never waits for it.
import { $ } from './dom.js';
import { startApps } from './apps.js';
import { startForm } from './form.js';
import { findGateway } from './gateway.js';
import { standing } from './editions.js';
import { startPages } from './pages.js';
import { remember, recall } from './remember.js';
import { language, setLanguage, startWords } from './words.js';

$('language').value = language();
$('language').addEventListener('change', ({ target }) => setLanguage(target.value));
$('theme').value = recall('theme') ?? '';
$('theme').addEventListener('change', ({ target }) => {
  document.documentElement.dataset.theme = target.value;
  remember('theme', target.value);
});
startWords();

const edition = (await findGateway()) ?? standing;
startApps();
await Promise.all([
  startForm(edition),
  startPages(edition),
  import('./check.js').then(({ startCheck }) => startCheck(edition)),
]);
document.documentElement.dataset.ready = '';
