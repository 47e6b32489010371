/** The result of a transcript check, as rows and lines keep it. */
export interface Heard {
  text: string;
  flagged: boolean;
  /** Words of the text that were not heard; older results have none. */
  missing?: string[] | undefined;
}

interface Checked {
  heard: string;
  flagged: boolean;
  differences: readonly { expected: string }[];
}

/** One result of all chunks of a line. */
export function heardOf(chunks: readonly Checked[]): Heard {
  return {
    text: chunks.map((chunk) => chunk.heard).join(" ").trim(),
    flagged: chunks.some((chunk) => chunk.flagged),
    missing: chunks.flatMap((chunk) => chunk.differences.map((one) => one.expected)),
  };
}
