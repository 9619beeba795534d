/** Sets of strings (`\p{RGI_Emoji}`) need the `v` flag; where the browser is too old for it no text counts as emoji. */
const FEW = pattern('^(?:\\p{RGI_Emoji}[\\s\\u200d\\ufe0f]*){1,3}$');

/** Whether a text is nothing but one to three emoji: those are drawn large. */
export function isFewEmoji(text: string): boolean {
  return text.length < 120 && FEW !== undefined && FEW.test(text.trim());
}

function pattern(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'v');
  } catch {
    return undefined;
  }
}
