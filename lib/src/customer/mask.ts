// Personal data made unrecognisable, with as much left as is needed to tell two people apart.

/**
 * An e-mail address by its first letter.
 *
 * @example
 * maskedEmail("ada.lovelace@post.org"); // => "a***@***"
 */
export function maskedEmail(email: string | null): string | null {
  return email === null ? null : `${[...email][0] ?? ""}***@***`;
}

/**
 * A phone number by its last two digits.
 *
 * @example
 * maskedPhone("4635550104"); // => "***04"
 */
export function maskedPhone(phone: string | null): string | null {
  return phone === null ? null : `***${phone.replace(/\D/g, "").slice(-2)}`;
}

/**
 * A name by its initials.
 *
 * @example
 * initials("Ada King-Lovelace"); // => "A. K."
 */
export function initials(name: string | null): string | null {
  if (name === null) return null;
  const words = name.split(/\s+/).filter(Boolean);
  return words.map((word) => `${[...word][0]}.`).join(" ");
}
