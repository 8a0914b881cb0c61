"""A few hundred words of many kinds of text, which integer matrices are fitted to."""

TEXTS = (
    "The lighthouse at the northern tip of the island was built in 1874 by a Scottish engineer, "
    "after three merchant ships had been lost on the rocks in one winter. It stands 41 metres high "
    "and its lamp, now electric, is seen from 22 nautical miles away.",
    "Article 7. The tenant shall pay the rent on the first working day of each month; a payment "
    "more than fourteen days late bears interest at 4.5 % a year (see also Annex B, section 2.1).",
    "Maria Oliveira (born 3 May 1951 in Recife) is a Brazilian pianist and composer. She won the "
    "national prize in 1979 and later taught at the University of Vienna, Austria.",
    "def area(radius): return 3.14159 * radius ** 2  # e.g. area(2) == 12.56636; "
    "see https://www.example.org/docs/geometry?id=42",
    '"Did you lock the door?" she asked. He shook his head, and said: "I thought you did!"',
    "Patients who received the higher dose slept longer (p < 0.01), but two of them reported "
    "headaches; the protein binds to receptors in the liver and lowers blood glucose.",
    "TABLE OF CONTENTS 1 Introduction 2 Methods 3 Results 4 References 5 Index | Q1 | Q2 | Total "
    "| 1,204 | 987 | 2,191 |",
    "How do I reset the password of my account?",
    "The football club was founded in 1908, plays its home games at the Riverside Stadium and was "
    "promoted to the first division after beating its rivals 3-1 in the final match of the season.",
    "Ο Αριστοτέλης, Москва, 北京 и café: naïve words from elsewhere.",
)
