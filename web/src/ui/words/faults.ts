import { Refusal } from '../../store/model';
import { ServerFault } from '../ports';

/** What happened and what the person can do, for whatever a call of theirs threw. */
export function faultWords(fault: unknown): string {
  return fault instanceof Refusal || fault instanceof ServerFault ? `${fault.message} ${fault.hint}` : String(fault);
}
