/** The portal's own mark: one hand held over, one hand held under, a small light between them. */
export function Emblem({ className = "size-9" }: { className?: string }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className={className} fill="none">
      <path
        d="M6 27C6 14.5 14.2 6 25 6c8.6 0 15.2 5.2 17.4 13"
        stroke="currentColor"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <path
        d="M42 25c0 9.6-7.4 17-17 17-6.4 0-11.6-3-14.6-7.8"
        stroke="currentColor"
        strokeWidth="4"
        strokeLinecap="round"
        opacity=".62"
      />
      <path
        d="M15.5 26.5c1.6 4.6 5.4 7 9.7 7 4.6 0 8-2.6 9.6-6.5"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
        opacity=".62"
      />
      <circle cx="25" cy="20" r="5.5" className="fill-[#e0a458]" />
    </svg>
  );
}
