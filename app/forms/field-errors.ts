/** What is wrong with one field: a key under `errors` of the language file with its values, or a sentence as it is. */
export type FieldError = { code: string; values?: Record<string, string | number>; /** Amounts, written as the reader writes them. */ money?: Record<string, { minor: number; currency: string }> } | { sentence: string };
/** By the path of the field in the form ("ladder.2.threshold"). */
export type FieldErrors = Record<string, FieldError>;
