import { BadFrame } from './badFrame';
import type { Json, JsonObject } from './json';
import { isWellFormed } from './text';

/** What a value must look like, and the words for one that does not. */
export interface Shape {
  readonly test: (text: string) => boolean;
  readonly rule: string;
}

/**
 * Reads the fields of one JSON object and says precisely what is wrong with them. Unknown fields are ignored: that is
 * how the protocol grows. An explicit `null` is the same as an absent field.
 *
 * All methods throw BadFrame.
 */
export class Fields {
  constructor(
    private readonly object: JsonObject,
    private readonly path = '',
  ) {}

  text(name: string, maxLength: number): string {
    return this.optionalText(name, maxLength) ?? this.missing(name);
  }

  optionalText(name: string, maxLength: number): string | undefined {
    const value = this.get(name);
    return value === undefined ? undefined : this.textOf(value, name, maxLength);
  }

  private textOf(value: Json, name: string, maxLength: number): string {
    if (typeof value !== 'string') {
      throw this.wrong(name, 'must be a string');
    }
    if (!isWellFormed(value)) {
      throw this.wrong(name, 'has half of a surrogate pair, which UTF-8 cannot carry');
    }
    if (value.length > maxLength) {
      throw new BadFrame('too_large', `${this.named(name)} is longer than ${maxLength} characters.`);
    }
    return value;
  }

  id(name: string, shape: Shape, maxLength = 1_000): string {
    return this.optionalId(name, shape, maxLength) ?? this.missing(name);
  }

  optionalId(name: string, shape: Shape, maxLength = 1_000): string | undefined {
    const text = this.optionalText(name, maxLength);
    return text === undefined ? undefined : this.shaped(text, name, shape);
  }

  private shaped(text: string, name: string, shape: Shape): string {
    if (!shape.test(text)) {
      throw this.wrong(name, shape.rule);
    }
    return text;
  }

  number(name: string, min: number, max: number): number {
    return this.optionalNumber(name, min, max) ?? this.missing(name);
  }

  optionalNumber(name: string, min: number, max: number): number | undefined {
    const value = this.get(name);
    if (value === undefined) {
      return undefined;
    }
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw this.wrong(name, 'must be a whole number');
    }
    if (value < min || value > max) {
      throw this.wrong(name, `must be from ${min} to ${max}`);
    }
    return value;
  }

  bool(name: string): boolean {
    return this.get(name) === undefined ? this.missing(name) : this.flag(name);
  }

  /** An absent flag is not set. */
  flag(name: string): boolean {
    const value = this.get(name) ?? false;
    if (typeof value !== 'boolean') {
      throw this.wrong(name, 'must be true or false');
    }
    return value;
  }

  /** One of a closed set of words. */
  oneOf<T extends string>(name: string, words: readonly T[], rule: string): T {
    const text = this.text(name, 32);
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) {
      throw this.wrong(name, rule);
    }
    return word;
  }

  inner(name: string): Fields {
    return this.optionalInner(name) ?? this.missing(name);
  }

  optionalInner(name: string): Fields | undefined {
    const value = this.get(name);
    if (value === undefined) {
      return undefined;
    }
    if (!(value instanceof Map)) {
      throw this.wrong(name, 'must be an object');
    }
    return new Fields(value, `${this.path}${name}.`);
  }

  /** An absent list is an empty one. */
  list<T>(name: string, max: number, read: (fields: Fields) => T): readonly T[] {
    return this.elements(name, max).map((element, i) => {
      if (!(element instanceof Map)) {
        throw this.wrong(name, 'must have objects in it');
      }
      return read(new Fields(element, `${this.path}${name}[${i}].`));
    });
  }

  textList(name: string, max: number, maxLength: number): readonly string[] {
    return this.elements(name, max).map((element) => this.textOf(element, name, maxLength));
  }

  idList(name: string, max: number, shape: Shape): readonly string[] {
    return this.textList(name, max, 64).map((text) => this.shaped(text, name, shape));
  }

  private elements(name: string, max: number): readonly Json[] {
    const value = this.get(name) ?? [];
    if (!isList(value)) {
      throw this.wrong(name, 'must be a list');
    }
    if (value.length > max) {
      throw new BadFrame('too_large', `${this.named(name)} has more than ${max} elements.`);
    }
    return value;
  }

  private get(name: string): Json | undefined {
    return this.object.get(name) ?? undefined;
  }

  wrong(name: string, rule: string): BadFrame {
    return new BadFrame('bad_frame', `${this.named(name)}: ${rule}.`);
  }

  private missing(name: string): never {
    throw new BadFrame('bad_frame', `${this.named(name)} is missing.`);
  }

  private named(name: string): string {
    return `Field '${this.path}${name}'`;
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
