import { useState, type ChangeEvent, type FormEvent } from 'react';
import { words } from '../words';
import { explain, type Explained } from '../words/faults';

type Field = 'name' | 'password' | 'code';
export type Answers = Readonly<Record<Field, string>>;

/** What was typed into any of the forms, and where last. */
export interface Typed {
  readonly answers: Answers;
  readonly last?: Field;
}

export const nothingTyped: Typed = { answers: { name: '', password: '', code: '' } };

/** Not by the user's hands. */
export function filledIn(typed: Typed, field: Field, value: string): Typed {
  return { ...typed, answers: { ...typed.answers, [field]: value } };
}

/** Outlives the form: whoever types while the server is still being asked may find the other form under their hands. */
export type TypedState = readonly [Typed, (change: (typed: Typed) => Typed) => void];

/** A form whose answer is the server's: says what is missing, keeps what was typed, and what went wrong. */
export function useAccountForm(
  fields: readonly Field[],
  send: (answers: Answers) => Promise<void>,
  [{ answers, last }, type]: TypedState,
) {
  const [missing, setMissing] = useState<readonly Field[]>([]);
  const [fault, setFault] = useState<Explained>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const trimmed = { ...answers, name: answers.name.trim(), code: answers.code.trim() };
    const empty = fields.filter((field) => trimmed[field] === '');
    setMissing(empty);
    if (empty[0] !== undefined) {
      event.currentTarget.querySelector<HTMLInputElement>(`input[name=${empty[0]}]`)?.focus();
      return;
    }
    setBusy(true);
    setFault(undefined);
    try {
      await send(trimmed);
    } catch (cause) {
      setFault(explain(cause));
    } finally {
      setBusy(false);
    }
  };

  const field = (name: Field) => ({
    name,
    value: answers[name],
    onChange: ({ target: { value } }: ChangeEvent<HTMLInputElement>) =>
      type((typed) => ({ ...filledIn(typed, name, value), last: name })),
    required: true,
    ...(missing.includes(name) && answers[name] === '' ? { error: words.account.missing } : {}),
  });

  // As of when the form appears, so that React calls it then and not at every key.
  const [begin] = useState(() => (form: HTMLFormElement | null) => focus(form, last));

  return { field, submit, busy, fault, begin };
}

/** Goes on where something was typed last; else begins in the first field, where that does not bring up a keyboard over everything. */
function focus(form: HTMLFormElement | null, last: Field | undefined): void {
  const typedInto = form?.querySelector<HTMLInputElement>(`input[name=${last}]:not([tabindex="-1"])`);
  if (typedInto) {
    typedInto.focus();
    typedInto.setSelectionRange(typedInto.value.length, typedInto.value.length);
  } else if (matchMedia('(pointer: fine)').matches) {
    form?.querySelector<HTMLInputElement>('input:not([tabindex="-1"])')?.focus();
  }
}
