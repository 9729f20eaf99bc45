// The engine in a worker: answers { question, args } by { value } or { error }, with
// the memory it holds.
import { start } from './host.js';

let engine;

const answer = async (question, args) => {
  if (question !== 'start') return (await engine)[question](...args);
  engine = start(args[0]);
  const { editions, module } = await engine;
  return { editions, module };
};

onmessage = async ({ data: { question, args } }) => {
  const told = await answer(question, args).then(
    (value) => ({ value }),
    (error) => ({ error: String(error?.message ?? error) }),
  );
  const memory = await engine.then((engine) => engine.memory(), () => 0);
  postMessage({ ...told, memory });
};
