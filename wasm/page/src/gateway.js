// The gateway behind the page, if there is one: gateway.json beside the page says.
import { $ } from './dom.js';

let settings = {};

/** Learns what gateway there is; the edition it follows, or undefined. */
export const findGateway = async () => {
  try {
    const response = await fetch('gateway.json');
    if (response.ok) settings = await response.json();
  } catch {
    // The page was saved, or its server is gone: no gateway.
  }
  $('project').value = settings.project ?? '';
  $('instance').value = settings.instance ?? '';
  $('token').value = settings.token ?? '';
  return settings.edition;
};

export const hasGateway = () => Boolean(settings.edition);

/** Whether a token is known, so that asking makes sense. */
export const hasToken = () => $('token').value !== '';

// Both documented operations have the same path: URI on both pages.
const path = () => `/v2/${encodeURIComponent($('project').value)}/apigw/instances/${encodeURIComponent($('instance').value)}/apps`;

/** What went wrong before there was an answer to show; key is a word's. */
export class Silence extends Error {
  constructor(key, ...details) {
    super(key);
    this.key = key;
    this.details = details;
  }
}

const call = async (query, options) => {
  let response;
  try {
    response = await fetch(path() + query, { ...options, headers: { 'X-Auth-Token': $('token').value, ...options?.headers } });
  } catch {
    throw new Silence('noAnswer');
  }
  const body = await response.json().catch(() => {
    throw new Silence('badAnswer', response.status);
  });
  return { status: response.status, body };
};

/** Sends a text as a create request. */
export const create = (text) => call('', { method: 'POST', body: text, headers: { 'Content-Type': 'application/json' } });

/** Asks for a listing; offset and limit are texts as a person wrote them, '' is absent. */
export const list = (offset, limit) => {
  const query = new URLSearchParams(Object.entries({ offset, limit }).filter(([, value]) => value !== ''));
  return call(query.size ? `?${query}` : '');
};
