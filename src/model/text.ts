/** A sentence in every language the product speaks. `en` and `ko` are always both there. */
export interface Text {
  readonly en: string
  readonly ko: string
}

export type Language = keyof Text

/** The sentence in `language`. */
export function say(text: Text, language: Language): string {
  return text[language]
}
