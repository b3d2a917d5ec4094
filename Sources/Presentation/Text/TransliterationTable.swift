/// What each character outside ASCII is written as, in one table for prose, mathematics, code and
/// the lines of boxes.
package enum TransliterationTable {
  /// The names of Greek letters, which need a space between them and other letters.
  package static let names: Set<String> = Set(greek.values)

  /// Whether a character stands on the line, neither raised nor lowered.
  package static func isBaseline(_ character: Character) -> Bool {
    superscripts[character] == nil && subscripts[character] == nil
  }

  package static let superscripts: [Character: String] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁺": "+", "⁻": "-", "⁼": "=", "⁽": "(", "⁾": ")", "ᵀ": "T", "ᴴ": "H", "ⁿ": "n",
    "ⁱ": "i", "ᵃ": "a", "ᵇ": "b", "ᶜ": "c", "ᵈ": "d", "ᵉ": "e", "ᶠ": "f", "ᵍ": "g", "ʰ": "h",
    "ʲ": "j", "ᵏ": "k", "ˡ": "l", "ᵐ": "m", "ᵒ": "o", "ᵖ": "p", "ʳ": "r", "ˢ": "s", "ᵗ": "t",
    "ᵘ": "u", "ᵛ": "v", "ʷ": "w", "ˣ": "x", "ʸ": "y", "ᶻ": "z", "ᴬ": "A", "ᴮ": "B", "ᴺ": "N",
    "ᴹ": "M", "ᴷ": "K", "ᴿ": "R", "ᵠ": "phi", "ᵝ": "beta",
  ]

  package static let subscripts: [Character: String] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "₊": "+", "₋": "-", "₌": "=", "₍": "(", "₎": ")", "ₐ": "a", "ₑ": "e", "ₕ": "h",
    "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₗ": "l", "ₘ": "m", "ₙ": "n", "ₒ": "o", "ₚ": "p", "ᵣ": "r",
    "ₛ": "s", "ₜ": "t", "ᵤ": "u", "ᵥ": "v", "ₓ": "x", "ᵦ": "beta", "ᵨ": "rho", "ᵩ": "phi",
  ]

  private static let greek: [Character: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda",
    "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega", "Α": "Alpha", "Β": "Beta", "Γ": "Gamma", "Δ": "Delta", "Ε": "Epsilon",
    "Ζ": "Zeta", "Η": "Eta", "Θ": "Theta", "Ι": "Iota", "Κ": "Kappa", "Λ": "Lambda", "Μ": "Mu",
    "Ν": "Nu", "Ξ": "Xi", "Ο": "Omicron", "Π": "Pi", "Ρ": "Rho", "Σ": "Sigma", "Τ": "Tau",
    "Υ": "Upsilon", "Φ": "Phi", "Χ": "Chi", "Ψ": "Psi", "Ω": "Omega",
  ]

  private static let mathematics: [Character: String] = [
    "×": "x", "·": "*", "⋅": "*", "∘": "o", "∗": "_*", "÷": "/", "±": "+-", "∓": "-+", "−": "-",
    "√": "sqrt", "∛": "cbrt", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≃": "~=", "≅": "~=",
    "≡": "==", "∼": "~", "≪": "<<", "≫": ">>", "∝": "prop. to", "∞": "inf", "∂": "d", "∇": "grad",
    "∑": "sum", "∏": "prod", "∫": "int", "∈": "in", "∉": "not in", "⊂": "subset of",
    "⊆": "subset of", "∪": "union", "∩": "intersection", "∅": "{}", "∀": "for all",
    "∃": "there is", "¬": "not", "∧": "and", "∨": "or", "⊕": "(+)", "⊗": "(x)", "⊙": "(.)",
    "⊥": "_|_", "⟂": "_|_", "∥": "||", "‖": "||", "∣": "|", "⟨": "<", "⟩": ">", "⌊": "floor(",
    "⌋": ")",
    "⌈": "ceil(", "⌉": ")", "→": "->", "←": "<-", "↔": "<->", "↦": "|->", "⇒": "=>", "⇐": "<=",
    "⇔": "<=>", "↑": "^", "↓": "v", "↪": ">", "↳": ">", "′": "'", "″": "''", "°": " deg",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅐": "1/7",
    "⅑": "1/9", "⅒": "1/10", "⁄": "/", "∎": "[]", "ℝ": "R",
    "ℂ": "C",
    "ℕ": "N", "ℤ": "Z", "ℓ": "l", "†": "^*", "‡": "++", "⋮": ":", "⋯": "...", "⋱": "...",
    "µ": "u", "ı": "i",
  ]

  private static let typography: [Character: String] = [
    "–": "-", "—": "--", "‐": "-", "‑": "-", "‒": "-", "―": "--", "…": "...", "“": "\"",
    "”": "\"", "„": "\"", "‟": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "‚": "'",
    "‹": "'", "›": "'", "•": "*", "§": "section ", "¶": "paragraph ", "©": "(c)", "®": "(R)",
    "™": "(TM)", "€": "EUR", "£": "GBP", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe",
    "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "¿": "?", "¡": "!", "º": "o", "ª": "a", "‰": "per mille",
    "\u{FFFD}": "?",
  ]

  private static let signs: [Character: String] = [
    "✓": "ok", "✔": "ok", "✗": "FAILED", "✘": "FAILED", "⚠": "!", "○": "o", "●": "*", "▲": "^",
    "△": "^", "▼": "v", "■": "#", "□": "#", "◆": "+", "◇": "+", "★": "*", "☆": "*", "▸": ">",
    "▹": ">", "►": ">", "◦": "-", "▪": "-",
  ]

  private static let lines: [Character: String] = [
    "─": "-", "━": "=", "═": "=", "┄": "-", "│": "|", "┃": "|", "║": "|", "┆": "|", "┊": ":",
    "╎": ":", "▌": "|", "▎": "|", "▏": "|", "▍": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╪": "+", "╵": "|", "╷": "|", "⎡": "[",
    "⎢": "[", "⎣": "[", "⎤": "]", "⎥": "]", "⎦": "]", "█": "#", "▓": "@", "▒": "+", "░": ".",
  ]

  /// All characters that aren't part of a raised or lowered run.
  package static let characters = [greek, mathematics, typography, signs, lines]
    .reduce(into: [Character: String]()) { $0.merge($1) { first, _ in first } }
}
