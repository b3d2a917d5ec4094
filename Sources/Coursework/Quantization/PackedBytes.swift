import Grading
import LinearAlgebra

/// Exercise 11.4: integers of a few bits, packed into bytes.
enum PackedBytes {
  typealias Answers = QuantizationAnswers

  /// Integers and a number of bits.
  struct Row: Sendable {
    let integers: [Int]
    let bits: Int

    /// What b bits hold.
    var allowed: ClosedRange<Int> { -(1 << (bits - 1))...((1 << (bits - 1)) - 1) }

    /// The code of each integer: two's complement.
    var codes: [Int] { integers.map { $0 & ((1 << bits) - 1) } }

    /// Codes one after the other, as bytes.
    func stream(_ codes: [Int]) -> [Int] {
      bytes(codes.flatMap { code in (0..<bits).map { code >> $0 & 1 } })
    }

    /// Bits as bytes, each filled from its lowest bit.
    func bytes(_ stream: [Int]) -> [Int] {
      stride(from: 0, to: stream.count, by: 8).map { start in
        stream[start..<min(start + 8, stream.count)].enumerated().reduce(0) {
          $0 | $1.element << $1.offset
        }
      }
    }

    /// The same, each byte filled from its highest bit.
    func fromTheTop(_ stream: [Int]) -> [Int] {
      stride(from: 0, to: stream.count, by: 8).map { start in
        stream[start..<min(start + 8, stream.count)].enumerated().reduce(0) {
          $0 | $1.element << (7 - $1.offset)
        }
      }
    }

    /// As many integers a byte as fit as a whole.
    var wholeOnes: [Int] {
      let (codes, count) = (codes, 8 / bits)
      return stride(from: 0, to: codes.count, by: count).map { start in
        codes[start..<min(start + count, codes.count)].enumerated().reduce(0) {
          $0 | $1.element << ($1.offset * bits)
        }
      }
    }

    /// Each number shifted to its place, whatever stands beyond the byte's end.
    func poured(_ numbers: [Int]) -> [Int] {
      var bytes = Array(repeating: 0, count: (numbers.count * bits + 7) / 8)
      for (i, x) in numbers.enumerated() { bytes[i * bits / 8] |= x << (i * bits % 8) }
      return bytes
    }

