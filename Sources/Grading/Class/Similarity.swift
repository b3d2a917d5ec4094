import Presentation

/// What two submissions share in an exercise, beyond the stub and the kit's solution. It is a hint to a
/// person, never a mark.
public struct Similarity: Equatable, Sendable {
  /// The exercise.
  public let number: String
  /// The entries.
  public let first, second: String
  /// The share of the shorter one's fragments that both have, from 0 to 1.
  public let share: Double
  /// The functions, to be read side by side.
  public let firstText, secondText: String
}

/// The function of one exercise in one submission, in fragments that survive other names, blanks and
/// comments.
///
/// Source: S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document
/// Fingerprinting", SIGMOD 2003, DOI 10.1145/872757.872770.
public struct SourceFingerprint: Equatable, Sendable {
  /// The tokens of a fragment.
  private static let length = 8
  /// Of so many fragments in a row the smallest is kept.
  private static let window = 4

  /// The hashes of the fragments that are kept.
  public let fragments: Set<UInt64>
  /// The function as it stands.
  public let text: String

  /// Takes the body of a function in a source apart; nil where it is not there.
  public init?(of function: String, in source: String) {
    guard let found = SourceFunction.all(in: source)?.first(where: { $0.name == function }) else {
      return nil
    }
    text = found.lines.map(\.text).joined(separator: "\n")
    var words: [UInt64] = []
    for line in found.lines {
      for token in line.tokens {
        switch token.kind {
        case .comment: break
        case .string: words.append(1)
        case .number: words.append(Self.hash(token.text.utf8))
        case .keyword: words.append(Self.hash(token.text.utf8))
        case .plain:
          // A name is a name, whichever; every sign counts.
          var isWord = false
          for scalar in token.text.unicodeScalars where !scalar.properties.isWhitespace {
            let isLetter = scalar.properties.isAlphabetic || scalar == "_"
            if isLetter, !isWord { words.append(2) }
            if !isLetter { words.append(UInt64(scalar.value) + 16) }
            isWord = isLetter
          }
        }
      }
    }
    guard words.count >= Self.length else {
      fragments = []
      return
    }
    let hashes = (0...(words.count - Self.length)).map { start in
      words[start..<start + Self.length].reduce(0xcbf2_9ce4_8422_2325) {
        ($0 ^ $1) &* 0x100_0000_01b3
      }
    }
    let ends = max(hashes.count - Self.window, 0)
    fragments = Set((0...ends).compactMap { hashes[$0...].prefix(Self.window).min() })
  }

  private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// The pairs of submissions whose functions share more than others do, the most alike first.
  ///
  /// What a fifth of the class has, and at least three, is how one writes it, and tells nothing. O(n²) in
  /// the submissions for each exercise, with small numbers.
  ///
  /// - Parameters:
  ///   - number: The exercise.
  ///   - entries: The submissions' fingerprints.
  ///   - known: What everybody has: the stub and the solution.
  public static func pairs(
    _ number: String, _ entries: [(entry: String, print: SourceFingerprint)],
    known: [SourceFingerprint]
  ) -> [Similarity] {
    var counts: [UInt64: Int] = [:]
    for (_, print) in entries { for hash in print.fragments { counts[hash, default: 0] += 1 } }
    let common = max(entries.count / 5, 3)
    let given = known.reduce(into: Set<UInt64>()) { $0.formUnion($1.fragments) }
    let own = entries.map { entry in
      entry.print.fragments.filter { (counts[$0] ?? 0) <= common }.subtracting(given)
    }
    var pairs: [Similarity] = []
    for i in entries.indices {
      for j in entries.indices where j > i && min(own[i].count, own[j].count) >= 5 {
        let shared = own[i].intersection(own[j]).count
        let share = Double(shared) / Double(min(own[i].count, own[j].count))
        guard shared >= 5, share >= 0.6 else { continue }
        pairs.append(
          Similarity(
            number: number, first: entries[i].entry, second: entries[j].entry, share: share,
            firstText: entries[i].print.text, secondText: entries[j].print.text))
      }
    }
    return pairs.sorted { $0.share > $1.share }
  }
}
