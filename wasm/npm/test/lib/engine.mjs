// Runs the oracle vectors through the engine, in node and in browsers.
import { bytesOf } from './vectors.mjs';

/** engine answers at once or by promises; returns how many cases ran, and what differed. */
export const runEngine = async (cases, engine) => {
  const failures = [];
  let ran = 0;
  for (const { id, edition, document, violations = [], warnings = [], answer } of cases) {
    const bytes = bytesOf(document);
    let text;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      continue; // an editor has texts, not bytes
    }
    ran++;
    const got = await engine.diagnostics(text, { edition });
    const said = got.diagnostics.map(({ field = '', rule }) => `${field} ${rule}`);
    const name = got.answer?.error_msg.match(/parameterName:(.*?)\. /)[1];
    if (name !== answer) failures.push(`${id}: the answer names ${name}, want ${answer}`);
    const [first] = violations;
    if (first?.rule === 'syntax' || (first?.rule === 'type' && first.field === '')) {
      // An editor is told all faults, and judges arrays; the gateway stops at the first.
      continue;
    }
    const want = [...violations, ...warnings].map(({ field, rule }) => `${field} ${rule}`);
    if (JSON.stringify([...said].sort()) !== JSON.stringify(want.sort())) failures.push(`${id}: ${said}, want ${want}`);
  }
  return { ran, failures };
};
