import Grading
import LinearAlgebra

/// Exercise 11.3: dot products of 8-bit integers with sums in 32 bits.
enum IntegerDotProducts {
  typealias Answers = QuantizationAnswers

  /// Two lists of rows.
  struct Rows: Sendable {
    let x: [Int8]
    let w: [Int8]
    let depth: Int

    /// The sum of the products of row i of x and row j of w, in the order in which they are asked for,
    /// with `add` in place of plain arithmetic.
    func sums(_ add: (Int, Int, Int) -> Int = { $0 + $1 * $2 }) -> [Int32] {
      sums(x, w, add)
    }

    /// The same with x and w exchanged: column by column.
    var turned: [Int32] { sums(w, x) { $0 + $1 * $2 } }

    /// The same with w read as if it were `depth` rows, down their columns.
    var downColumns: [Int32] {
      let n = w.count / depth
      return sums(x, (0..<w.count).map { w[$0 % depth * n + $0 / depth] }) { $0 + $1 * $2 }
    }

    /// Row i of x with row i of w alone.
    var paired: [Int32] {
      let all = sums()
      let (m, n) = (x.count / depth, w.count / depth)
      return (0..<min(m, n)).map { all[$0 * n + $0] }
    }

    private func sums(_ x: [Int8], _ w: [Int8], _ add: (Int, Int, Int) -> Int) -> [Int32] {
      stride(from: 0, to: x.count, by: depth).flatMap { i in
        stride(from: 0, to: w.count, by: depth).map { j in
          Int32((0..<depth).reduce(0) { add($0, Int(x[i + $1]), Int(w[j + $1])) })
        }
      }
    }
  }

  static func wrapped8(_ sum: Int, _ x: Int, _ w: Int) -> Int {
    Int(Int8(truncatingIfNeeded: sum + x * w))
  }
  static func product8(_ sum: Int, _ x: Int, _ w: Int) -> Int {
    sum + Int(Int8(truncatingIfNeeded: x * w))
  }
  static func wrapped16(_ sum: Int, _ x: Int, _ w: Int) -> Int {
    Int(Int16(truncatingIfNeeded: sum + x * w))
  }
  static func clamped8(_ sum: Int, _ x: Int, _ w: Int) -> Int { min(max(sum + x * w, -128), 127) }
  static func clamped16(_ sum: Int, _ x: Int, _ w: Int) -> Int {
    min(max(sum + x * w, -32768), 32767)
  }
  static func unsigned(_ sum: Int, _ x: Int, _ w: Int) -> Int {
    sum + Int(UInt8(truncatingIfNeeded: x)) * Int(UInt8(truncatingIfNeeded: w))
  }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "100 · 100 does not fit into 8 bits. Widen first: `Int32(x[k]) * Int32(w[k])`.",
      "Row i of x begins at element i · depth, and so does row j of w at j · depth.",
      "For each i, for each j: start a sum of type Int32 at zero and add depth products.",
    ],
    checks: [
      Check(
        "dot products",
        probes: [
          probe("2 rows with 3", 2, 3, 4), probe("3 rows with 3 of length 3", 3, 3, 3),
          probe("long rows", 2, 2, 700), probe("one number", 1, 1, 1),
          Probe(
            "the largest numbers",
            Rows(
              x: Array(repeating: -128, count: 1000), w: Array(repeating: -128, count: 2000),
              depth: 1000)),
          Probe("no rows", Rows(x: [], w: [1, 2], depth: 2)),
        ],
        call: { try $0.integerDotProducts($1.x, $1.w, $1.depth) },
        verify: { listDiscrepancy($1, $0.sums(), "dot product") })
    ],
    mistakes: [
      mistake("a sum in 8 bits", "sum-in-8-bits") { $0.sums(wrapped8) },
      mistake("products in 8 bits", "product-in-8-bits") { $0.sums(product8) },
      mistake("a sum in 16 bits", "sum-in-16-bits") { $0.sums(wrapped16) },
      mistake("clamped to 8 bits", "clamped") { $0.sums(clamped8) },
      mistake("clamped to 16 bits", "clamped") { $0.sums(clamped16) },
      mistake("unsigned 8-bit", "unsigned") { $0.sums(unsigned) },
      mistake("x and w exchanged", "column-order") { $0.turned },
      mistake("columns of w", "down-columns") { $0.downColumns },
      mistake("row with row", "pairs-only") { $0.paired },
    ],
    alternatives: [
      Alternative("in Int, then narrowed") {
        $0.integerDotProducts = { Rows(x: $0, w: $1, depth: $2).sums() }
      },
      Alternative("the last product first") {
        $0.integerDotProducts = { x, w, depth in
          (0..<x.count / depth * (w.count / depth)).map { place in
            let (i, j) = (place / (w.count / depth), place % (w.count / depth))
            return (0..<depth).reversed().reduce(0) {
              $0 &+ Int32(x[i * depth + $1]) &* Int32(w[j * depth + $1])
            }
          }
        }
      },
    ])

  private static func probe(_ name: String, _ m: Int, _ n: Int, _ depth: Int) -> Probe<Rows> {
    var generator = SeededGenerator(seed: UInt64(100 + m + n + depth))
    func draw(_ count: Int) -> [Int8] {
      (0..<count).map { _ in Int8.random(in: -127...127, using: &generator) }
    }
    return Probe(name, Rows(x: draw(m * depth), w: draw(n * depth), depth: depth))
  }

  /// What a learner is told, by diagnosis.
  private static let messages = [
    "sum-in-8-bits": "The sum was kept in 8 bits and wrapped round; it needs 32.",
    "product-in-8-bits":
      "Each product was cut to 8 bits before it was added. Widen the factors, then multiply.",
    "sum-in-16-bits":
      "The sum was kept in 16 bits, which three products can already overflow; it needs 32.",
    "clamped": "The sum stops at the end of a narrow type; sums in 32 bits need no clamp.",
    "unsigned":
      "The bits were read as numbers without a sign: −1 became 255. Convert with `Int32(x)`, "
      + "which keeps the value.",
    "column-order":
      "The order is column by column. First come the products of x's row 0 with all of w.",
    "down-columns": "w was read down its columns; its rows are what x's rows meet.",
    "pairs-only": "Row i met row i alone; every row of x meets every row of w.",
  ]

  private static func mistake(
    _ name: String, _ diagnosis: String, _ sums: @escaping @Sendable (Rows) -> [Int32]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, messages[diagnosis], as: name) {
      $0.integerDotProducts = { sums(Rows(x: $0, w: $1, depth: $2)) }
    }
  }
}
