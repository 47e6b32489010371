/** What several lines that are pasted into one are as a script, each a paragraph; null for a single line, which goes in where the caret is. */
export function scriptOf(pasted: string): string | null {
  const lines = pasted
    .split(/\r\n?|\n/)
    .map((one) => one.trim())
    .filter(Boolean);
  return lines.length > 1 ? lines.join("\n\n") : null;
}
