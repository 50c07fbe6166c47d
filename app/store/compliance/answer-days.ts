/** An export is kept for so many days after it was made. */
export const ANSWER_DAYS = 7;
