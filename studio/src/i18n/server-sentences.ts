import type { i18n as I18n } from "i18next";

/** Sentences that the server says about files, without a code: their form, and the key below `sentences` of the page's own words. */
export const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^an entry's name is a path out of the archive$/, "outside_path"],
  [/^it unpacks to more than (?<size>\d+) MB$/, "too_large"],
  [/^its manifest names a file twice$/, "named_twice"],
  [/^two of its voices have the same id$/, "same_id"],
  [/^the file (?<name>.+) is missing$/, "file_missing"],
  [/^the file (?<name>.+) is there twice$/, "file_twice"],
  [/^the file (?<name>.+) is damaged or was changed$/, "file_changed"],
  [/^the file (?<name>.+) unpacks to more than (?<times>\d+) times its size$/, "file_inflated"],
  [/^(?<count>\d+) of the book's files are missing and were left out\.$/, "book_files"],
  [/^(?<count>\d+) blocks of code were left out\.$/, "code_blocks"],
  [/^A cue was left out: (?<text>.+) are no times\.$/, "cue_without_times"],
  [/^A cue was left out: it ends after (?<hours>\d+) hours, where a project ends\.$/, "cue_late"],
  [/^A cue was left out: it ends at (?<end>.+) s and begins at (?<begin>.+) s\.$/, "cue_ends_early"],
  [/^A cue was cut: it begins at (?<begin>.+) s, before the project does\.$/, "cue_cut"],
  [/^(?<count>\d+) cues begin before the one in front of them has ended; they will overlap\.$/, "cues_overlap"],
  [/^(?<count>\d+) rows have no text and were left out\.$/, "rows_without_text"],
  [/^(?<count>\d+) rows have more cells than columns\. Put texts with separators in quotes\.$/, "rows_with_more_cells"],
  [/^Only the columns `speaker` and `text` are read, not these: (?<columns>.+)$/, "columns_left_out"],
  [/^The table has (?<count>\d+) columns named (?<name>.+)\. Leave one\.$/, "column_twice"],
  [/^.+: it holds no consent with a person and a statement, which this server requires/, "voice_without_consent"],
  [/^.+: The voice .+ cannot speak any more: the consent .+ was revoked/, "voice_revoked"],
  [/^.+: There is no engine '(?<engine>.+?)'\./, "voice_engine_unknown"],
  [/^.+: The engine '(?<engine>.+?)' is not installed\./, "voice_engine_missing"],
  [/^.+: The voice's data cannot be used: /, "voice_data_unusable"],
  [/^A file of this kind cannot be imported\. There are: (?<formats>.+)\.$/, "script_kind"],
  [/^The file is larger than (?<size>\d+) MB\.$/, "script_large"],
  [/^The file has a line of more than (?<count>\d+) characters\.$/, "script_row"],
  [/^There is no text in the file\.$/, "script_empty"],
  [/^The file has more than (?<count>\d+) lines, which is what a project holds\.$/, "script_lines"],
  [/^The file is not a Word document \(DOCX\)/, "script_docx"],
  [/^The file is not a book \(EPUB\)/, "script_epub"],
  [/^The file is not text\.$/, "script_text"],
  [/^The file is not .+\.$/, "script_other"],
  [/^The table cannot be read: .+\.$/, "script_table"],
  [/^The book names no table of contents\.$/, "script_contents"],
  [/^The file holds XML that (?:cannot be read safely|is more than \d+ elements deep)\.$/, "script_xml"],
  [/^The file is damaged or encrypted\.$/, "script_damaged"],
  [/^The file is packed in a way that is not read\.$/, "script_packed"],
  [/^A part of the file unpacks to more than (?<times>\d+) times its size\.$/, "script_inflated"],
  [/^The file unpacks to more than (?<size>\d+) MB\.$/, "script_unpacked"],
  [/^A page of the book is larger than (?<size>\d+) MB\.$/, "script_page"],
  [/^its environment is damaged: install it again \(.+\)$/, "engine_damaged"],
  [/^it was made for another version of ClonyVoice: install it again$/, "engine_outdated"],
  [/^its Python does not start$/, "engine_python"],
  [/^weights: (?<name>.+) is missing$/, "model_file_missing"],
  [/^weights: (?<name>.+) was changed: copy it again$/, "model_file_changed"],
  [/^(?<program>\S+): (?<name>.+) is missing$/, "engine_file_missing"],
  [/^(?<program>\S+): (?<name>.+) was changed$/, "engine_file_changed"],
];

/** A sentence of the server's in the reader's language where the page has words for it; else as it came, marked as English. */
export function serverSentence(i18n: I18n, english: string): { text: string; lang: "en" | undefined } {
  for (const [form, key] of SENTENCES) {
    const found = form.exec(english);
    if (found) return { text: i18n.t(`sentences.${key}` as "sentences.same_id", { replace: { ...found.groups } }), lang: undefined };
  }
  return { text: english, lang: i18n.language === "en" ? undefined : "en" };
}
