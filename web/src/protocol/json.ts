import { BadFrame } from './badFrame';
import { MAX_FRAME, MAX_JSON_DEPTH } from './limits';
import { isWellFormed } from './text';

/**
 * A JSON value as the wire has it. Objects are maps, so that no name (`__proto__`) means anything; a number that is
 * not spelled as a whole one is `NaN`, which only fields that nobody reads may be.
 */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = ReadonlyMap<string, Json>;

const MAX_NUMBER_LENGTH = 20;
const MAX_NAME_LENGTH = 100;

const SPACE = /[ \t\n\r]*/y;
// oxlint-disable-next-line no-control-regex -- these are what a string may not have in it as they are
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const HEX = /^[0-9a-fA-F]{4}$/;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * One JSON object, read as strictly as docs/protocol.md says ("Frames"): no name twice, 16 levels, nothing behind it.
 *
 * @throws BadFrame with code `bad_frame`
 */
export function parseObject(text: string): JsonObject {
  return new Parser(text).whole();
}

/**
 * Bytes as text; a byte order mark stays in it, and is refused later.
 *
 * @throws BadFrame for what is no UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BadFrame('bad_frame', 'This is not valid UTF-8.');
  }
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): JsonObject {
    this.skipSpace();
    const value = this.value(1);
    this.skipSpace();
    if (this.at < this.text.length) {
      throw new BadFrame('bad_frame', 'There is something after the end of the frame.');
    }
    if (!(value instanceof Map)) {
      throw new BadFrame('bad_frame', 'A frame is one JSON object.');
    }
    return value;
  }

  /** @param level how deep an object or a list would be that begins here */
  private value(level: number): Json {
    const first = this.text.charAt(this.at);
    switch (first) {
      case '{':
        return this.object(level);
      case '[':
        return this.list(level);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(level: number): JsonObject {
    this.enter(level);
    const out = new Map<string, Json>();
    if (this.closes('}')) {
      return out;
    }
    do {
      this.skipSpace();
      const name = this.name();
      if (out.has(name)) {
        throw this.wrong(`the field '${name}' is there twice`);
      }
      this.skipSpace();
      this.expect(':');
      this.skipSpace();
      out.set(name, this.value(level + 1));
    } while (this.goesOn('}'));
    return out;
  }

  private list(level: number): readonly Json[] {
    this.enter(level);
    const out: Json[] = [];
    if (this.closes(']')) {
      return out;
    }
    do {
      this.skipSpace();
      out.push(this.value(level + 1));
    } while (this.goesOn(']'));
    return out;
  }

  private enter(level: number): void {
    if (level > MAX_JSON_DEPTH) {
      throw new BadFrame('bad_frame', `This nests more than ${MAX_JSON_DEPTH} levels.`);
    }
    this.at++;
  }

  private closes(end: string): boolean {
    this.skipSpace();
    if (this.text.charAt(this.at) !== end) {
      return false;
    }
    this.at++;
    return true;
  }

  private goesOn(end: string): boolean {
    if (this.closes(end)) {
      return false;
    }
    this.expect(',');
    return true;
  }

  private name(): string {
    const name = this.string();
    if (name.length > MAX_NAME_LENGTH) {
      throw new BadFrame('bad_frame', `This has a name of more than ${MAX_NAME_LENGTH} characters.`);
    }
    if (!isWellFormed(name)) {
      throw this.wrong('a name has half of a surrogate pair');
    }
    return name;
  }

  private string(): string {
    this.expect('"');
    let out = this.match(PLAIN);
    for (;;) {
      const next = this.text.charAt(this.at);
      if (out.length > MAX_FRAME) {
        throw new BadFrame('bad_frame', `This has a text of more than ${MAX_FRAME} characters.`);
      }
      if (next === '"') {
        this.at++;
        return out;
      }
      if (next !== '\\') {
        throw this.wrong('a string has no end, or a control character in it');
      }
      out += this.escape() + this.match(PLAIN);
    }
  }

  private escape(): string {
    const letter = this.text.charAt(this.at + 1);
    if (letter === 'u') {
      const digits = this.text.slice(this.at + 2, this.at + 6);
      if (!HEX.test(digits)) {
        throw this.wrong('an escape needs four hexadecimal digits');
      }
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const escaped = ESCAPES[letter];
    if (escaped === undefined) {
      throw this.wrong('an unknown escape');
    }
    this.at += 2;
    return escaped;
  }

  private number(): number {
    const spelled = this.match(NUMBER);
    if (spelled === '') {
      throw this.wrong('a value is missing');
    }
    if (spelled.length > MAX_NUMBER_LENGTH + (spelled.startsWith('-') ? 1 : 0)) {
      throw new BadFrame('bad_frame', `This has a number of more than ${MAX_NUMBER_LENGTH} characters.`);
    }
    // Minus zero is zero.
    return /[.eE]/.test(spelled) ? Number.NaN : Number(spelled) + 0;
  }

  private word<T>(spelled: string, value: T): T {
    if (!this.text.startsWith(spelled, this.at)) {
      throw this.wrong('a value is missing');
    }
    this.at += spelled.length;
    return value;
  }

  private expect(character: string): void {
    if (this.text.charAt(this.at) !== character) {
      throw this.wrong(`there should be a '${character}'`);
    }
    this.at++;
  }

  private skipSpace(): void {
    // Our server writes none: the regular expression would cost more than all the rest.
    if (this.text.charCodeAt(this.at) <= 0x20) {
      this.match(SPACE);
    }
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private wrong(what: string): BadFrame {
    return new BadFrame('bad_frame', `This is not valid JSON (character ${this.at}): ${what}.`);
  }
}
