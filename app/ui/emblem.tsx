/** The portal's own mark: one hand held over, one hand held under, a small light between them. */
export function Emblem({ className = "size-9" }: { className?: string }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className={className} fill="none">
      <g stroke="currentColor" strokeWidth="4.5" strokeLinecap="round">
        <path d="M6 28C6 14.6 14.2 6 25 6c8.2 0 14.6 4.6 17 11.8" />
        <path d="M42 26c-.6 9.4-7.7 16-16.6 16-6 0-10.9-2.7-14-7.2" opacity=".55" />
      </g>
      <circle cx="24.5" cy="24" r="6.5" className="fill-lamp" />
    </svg>
  );
}
