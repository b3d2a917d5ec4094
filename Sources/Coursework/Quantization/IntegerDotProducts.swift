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

    var m: Int { x.count / depth }
    var n: Int { w.count / depth }

    /// The sum of the products of row i of x and row j of w, in the order in which they are asked for,
    /// with `add` in place of plain arithmetic.
    func sums(_ add: (Int, Int, Int) -> Int = { $0 + $1 * $2 }) -> [Int32] {
      (0..<m).flatMap { i in
        (0..<n).map { j in
          Int32((0..<depth).reduce(0) { add($0, Int(x[i * depth + $1]), Int(w[j * depth + $1])) })
        }
      }
    }

    /// The same with places given to each term: the product of k of row i with k of row j.
    func sums(of terms: Range<Int>) -> [Int32] {
      (0..<m).flatMap { i in
        (0..<n).map { j in
          var sum: Int32 = 0
          for k in terms { sum += Int32(x[i * depth + k]) * Int32(w[j * depth + k]) }
          return sum
        }
      }
    }

    /// The same with the rows of w one element apart, and those of x so many.
    func sums(apart: Int) -> [Int32] {
      var sums: [Int32] = []
      for i in 0..<m {
        for j in 0..<n {
          var sum: Int32 = 0
          for k in 0..<depth { sum += Int32(x[i * apart + k]) * Int32(w[j + k]) }
          sums.append(sum)
        }
      }
      return sums
    }

    /// Each sum with those before it among `count`.
    func running(over count: Int) -> [Int32] {
      var total: Int32 = 0
      return sums().enumerated().map { place, sum in
        total = place % count == 0 ? sum : total &+ sum
        return total
      }
    }

    /// The same added up in `Float`.
    var floatSums: [Int32] {
      var sums: [Int32] = []
      for i in 0..<m {
        for j in 0..<n {
          var sum: Float = 0
          for k in 0..<depth { sum += Float(x[i * depth + k]) * Float(w[j * depth + k]) }
          sums.append(Int32(sum))
        }
      }
      return sums
    }

    /// The same with x and w exchanged.
    var turned: Rows { Rows(x: w, w: x, depth: depth) }

    /// The same with w read as if it were `depth` rows, down their columns.
    var downColumns: Rows {
      Rows(x: x, w: w.indices.map { w[$0 % depth * n + $0 / depth] }, depth: depth)
    }
  }

  private typealias Addition = @Sendable (Int, Int, Int) -> Int

  private static let wrapped8: Addition = { Int(Int8(truncatingIfNeeded: $0 + $1 * $2)) }
  private static let wrapped16: Addition = { Int(Int16(truncatingIfNeeded: $0 + $1 * $2)) }
  private static let product8: Addition = { $0 + Int(Int8(truncatingIfNeeded: $1 * $2)) }
  private static let clamped8: Addition = { clamped($0 + $1 * $2, 127) }
  private static let clamped16: Addition = { clamped($0 + $1 * $2, 32767) }
  private static let clampedProduct: Addition = { $0 + clamped($1 * $2, 127) }
  private static let unsigned: Addition = { $0 + bits($1) * bits($2) }
  private static let unsignedX: Addition = { $0 + bits($1) * $2 }
  private static let unsignedW: Addition = { $0 + $1 * bits($2) }
  private static let magnitude: Addition = { $0 + abs($1 * $2) }
  private static let added: Addition = { $0 + $1 + $2 }

  private static func clamped(_ sum: Int, _ limit: Int) -> Int { min(max(sum, -limit - 1), limit) }
  private static func bits(_ x: Int) -> Int { Int(UInt8(truncatingIfNeeded: x)) }

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "100 · 100 does not fit into 8 bits. Widen first: `Int32(x[k]) * Int32(w[k])`.",
      "Row i of x begins at element i · depth, and so does row j of w at j · depth.",
      "For each i, for each j: start a sum of type Int32 at zero and add depth products.",
    ],
    checks: [
      check(
        "dot products",
        [
          probe("3 rows with 3 of length 3", 3, 3, 3), probe("2 rows with 3", 2, 3, 4),
          probe("3 rows with 2", 3, 2, 5), probe("long rows", 2, 2, 700),
          probe("rows of length 1", 3, 2, 1), probe("one number", 1, 1, 1),
        ]),
      check(
        "the largest numbers, many of them, and none",
        [
          Probe(
            "the largest numbers",
            Rows(
              x: Array(repeating: -128, count: 1000), w: Array(repeating: -128, count: 2000),
              depth: 1000)),
          // 2¹⁴ · 2000 is beyond 2²⁴, and the sum is odd: a Float cannot hold it.
          Probe(
            "sums that a Float cannot hold",
            Rows(
              x: Array(repeating: 127, count: 4001), w: Array(repeating: 127, count: 4001),
              depth: 4001)),
          Probe("no rows of x", Rows(x: [], w: [1, 2], depth: 2)),
          Probe("no rows of w", Rows(x: [1, 2], w: [], depth: 2)),
        ]),
    ],
    mistakes: narrowSums + wrongOrders,
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
      Alternative("products in 16 bits, which hold them") {
        $0.integerDotProducts = { x, w, depth in
          var sums: [Int32] = []
          for row in stride(from: 0, to: x.count, by: depth) {
            for other in stride(from: 0, to: w.count, by: depth) {
              sums.append(0)
              for (a, b) in zip(x[row..<row + depth], w[other..<other + depth]) {
                sums[sums.count - 1] += Int32(Int16(a) * Int16(b))
              }
            }
          }
          return sums
        }
      },
      Alternative("in Double, which holds them") {
        $0.integerDotProducts = { x, w, depth in
          (0..<x.count / depth).flatMap { i in
            (0..<w.count / depth).map { j in
              var sum = 0.0
              for k in 0..<depth { sum += Double(x[i * depth + k]) * Double(w[j * depth + k]) }
              return Int32(sum)
            }
          }
        }
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<Rows>]) -> Check<Answers> {
    Check(
      title, probes: probes, call: { try $0.integerDotProducts($1.x, $1.w, $1.depth) },
      verify: { listDiscrepancy($1, $0.sums(), "dot product") })
  }

  private static func probe(_ name: String, _ m: Int, _ n: Int, _ depth: Int) -> Probe<Rows> {
    var generator = SeededGenerator(seed: UInt64(100 + m + n + depth))
    func draw(_ count: Int) -> [Int8] {
      (0..<count).map { _ in Int8.random(in: -127...127, using: &generator) }
    }
    return Probe(name, Rows(x: draw(m * depth), w: draw(n * depth), depth: depth))
  }

  private static let narrowSums: [Mistake<Answers>] = [
    mistake("sum-in-8-bits", "The sum was kept in 8 bits and wrapped round; it needs 32.") {
      $0.sums(wrapped8)
    },
    mistake(
      "product-in-8-bits",
      "Each product was cut to 8 bits before it was added. Widen the factors, then multiply."
    ) { $0.sums(product8) },
    mistake(
      "sum-in-16-bits",
      "The sum was kept in 16 bits, which three products can already overflow; it needs 32."
    ) { $0.sums(wrapped16) },
    mistake(
      "clamped", "The sum stops at the end of a narrow type; sums in 32 bits need no clamp."
    ) { $0.sums(clamped8) }
    .or("to 16 bits", sums { $0.sums(clamped16) })
    .or("at the end, to 8 bits", sums { $0.sums().map { Int32(clamped(Int($0), 127)) } })
    .or("at the end, to 16 bits", sums { $0.sums().map { Int32(clamped(Int($0), 32767)) } })
    .or("each product", sums { $0.sums(clampedProduct) }),
    mistake(
      "float-sum",
      "The sum was kept in a `Float`, which holds whole numbers up to 2²⁴ only; an Int32 holds them all."
    ) { rows in
      rows.floatSums
    }.or("rounded at the end", sums { $0.sums().map { Int32(Float($0)) } }),
    mistake(
      "unsigned",
      "The bits were read as numbers without a sign: −1 became 255. Convert with `Int32(x)`, which keeps "
        + "the value."
    ) { $0.sums(unsigned) }
    .or("of x alone", sums { $0.sums(unsignedX) })
    .or("of w alone", sums { $0.sums(unsignedW) }),
    mistake("magnitudes", "The signs are lost: magnitudes were added.") {
      $0.sums(magnitude)
    },
  ]

  private static let wrongOrders: [Mistake<Answers>] = [
    mistake(
      "column-order",
      "The order is column by column. First come the products of x's row 0 with all of w."
    ) { $0.turned.sums() },
    mistake("down-columns", "w was read down its columns; its rows are what x's rows meet.") {
      $0.downColumns.sums()
    },
    mistake(
      "x-down-columns", "x was read down its columns; its rows are what the rows of w meet."
    ) { $0.turned.downColumns.turned.sums() },
    mistake("pairs-only", "Row i met row i alone; every row of x meets every row of w.") { rows in
      let all = rows.sums()
      return (0..<min(rows.m, rows.n)).map { all[$0 * rows.n + $0] }
    },
    mistake("first-row-only", "Only x's row 0 met the rows of w; every row of x does.") { rows in
      Array(rows.sums().prefix(rows.n))
    },
    mistake(
      "not-reset", "The sum goes on from one pair of rows to the next. Each starts at zero."
    ) { $0.running(over: $0.m * $0.n) }
    .or("over the rows of w", sums { $0.running(over: $0.n) }),
    mistake(
      "last-product-only",
      "Only the last product of each pair is there: `=` where `+=` belongs?"
    ) { $0.sums(of: $0.depth - 1..<$0.depth) },
    mistake(
      "first-product-forgotten", "The first product of each pair is missing: k begins at 0."
    ) { $0.sums(of: 1..<$0.depth) },
    mistake(
      "last-product-forgotten", "The last product of each pair is missing: k goes up to depth − 1."
    ) { $0.sums(of: 0..<$0.depth - 1) },
    mistake("added", "The factors were added to one another; a dot product multiplies them.") {
      $0.sums(added)
    },
    mistake("one-number", "One sum over everything was returned; asked for are mn of them.") {
      [$0.sums().reduce(0, &+)]
    },
    mistake(
      "windows",
      "The rows of w were read from element j on, one apart; row j begins at j · depth."
    ) { $0.sums(apart: $0.depth) }
    .or("of x too", sums { $0.sums(apart: 1) }),
    mistake("divided", "The sums were divided by their length; asked for is the sum itself.") {
      rows in
      rows.sums().map { $0 / Int32(rows.depth) }
    },
  ]

  private static func sums(
    _ sums: @escaping @Sendable (Rows) -> [Int32]
  ) -> (inout Answers) -> Void {
    { $0.integerDotProducts = { sums(Rows(x: $0, w: $1, depth: $2)) } }
  }

  private static func mistake(
    _ diagnosis: String, _ message: String, _ wrong: @escaping @Sendable (Rows) -> [Int32]
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, sums(wrong))
  }
}
