// Compiled, not run: what a user writes must type-check, and mistakes must not.
import { answer, app, normalizePage, validate, validateField, type App, type Violation } from 'appgauge';
import { validate as plain } from 'appgauge/js';
import { attributes, bind, define, values } from 'appgauge/form';
import { message } from 'appgauge/zh';
import { PageError, parsePage } from 'appgauge/page';
import { warnings } from 'appgauge/warnings';
import { connect, start, type Diagnostics, type Engine } from 'appgauge/engine';
import { validate as older } from 'appgauge/2023-04';
import { message as chinese } from 'appgauge/2025-12-zh/zh';

const violations: Violation[] = validate({ name: 'app_demo' });
plain(null);
older(undefined);
validateField('app_key', 1);
// @ts-expect-error no such field
validateField('appKey', 1);
const code: string | undefined = answer(violations)?.error_code;
const page: { offset: number; limit: number } = normalizePage(-1, 501);
const far: { offset: number | bigint } = normalizePage(1n);
const texts: string[] = [...violations.map(message), ...warnings({}).map(chinese)];
const result = app['~standard'].validate({});
if (!result.issues) {
  const request: App = result.value;
  request.remark = null;
  // @ts-expect-error name is required
  request.name = undefined;
}
type Output = NonNullable<(typeof app)['~standard']['types']>['output'];
const typed: Output = { name: 'app_demo' };
try {
  parsePage('x', null);
} catch (error) {
  if (error instanceof PageError) answer([error]);
}
const unbind: () => void = bind(document.forms[0], { message });
define('my-app', { labels: { name: '名称' } });
const questions = new AbortController();
const engine = connect({ worker: () => new Worker('/engine-worker.js', { type: 'module' }) });
const found: Promise<Diagnostics> = engine.diagnostics('{}', { kind: 'lines', locale: 'zh', signal: questions.signal });
// @ts-expect-error an engine in this thread answers at once: there is nothing to give up
const here = (local: Engine) => local.diagnostics('{}', { signal: questions.signal });
const bytes: number = engine.memory();
export const engines = [found.then(({ total, exact }) => (exact ? `${total}` : `${total}+`)), here, bytes, start];
export const all = [code, page, far, texts, typed, unbind, values(document.forms[0]), attributes('name').pattern];
