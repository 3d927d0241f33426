/** What ONNX Runtime throws, as a sentence with a kind. Pure. */
import type { SmearlabError } from '../../contract/failure.ts';
import { runtimeFailure } from '../runtimeFailure.ts';

/** @param what what was being done, as the beginning of a sentence: "Training wbc stopped" */
export function engineFailure(what: string, error: unknown): SmearlabError {
  const message = error instanceof Error ? error.message : String(error);
  return runtimeFailure(`${what}: ONNX Runtime says "${inShort(message)}".`, error);
}

/** Without the node, the source file and the C++ signature that come before what happened; the whole is kept as the cause. */
function inShort(message: string): string {
  const status = message.split('Status Message: ').at(-1) ?? message;
  return status.replace(/^\S+\.(cc|h|cpp):\d+ .*?\) (?=[A-Z])/s, '').trim();
}
