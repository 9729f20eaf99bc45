// What the fields of the form may hold, in the engine's words.
import { $ } from './dom.js';
import { markdown } from './markdown.js';
import { language } from './words.js';

export const showHints = (engine, edition) =>
  Promise.all(
    ['name', 'remark', 'app_key', 'app_secret'].map(async (field) => {
      const text = JSON.stringify({ [field]: '' });
      const found = await engine.hover(text, 2, { edition, locale: language() });
      // The member's name and meaning come first, then its rules.
      const [, rules] = found.markdown.split('\n\n');
      $(`${field}-hint`).replaceChildren(...markdown(rules)[0].childNodes);
    }),
  );
