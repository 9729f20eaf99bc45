// The engine in a worker: answers { id, question, args } by { id, value } or { id, error }.
import { start } from './host.js';

let engine;

onmessage = async ({ data: { id, question, args } }) => {
  try {
    if (question === 'start') {
      engine = start(args[0]);
      postMessage({ id, value: (await engine).editions });
    } else {
      postMessage({ id, value: (await engine)[question](...args) });
    }
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
};
