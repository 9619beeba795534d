interface Props {
  readonly conversation: number;
  /** Place of the message to begin with. */
  readonly at?: number;
}

export function ConversationPane({ conversation }: Props) {
  return <p>{conversation}</p>;
}
