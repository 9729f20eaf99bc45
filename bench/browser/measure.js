// Runs in node and in browsers: what each peer decides, and how long it takes.

const request = {
  name: 'app_demo',
  remark: 'Demo app',
  app_key: 'ee8f878c252747028f07eb116c2cd91b',
  app_secret: '416ccd1a4ef94b8fa2b6b1b0e1f40ab8',
};

// Alike, but no two the same: an engine must not remember the answer.
const valid = Array.from({ length: 64 }, (_, i) => ({
  ...request,
  name: `app_demo${i}`,
  app_key: request.app_key.slice(2) + (10 + i),
  app_secret: request.app_secret.slice(2) + (10 + i),
}));
// A request with one fault, of each rule in turn.
const faults = [
  ({ name, ...rest }) => rest, // required
  (value) => ({ ...value, name: 1 }), // type
  (value, i) => ({ ...value, app_key: `key${i}` }), // minLength
  (value, i) => ({ ...value, name: `app${i}`.padEnd(65, 'x') }), // maxLength
  (value, i) => ({ ...value, name: `${i}app` }), // start
  (value, i) => ({ ...value, name: `my-app${i}` }), // charset
];
const one = valid.map((value, i) => faults[i % faults.length](value, i));
// Three faults in two members: the start and a character of the name, a key too short.
const three = valid.map((value, i) => ({ ...value, name: `${i}-app`, app_key: `key${i}` }));

const odd = [
  ['255 emoji in remark', { name: 'app', remark: '😀'.repeat(255) }, true],
  ['256 emoji in remark', { name: 'app', remark: '😀'.repeat(256) }, false],
  ['"" in app_key', { name: 'app', app_key: '' }, false],
  ['null in remark', { name: 'app', remark: null }, true],
  ['an inherited name', Object.create({ name: 'app' }), false],
  ['a String object', { name: new String('app') }, false],
  ['a newline at the end', { name: 'app\n' }, false],
  ['a lone surrogate', { name: 'app', remark: '\ud83d' }, false],
  ['an unknown member', { name: 'app', extra: 1 }, true],
];

/** For each odd value, whether the peer decides as the gateway does. */
export const fidelity = (issues) =>
  odd.map(([name, value, want]) => {
    try {
      return [name, (issues(value).length === 0) === want];
    } catch {
      return [name, false];
    }
  });

const time = (issues, values, count) => {
  let found = 0;
  const start = performance.now();
  for (let i = 0; i < count; i++) found += issues(values[i & 63]).length;
  const took = performance.now() - start;
  return [(took / count) * 1e6, found];
};

/**
 * Nanoseconds an object: the median of rounds in which all peers take turns, so that they share the machine's moods.
 * Each sample takes at least sample milliseconds, for clocks that are coarse on purpose.
 */
export const speed = (peers, rounds = 15, sample = 25) => {
  const results = {};
  for (const [kind, values] of Object.entries({ valid, one, three })) {
    const counts = {};
    const samples = {};
    for (const [name, issues] of Object.entries(peers)) {
      if ((issues(values[0]).length === 0) !== (kind === 'valid')) throw Error(`${name} gets the ${kind} request wrong`);
      time(issues, values, 20_000);
      // Long enough for a clock that only tells whole milliseconds.
      let count = 1000;
      while ((time(issues, values, count)[0] * count) / 1e6 < sample) count *= 2;
      counts[name] = count;
      samples[name] = [];
    }
    for (let round = 0; round < rounds; round++)
      for (const [name, issues] of Object.entries(peers)) samples[name].push(time(issues, values, counts[name])[0]);
    for (const [name, list] of Object.entries(samples)) {
      list.sort((a, b) => a - b);
      (results[name] ??= {})[kind] = { ns: list[list.length >> 1], issues: peers[name](values[0]).length };
    }
  }
  return results;
};
