/** A heading that breaks between phrases rather than inside a Chinese word: after a comma or a colon. */
export function Phrases({ of }: { of: string }) {
  return of.split(/(?<=[，：；、])/).map((phrase) => (
    <span key={phrase} className="inline-block">
      {phrase}
    </span>
  ));
}
