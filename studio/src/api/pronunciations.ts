import { answer, client } from "./client";

/** Ways in which a word may be said, the present one first: phonemes between slashes. */
export const alternativesOf = async (word: string, language: string) => (await answer(client.POST("/api/pronunciations/alternatives", { body: { word, language } }))).alternatives;

export const ownPronunciations = async () => (await answer(client.GET("/api/pronunciations"))).pronunciations;

/** Keeps one word of this key's; the others stay as they are. */
export async function keepOwnPronunciation(word: string, said: string): Promise<void> {
  const known = await ownPronunciations();
  await answer(client.PUT("/api/pronunciations", { body: { pronunciations: { ...known, [word]: said } } }));
}

/** Takes one word of this key's away; what is left. */
export async function forgetOwnPronunciation(word: string): Promise<Record<string, string>> {
  const { [word]: _, ...rest } = await ownPronunciations();
  return (await answer(client.PUT("/api/pronunciations", { body: { pronunciations: rest } }))).pronunciations;
}
