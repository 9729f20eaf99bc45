// The page's words in the language that is chosen. What is wrong with a request is
// worded by the rules; see rules.js and engine.js.
import { recall, remember } from './remember.js';
import { en } from './words-en.js';
import { zh } from './words-zh.js';

const languages = { en, zh };
const tags = { en: 'en', zh: 'zh-Hans' };
const listeners = [];

const preferred = () => (navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag)) ?? 'en').slice(0, 2).toLowerCase();

const chosen = recall('language');
let current = Object.hasOwn(languages, chosen ?? '') ? chosen : preferred();

export const language = () => current;

/** The word for a key; functions make theirs of the arguments. */
export const word = (key, ...details) => {
  const text = languages[current][key];
  return typeof text === 'function' ? text(...details) : text;
};

const apply = () => {
  document.documentElement.lang = tags[current];
  for (const node of document.querySelectorAll('[data-text]')) node.textContent = word(node.dataset.text);
  for (const node of document.querySelectorAll('[data-label]')) node.ariaLabel = word(node.dataset.label);
  for (const listener of listeners) listener();
};

export const setLanguage = (tag) => {
  current = tag;
  remember('language', tag);
  apply();
};

/** Calls listener when the language has changed. */
export const onLanguage = (listener) => listeners.push(listener);

export const startWords = apply;
