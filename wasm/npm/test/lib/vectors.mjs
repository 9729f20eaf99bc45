// Runs the oracle vectors (testdata/README.md) through one entry of the package,
// in node and in browsers.

/** The bytes of a document. */
export const bytesOf = (document) => {
  const parts = typeof document === 'string' ? [document] : document;
  const encoder = new TextEncoder();
  const chunks = parts.map((part) => {
    if (typeof part === 'string') return encoder.encode(part);
    if (part.hex !== undefined) return Uint8Array.from(part.hex.match(/../g) ?? [], (hex) => parseInt(hex, 16));
    return encoder.encode(part.repeat.repeat(part.times));
  });
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
};

/** The value of a document, or undefined where JavaScript cannot read it: only values reach this package. */
export const valueOf = (document) => {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(document))) };
  } catch {
    return undefined;
  }
};

// Faults that JSON.parse forgives, outside the members that this package looks at.
const forgiven = [
  'syntax/surrogate/in-member-name',
  'syntax/surrogate/in-unknown-value',
  'syntax/surrogate/nested',
  'syntax/surrogate/nested-member-name',
  'syntax/depth/10001-over',
  'syntax/depth/10001-objects-over',
  'syntax/depth/root-100000',
];

// What a vector says of a value: no byte offsets, and nothing of duplicates,
// which a value cannot have.
const expected = (list = []) =>
  list
    .filter(({ rule }) => rule !== 'duplicate')
    .map(({ field, rule, index, limit, actual }) => JSON.stringify({ field, rule, index, limit, actual }));

const said = (list) => list.map(({ field, rule, index, limit, actual }) => JSON.stringify({ field, rule, index, limit, actual }));

const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

/** Runs the cases on app requests; returns how many ran, and what differed. */
export const runVectors = (cases, entries) => {
  const failures = [];
  let ran = 0;
  for (const { id, edition = '2023-11', document, violations, warnings, answer } of cases) {
    const parsed = valueOf(document);
    const { validate, answer: answerOf, warnings: warningsOf } = entries[edition];
    if (!parsed) {
      if (violations?.[0]?.rule !== 'syntax') failures.push(`${id}: JavaScript cannot read it, and the vector does not say so`);
      continue;
    }
    ran++;
    const got = validate(parsed.value);
    if (violations?.[0]?.rule === 'syntax') {
      // The whole document is to blame; a value has the field that is.
      if (got.some(({ rule }) => rule === 'syntax') === forgiven.includes(id)) failures.push(`${id}: no syntax violation in ${JSON.stringify(got)}`);
      continue;
    }
    const want = expected(violations);
    if (!same(said(got), want)) failures.push(`${id}: violations ${said(got)}, want ${want}`);
    const duplicates = violations?.some(({ rule }) => rule === 'duplicate');
    const name = answerOf(got)?.error_msg.match(/parameterName:(.*?)\. /)[1];
    if (!duplicates && name !== answer) failures.push(`${id}: the answer names ${name}, want ${answer}`);
    if (warningsOf) {
      const gotWarnings = said(warningsOf(parsed.value));
      // Object members that look like numbers come first in JavaScript.
      if (!same([...gotWarnings].sort(), [...new Set(expected(warnings))].sort()))
        failures.push(`${id}: warnings ${gotWarnings}, want ${expected(warnings)}`);
    }
  }
  return { ran, failures };
};

/** Runs the cases on pages. */
export const runPages = (cases, { parsePage, PageError }) => {
  const failures = [];
  for (const { id, offset, limit, want, error } of cases) {
    let got;
    try {
      const page = parsePage(offset, limit);
      got = JSON.stringify({ offset: String(page.offset), limit: String(page.limit) });
    } catch (e) {
      if (!(e instanceof PageError)) throw e;
      got = e.param;
    }
    const wanted = error ?? JSON.stringify({ offset: want.offset, limit: want.limit });
    if (got !== wanted) failures.push(`${id}: ${got}, want ${wanted}`);
  }
  return { ran: cases.length, failures };
};
