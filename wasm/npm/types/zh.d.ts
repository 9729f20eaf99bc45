import type { Violation } from './js.js';
import type { Warning } from './warnings.js';

/** What is wrong and what would be right, in Simplified Chinese. */
export function message(violation: Violation | Warning): string;