    var right: [Int] { stream(codes) }
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "First the integers as numbers from 0 to 2ᵇ − 1: where x is negative, x + 2ᵇ. In Swift "
        + "`x & ((1 << bits) - 1)` does both.",
      "Bit t of a number is `code >> t & 1`. Number the bits of all integers: bit t of integer i has the "
        + "place i·b + t.",
      "Place p belongs into byte p / 8, as its bit p % 8, which counts 1 << (p % 8).",
      "Begin with (c·b + 7) / 8 zeros. For each bit that is 1: `bytes[p / 8] |= 1 << (p % 8)`. Look first "
        + "whether the integer fits.",
    ],
    checks: [
      check(
        "bytes",
        [
          row([1, -1, 3], 4), row([0, 1, 2, 3, -4, -3, -2, -1], 3), row([127, -128, 5, -1], 8),
          row([1, -2, 0, -1, 1], 2), row([15, -16, 7, -9], 5), row([-1], 3), row([3], 6),
        ] + seeded),
      check(
        "none, and bytes that are full or not",
        [
          row([], 4), row([-8, 7], 4), row([1, 1, -1, -1], 6), row([63, -64, 1], 7),
          row([0, 0], 5),
        ]),
      check(
        "more bits than one number holds",
        [
          row(Array(1...10), 8), row((0..<40).map { $0 % 4 - 2 }, 2),
          row((0..<13).map { 5 * $0 - 30 }, 6), row((0..<30).map { $0 % 7 - 3 }, 3),
          row((0..<20).map { 6 * $0 - 60 }, 7),
        ]),
      .refusal(
        "an integer that does not fit",
        probes: [
          row([1, 11, -3], 4), row([-13, 2], 4), row([300], 8), row([0, 0, -130], 8),
          // One beyond what b bits hold, at either end.
          row([1, 8, -3], 4), row([7, -9], 4), row([2, 1], 2), row([-3], 2), row([0, 128], 8),
          row([-129], 8), row([16], 5), row([1, 0, -33], 6),
        ],
        call: { try $0.packedBytes($1.integers, $1.bits) },
        verify: { row, error in
          let culprit = row.integers.first { !row.allowed.contains($0) } ?? 0
          // As a number of its own, with a minus of either kind or none.
          let named = error.description.split { !$0.isASCII || !$0.isNumber }.map { Int($0) }
          return named.contains(abs(culprit))
            ? nil
            : Discrepancy(
              diagnosis: "error-names-nothing",
              message:
                "The error does not say which integer is too large. Name it, and nobody has to "
                + "search.",
              evidence: "expected \(culprit) in the description, found "
                + "“\(error.description.prefix(120))”.")
        }),
    ],
    mistakes: mistakes,
    alternatives: [
      Alternative("with a buffer of bits") {
        $0.packedBytes = { integers, bits in
          _ = try Answers.reference.packedBytes(integers, bits)
          var (bytes, buffer, filled): ([Int], Int, Int) = ([], 0, 0)
          for x in integers {
            buffer |= (x < 0 ? x + (1 << bits) : x) << filled
            filled += bits
            while filled >= 8 {
              bytes.append(buffer & 255)
              buffer >>= 8
              filled -= 8
            }
          }
          return filled > 0 ? bytes + [buffer] : bytes
        }
      },
      Alternative("by remainders") {
        $0.packedBytes = { integers, bits in
          let size = 1 << bits
          var stream: [Int] = []
          for x in integers {
            guard x >= -size / 2, x < size / 2 else { throw Refused(text: "does \(x) fit?") }
            var rest = (x + size) % size
            for _ in 0..<bits {
              stream.append(rest % 2)
              rest /= 2
            }
          }
          while stream.count % 8 != 0 { stream.append(0) }
          return stride(from: 0, to: stream.count, by: 8).map { start in
            stream[start..<start + 8].reversed().reduce(0) { 2 * $0 + $1 }
          }
        }
      },
    ])

  /// An error with a text of its own.
  private struct Refused: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  private static func check(_ title: String, _ probes: [Probe<Row>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.packedBytes($1.integers, $1.bits) },
      verify: { listDiscrepancy($1, $0.right, "byte") })
  }

  private static func row(_ integers: [Int], _ bits: Int) -> Probe<Row> {
    Probe("\(integers) in \(bits) bits", Row(integers: integers, bits: bits))
  }

  private static let seeded: [Probe<Row>] = (0..<50).map { i in
    var counts = SeededCounts(seed: UInt64(1140 + i))
    let bits = 2 + i % 7
    let allowed = Row(integers: [], bits: bits).allowed
    return row((0..<counts.next(in: 1...9)).map { _ in counts.next(in: allowed) }, bits)
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "a-byte-each", "Each integer takes a byte of its own here; only b bits of it are asked for."
    ) { $0.codes }
    .or("in 8 bits", packed { $0.integers.map { $0 & 255 } }),
    mistake("as-they-are", "These are the integers themselves, not bytes that hold them.") {
      $0.integers
    },
    mistake(
      "gaps",
      "An integer that does not fit into what is left of a byte began a new one. No bit may be left out: "
        + "it begins in one byte and ends in the next."
    ) { $0.wholeOnes },
    mistake(
      "cut-at-the-end",
      "An integer that goes on in the next byte lost the bits that belong there."
    ) { row in
      var bytes = Array(repeating: 0, count: (row.integers.count * row.bits + 7) / 8)
      for (i, code) in row.codes.enumerated() {
        bytes[i * row.bits / 8] |= code << (i * row.bits % 8) & 255
      }
      return bytes
    },
    mistake(
      "last-byte-lost", "The last byte is missing where it is not full: round cb/8 up."
    ) { Array($0.right.prefix($0.integers.count * $0.bits / 8)) },
    mistake("byte-too-many", "A byte too many: where the last one is full, none follows.") { row in
      row.right + (row.integers.count * row.bits % 8 == 0 ? [0] : [])
    },
    mistake(
      "highest-first",
      "The first integer took the highest bits of a byte; bytes are filled from their lowest bit."
    ) { row in
      row.fromTheTop(row.codes.flatMap { code in (0..<row.bits).reversed().map { code >> $0 & 1 } })
    }.or(
      "and the number itself from the lowest",
      packed { row in
        row.fromTheTop(row.codes.flatMap { code in (0..<row.bits).map { code >> $0 & 1 } })
      }),
    mistake(
      "bits-turned", "The highest bit of each integer came first; the lowest one does."
    ) { row in
      row.bytes(row.codes.flatMap { code in (0..<row.bits).reversed().map { code >> $0 & 1 } })
    },
    mistake("last-integer-first", "The last integer came first; begin with the first.") { row in
      row.stream(row.codes.reversed())
    },
    mistake("bytes-turned", "The bytes stand in the opposite order: the first comes first.") {
      $0.right.reversed()
    },
    mistake(
      "sign-and-magnitude",
      "Negative integers were written as a sign and a magnitude; 2ᵇ + x is asked for."
    ) { row in
      row.stream(
        row.integers.map { $0 < 0 ? -$0 & row.allowed.upperBound | 1 << (row.bits - 1) : $0 })
    },
    mistake("ones-complement", "One too small: a negative x is written as 2ᵇ + x, not 2ᵇ − 1 + x.")
    {
      row in
      row.stream(
        row.integers.map { $0 < 0 ? ((1 << row.bits) - 1 + $0) & ((1 << row.bits) - 1) : $0 })
    },
    mistake(
      "offset",
      "A fixed number was added to all integers; only negative ones change, by 2ᵇ."
    ) { row in row.stream(row.integers.map { $0 - row.allowed.lowerBound }) }
    .or(
      "Q",
      packed { row in
        row.stream(row.integers.map { ($0 + row.allowed.upperBound) & ((1 << row.bits) - 1) })
      }),
    mistake("magnitudes", "The signs are lost: magnitudes were packed.") { row in
      row.stream(row.integers.map { abs($0) & ((1 << row.bits) - 1) })
    },
    mistake("negatives-lost", "Negative integers became 0; they are written as 2ᵇ + x.") { row in
      row.stream(row.integers.map { max($0, 0) })
    },
    mistake(
      "overflowing-sign",
      "The sign of a negative integer runs into the bits of those after it. Cut x to b bits first, or add "
        + "2ᵇ."
    ) { row in
      var bytes = Array(repeating: 0, count: (row.integers.count * row.bits + 7) / 8)
      for (i, x) in row.integers.enumerated() {
        for place in i * row.bits..<8 * bytes.count
        where x >> min(place - i * row.bits, 60) & 1 == 1 {
          bytes[place / 8] |= 1 << (place % 8)
        }
      }
      return bytes
    },
    mistake(
      "bits-left-over",
      "A number larger than 255, or negative: what does not fit into a byte belongs into the next. Cut both "
        + "to 8 bits."
    ) { row in row.poured(row.codes) }
    .or("negative ones too", packed { $0.poured($0.integers) }),
    mistake("signed-bytes", "The bytes have signs here, from −128 to 127; 0 to 255 is asked for.") {
      $0.right.map { $0 > 127 ? $0 - 256 : $0 }
    },
    mistake(
      "one-number",
      "All bits went into one number, which holds 64 of them at most, or 32. Take the bytes out as soon as "
        + "they are full, or write each bit into its byte."
    ) { row in
      var all = 0
      for (i, code) in row.codes.enumerated() { all |= code << (i * row.bits) }
      return row.right.indices.map { all >> (8 * $0) & 255 }
    }.or(
      "of 64 bits without a sign",
      packed { row in
        var all: UInt64 = 0
        for (i, code) in row.codes.enumerated() { all |= UInt64(code) << UInt64(i * row.bits) }
        return row.right.indices.map { Int(all >> UInt64(8 * $0) & 255) }
      }
    ).or(
      "and shifts that wrap round",
      packed { row in
        var all: UInt64 = 0
        for (i, code) in row.codes.enumerated() { all |= UInt64(code) &<< UInt64(i * row.bits) }
        return row.right.indices.map { Int(all &>> UInt64(8 * $0) & 255) }
      }
    ).or(
      "of 32 bits",
      packed { row in
        var all: UInt32 = 0
        for (i, code) in row.codes.enumerated() { all |= UInt32(code) << UInt32(i * row.bits) }
        return row.right.indices.map { Int(all >> UInt32(8 * $0) & 255) }
      }),
    Mistake("no-error", nil, as: "cut to b bits") {
      $0.packedBytes = { Row(integers: $0, bits: $1).right }
    }.or("2ᵇ⁻¹ let through") {
      $0.packedBytes = { integers, bits in
        let row = Row(integers: integers, bits: bits)
        guard integers.allSatisfy({ abs($0) <= 1 << (bits - 1) }) else {
          return try Answers.reference.packedBytes(integers, bits)
        }
        return row.right
      }
    }.or("−2ᵇ⁻¹ − 1 let through") {
      $0.packedBytes = { integers, bits in
        let row = Row(integers: integers, bits: bits)
        guard integers.allSatisfy({ $0 >= -(1 << (bits - 1)) - 1 && $0 < 1 << (bits - 1) }) else {
          return try Answers.reference.packedBytes(integers, bits)
        }
        return row.right
      }
    }.or("limited to what fits") {
      $0.packedBytes = { integers, bits in
        let allowed = Row(integers: [], bits: bits).allowed
        return Row(
          integers: integers.map { min(max($0, allowed.lowerBound), allowed.upperBound) },
          bits: bits
        ).right
      }
    },
    Mistake(
      "lowest-refused", "An error for −2ᵇ⁻¹, which b bits do hold: they go from −2ᵇ⁻¹ to 2ᵇ⁻¹ − 1."
    ) {
      $0.packedBytes = { integers, bits in
        guard integers.allSatisfy({ abs($0) < 1 << (bits - 1) }) else { throw shapesDoNotFit }
        return Row(integers: integers, bits: bits).right
      }
    },
    Mistake("error-names-nothing", nil, as: "an error without the integer") {
      $0.packedBytes = { integers, bits in
        let row = Row(integers: integers, bits: bits)
        guard integers.allSatisfy(row.allowed.contains) else { throw shapesDoNotFit }
        return row.right
      }
    },
  ]

  private static func packed(
    _ packed: @escaping @Sendable (Row) -> [Int]
  ) -> (inout Answers) -> Void {
    {
      $0.packedBytes = { integers, bits in
        let row = Row(integers: integers, bits: bits)
        guard integers.allSatisfy(row.allowed.contains) else {
          return try Answers.reference.packedBytes(integers, bits)
        }
        return packed(row)
      }
    }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Row) -> [Int]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, packed(wrong))
  }
}
