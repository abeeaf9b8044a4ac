const winds = Array.from({ length: 32 }, (_, index) => (index * Math.PI) / 16);

/** The app's mark. */
export function CompassMark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className="compass-mark">
      <circle cx="12" cy="12" r="9.5" stroke="currentColor" strokeWidth="1.5" />
      <path className="compass-star" d="M12 3.5 14 10l6.5 2-6.5 2-2 6.5-2-6.5-6.5-2 6.5-2z" />
    </svg>
  );
}

/** The wind rose of a sea chart: thirty-two winds, eight of them named by points. */
export function CompassRose({ size = 120 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="-60 -60 120 120" fill="none" aria-hidden="true" className="compass-rose">
      <circle r="56" />
      <circle r="50" />
      <circle r="22" />
      {winds.map((angle, index) => {
        const inner = index % 4 === 0 ? 22 : 44;
        return (
          <line
            key={angle}
            x1={inner * Math.cos(angle)}
            y1={inner * Math.sin(angle)}
            x2={50 * Math.cos(angle)}
            y2={50 * Math.sin(angle)}
          />
        );
      })}
      <path className="rose-minor" d="M0 0 34 34 8 0 34-34 0-8-34-34-8 0-34 34 0 8z" />
      <path className="rose-major" d="M0-48 7-7 48 0 7 7 0 48-7 7-48 0-7-7z" />
      <circle r="3" className="rose-eye" />
    </svg>
  );
}

/** Rhumb lines over the whole of a page, behind what stands on it. */
export function RhumbLines() {
  return (
    <svg className="rhumb-lines" viewBox="0 0 1200 800" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {winds.map((angle) => (
        <line key={angle} x1="260" y1="420" x2={260 + 1600 * Math.cos(angle)} y2={420 + 1600 * Math.sin(angle)} />
      ))}
      {winds.slice(0, 16).map((angle) => (
        <line
          key={angle}
          x1="1010"
          y1="170"
          x2={1010 + 1600 * Math.cos(2 * angle)}
          y2={170 + 1600 * Math.sin(2 * angle)}
        />
      ))}
      {[90, 200, 340, 520].map((radius) => (
        <circle key={radius} cx="260" cy="420" r={radius} />
      ))}
    </svg>
  );
}
