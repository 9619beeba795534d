import { useState, type ChangeEvent, type FormEvent } from 'react';
import { words } from '../words';
import { explain, type Explained } from '../words/faults';

type Field = 'name' | 'password' | 'code';
export type Answers = Readonly<Record<Field, string>>;

const EMPTY: Answers = { name: '', password: '', code: '' };

/** A form whose answer is the server's: says what is missing, keeps what was typed, and what went wrong. */
export function useAccountForm(
  fields: readonly Field[],
  send: (answers: Answers) => Promise<void>,
  initial: Partial<Answers>,
) {
  const [answers, setAnswers] = useState<Answers>({ ...EMPTY, ...initial });
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
    onChange: (event: ChangeEvent<HTMLInputElement>) => setAnswers({ ...answers, [name]: event.target.value }),
    required: true,
    ...(missing.includes(name) && answers[name] === '' ? { error: words.account.missing } : {}),
  });

  return { field, submit, busy, fault };
}

/** Begins in the first field where that does not bring up a keyboard over everything. */
export function focusFirst(form: HTMLFormElement | null): void {
  if (matchMedia('(pointer: fine)').matches) {
    form?.querySelector<HTMLInputElement>('input:not([tabindex="-1"])')?.focus();
  }
}
