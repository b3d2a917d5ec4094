import Grading
import LinearAlgebra

/// Exercise 4.1: the numbers that a rank-k approximation is stored as.
enum StoredNumbers {
  typealias Answers = ImageCompressionAnswers
  typealias Function = @Sendable (SVD<Double>, Int) throws -> [Double]

  static let exercise: Exercise<Answers> = Exercise(
    hints: [
      "What do you need to rebuild Aₖ = σ₁u₁v₁ᵀ + … + σₖuₖvₖᵀ? Write down the numbers of one "
        + "layer.",
      "One layer needs uᵢ with m numbers, σᵢ with 1, and vᵢ with n. There are k such layers, so "
        + "the list "
        + "has k(m + 1 + n) numbers.",
      "uᵢ is `svd.u.column(i)`, and vᵢ is `svd.v.column(i)`: the columns of both are the vectors. "
        + "Count i from 0.",
      "For each i: `numbers += svd.u.column(i)`, then `numbers.append(svd.singularValues[i])`, "
        + "then "
        + "`numbers += svd.v.column(i)`.",
    ],
    checks: [
      check(
        "the lists of stored numbers",
        [
          RankCut.probe(4, 4, 4, seed: 41), RankCut.probe(5, 5, 2, seed: 42),
          RankCut.probe(6, 4, 2, seed: 43),
          RankCut.probe(4, 6, 3, seed: 44), RankCut.probe(6, 4, 4, seed: 45, full: true),
          RankCut.probe(4, 7, 2, seed: 46, full: true), RankCut.probe(5, 5, 0, seed: 42),
        ] + RankCut.hardCases + RankCut.seeded(470, count: 50))
    ],
    mistakes: mistakes + orders,
    alternatives: [
      Alternative("element by element", at: \.storedNumbers) { svd, k in
        var numbers: [Double] = []
        for i in 0..<k {
          for row in 0..<svd.u.rows { numbers.append(svd.u[row, i]) }
          numbers.append(svd.singularValues[i])
          for row in 0..<svd.v.rows { numbers.append(svd.v[row, i]) }
        }
        return numbers
      },
      Alternative("the rows of the transposed factors", at: \.storedNumbers) { svd, k in
        let (rows, columns) = (svd.u.transposed, svd.v.transposed)
        return (0..<k).flatMap { i in
          rows.row(i).elements + [svd.singularValues[i]] + columns.row(i).elements
        }
      },
      Alternative("room made first, then filled", at: \.storedNumbers) { svd, k in
        let (m, n) = (svd.u.rows, svd.v.rows)
        let length = m + 1 + n
        var numbers = Array(repeating: 0.0, count: k * length)
        for place in numbers.indices {
          let (i, part) = (place / length, place % length)
          numbers[place] =
            part < m
            ? svd.u[part, i] : part == m ? svd.singularValues[i] : svd.v[part - m - 1, i]
        }
        return numbers
      },
    ])

  private static func check(_ title: String, _ probes: [Probe<RankCut>]) -> Check<Answers> {
    Check(
      title, probes: probes,
      call: { try $0.storedNumbers($1.known.svd, $1.rank) },
      verify: { cut, found in
        // Numbers that are copied come out as they went in.
        discrepancy(
          found, expected: try? Answers.reference.storedNumbers(cut.known.svd, cut.rank))
      })
  }

  private static func discrepancy(_ found: [Double], expected: [Double]?) -> Discrepancy? {
    expected.flatMap {
      Coursework.discrepancy(found, expected: $0, tolerance: 0, "number")
    }
  }

  /// The list of some layers, each turned into numbers by `numbers`.
  private static func layers(
    _ svd: SVD<Double>, _ range: Range<Int>,
    _ numbers: (_ u: [Double], _ value: Double, _ v: [Double]) -> [[Double]] = { [$0, [$1], $2] }
  ) -> [Double] {
    list(range.clamped(to: 0..<svd.singularValues.count)) { i in
      numbers(svd.u.column(i).elements, svd.singularValues[i], svd.v.column(i).elements)
    }
  }

  /// Parts for each i, all in one list.
  private static func list(
    _ range: some Sequence<Int>, _ parts: (Int) -> [[Double]]
  ) -> [Double] {
    range.flatMap { i in Array(parts(i).joined()) }
  }

  private static func values(_ svd: SVD<Double>, _ k: Int) -> [Double] {
    Array(svd.singularValues.prefix(k))
  }

  private static func column(_ matrix: Matrix<Double>, _ k: Int) -> [Double] {
    (0..<k).flatMap { matrix.column($0).elements }
  }

  private static let mistakes: [Mistake<Answers>] = [
    mistake(
      "rows-for-columns",
      "Rows were taken for singular vectors. Those are the columns, of `u` and of `v`: V stands in "
        + "`svd.v`, not Vᵀ.",
      [
        "the rows of V": { svd, k in
          list(0..<k) {
            [svd.u.column($0).elements, [svd.singularValues[$0]], svd.v.row($0).elements]
          }
        },
        "the rows of U": { svd, k in
          list(0..<k) {
            [svd.u.row($0).elements, [svd.singularValues[$0]], svd.v.column($0).elements]
          }
        },
        "the rows of both": { svd, k in
          list(0..<k) {
            [svd.u.row($0).elements, [svd.singularValues[$0]], svd.v.row($0).elements]
          }
        },
      ]),
    mistake(
      "sigma-forgotten",
      "The singular values are missing from the list: a layer is m + 1 + n numbers, not m + n.",
      ["u and v alone": { svd, k in layers(svd, 0..<k) { u, _, v in [u, v] } }]),
    mistake(
      "square-sigma",
      "Σ was stored as a matrix, zeros and all. Of a diagonal matrix only the diagonal is kept: "
        + "one "
        + "number for each layer.",
      [
        "a row of Σ for each layer": { svd, k in
          let sigma = Matrix<Double>.diagonal(values(svd, k))
          return list(0..<k) {
            [svd.u.column($0).elements, sigma.row($0).elements, svd.v.column($0).elements]
          }
        },
        "U, then all of Σ, then V": { svd, k in
          let sigma = Matrix<Double>.diagonal(values(svd, k))
          return column(svd.u, k) + sigma.elements + column(svd.v, k)
        },
      ]),
    mistake(
      "sigma-multiplied",
      "A vector was multiplied by its singular value, or by a root of it. The list holds uᵢ, σᵢ "
        + "and vᵢ "
        + "as they are.",
      [
        "σu and v": { svd, k in layers(svd, 0..<k) { u, s, v in [u.map { $0 * s }, v] } },
        "u and σv": { svd, k in layers(svd, 0..<k) { u, s, v in [u, v.map { $0 * s }] } },
        "σu, σ and v": { svd, k in layers(svd, 0..<k) { u, s, v in [u.map { $0 * s }, [s], v] } },
        "u, σ and σv": { svd, k in layers(svd, 0..<k) { u, s, v in [u, [s], v.map { $0 * s }] } },
        "√σ u and √σ v": { svd, k in
          layers(svd, 0..<k) { u, s, v in
            [u.map { $0 * s.squareRoot() }, v.map { $0 * s.squareRoot() }]
          }
        },
      ]),
    mistake(
      "sigma-squared", "σᵢ², or its root, stands where σᵢ belongs.",
      [
        "σ²": { svd, k in layers(svd, 0..<k) { u, s, v in [u, [s * s], v] } },
        "√σ": { svd, k in layers(svd, 0..<k) { u, s, v in [u, [s.squareRoot()], v] } },
      ]),
    mistake(
      "rebuilt",
      "This is the matrix itself, rebuilt or whole: m·n numbers. Stored are the layers' vectors "
        + "and "
        + "values.",
      [
        "Aₖ": { svd, k in svd.truncated(to: k).reconstructed().elements },
        "A": { svd, _ in svd.reconstructed().elements },
      ]),
    mistake(
      "not-cut", "All layers are in the list; the rank is not looked at.",
      ["all layers": { svd, _ in layers(svd, 0..<svd.singularValues.count) }]),
    mistake(
      "whole-factors",
      "U and V were stored whole. A rank of k keeps k columns of each, and k values.",
      [
        "U, σ, V": { svd, _ in
          column(svd.u, svd.u.columns) + svd.singularValues + column(svd.v, svd.v.columns)
        },
        "U, σ, V as elements": { svd, _ in
          svd.u.elements + svd.singularValues + svd.v.elements
        },
        "U, the first σ, V": { svd, k in
          svd.u.elements + values(svd, k) + svd.v.elements
        },
      ]),
    mistake(
      "one-short", "One layer too few: the list must hold k of them, from i = 0 to k − 1.",
      ["k − 1 layers": { svd, k in layers(svd, 0..<max(k - 1, 0)) }]),
    mistake(
      "first-dropped",
      "The first layer, the strongest, is missing: columns and values are counted from 0.",
      [
        "1 ..< k": { svd, k in layers(svd, 1..<max(k, 1)) },
        "1 ... k": { svd, k in layers(svd, 1..<k + 1) },
      ]),
    mistake(
      "sides-confused",
      "A vector was cut to the wrong length. uᵢ has m numbers, as many as U has rows; vᵢ has n, "
        + "as many as "
        + "V has rows.",
      [
        "min(m, n) of both": { svd, k in
          let side = min(svd.u.rows, svd.v.rows)
          return layers(svd, 0..<k) { u, s, v in [Array(u[..<side]), [s], Array(v[..<side])] }
        },
        "as many as U and V have columns": { svd, k in
          let (m, n) = (svd.u.columns, svd.v.columns)
          return layers(svd, 0..<k) { u, s, v in [Array(u.prefix(m)), [s], Array(v.prefix(n))] }
        },
        "k of both": { svd, k in
          layers(svd, 0..<k) { u, s, v in [Array(u.prefix(k)), [s], Array(v.prefix(k))] }
        },
      ]),
    mistake(
      "count-alone",
      "This is how many numbers there are. Asked for are the numbers themselves, "
        + "in a list.",
      ["k(m + 1 + n)": { svd, k in [Double(k * (svd.u.rows + 1 + svd.v.rows))] }]),
    mistake(
      "one-over", "One layer too many: the list must hold k of them, from i = 0 to k − 1.",
      ["k + 1 layers": { svd, k in layers(svd, 0..<k + 1) }]),
    mistake(
      "zeros-skipped",
      "Layers whose value is 0, or nearly, were left out. The list has a place for k layers, and "
        + "σᵢ = 0 "
        + "is a number like any other; a small one may belong to a small matrix.",
      [
        "σ = 0": { svd, k in layers(svd, 0..<k) { u, s, v in s == 0 ? [] : [u, [s], v] } },
        "σ < 10⁻¹⁰": { svd, k in layers(svd, 0..<k) { u, s, v in s < 1e-10 ? [] : [u, [s], v] } },
      ]),
  ]

  private static let orders: [Mistake<Answers>] = [
    mistake(
      "factor-by-factor",
      "All of U stands in the list before the values and V. Asked for is one layer after the "
        + "other, so "
        + "that a part of the list is a picture already.",
      [
        "columns of U, values, columns of V": { svd, k in
          column(svd.u, k) + values(svd, k) + column(svd.v, k)
        },
        "elements of U, values, elements of V": { svd, k in
          svd.u.firstColumns(k).elements + values(svd, k)
            + svd.v.firstColumns(k).elements
        },
        "elements of U, values, elements of Vᵀ": { svd, k in
          svd.u.firstColumns(k).elements + values(svd, k) + column(svd.v, k)
        },
        "values, U, V": { svd, k in
          values(svd, k) + column(svd.u, k) + column(svd.v, k)
        },
        "U, V, values": { svd, k in
          column(svd.u, k) + column(svd.v, k) + values(svd, k)
        },
      ]),
    mistake(
      "values-apart",
      "The values stand together, apart from the vectors of their layers. Asked for is uᵢ, σᵢ, "
        + "vᵢ, and then "
        + "the next layer.",
      [
        "at the end": { svd, k in layers(svd, 0..<k) { u, _, v in [u, v] } + values(svd, k) },
        "at the start": { svd, k in values(svd, k) + layers(svd, 0..<k) { u, _, v in [u, v] } },
      ]),
    mistake(
      "wrong-order",
      "Each layer's numbers are there, but not in the order uᵢ, σᵢ, vᵢ.",
      [
        "σ first": { svd, k in layers(svd, 0..<k) { u, s, v in [[s], u, v] } },
        "σ last": { svd, k in layers(svd, 0..<k) { u, s, v in [u, v, [s]] } },
        "v, σ, u": { svd, k in layers(svd, 0..<k) { u, s, v in [v, [s], u] } },
        "σ, v, u": { svd, k in layers(svd, 0..<k) { u, s, v in [[s], v, u] } },
      ]),
    mistake(
      "weakest-first", "The layers are in the wrong order: the strongest comes first.",
      [
        "the k strongest, backwards": { svd, k in
          (0..<k).reversed().flatMap { layers(svd, $0..<$0 + 1) }
        }
      ]),
    mistake(
      "smallest-kept", "The k weakest layers were stored; the strongest carry the most.",
      [
        "the last k": { svd, k in
          layers(svd, svd.singularValues.count - k..<svd.singularValues.count)
        },
        "the last k, backwards": { svd, k in
          let count = svd.singularValues.count
          return (count - k..<count).reversed().flatMap { layers(svd, $0..<$0 + 1) }
        },
      ]),
    mistake(
      "values-shifted",
      "The vectors and the values do not belong together: uᵢ, σᵢ and vᵢ share "
        + "their i.",
      [
        "the values backwards": { svd, k in
          list(0..<k) {
            [
              svd.u.column($0).elements, [svd.singularValues[k - 1 - $0]],
              svd.v.column($0).elements,
            ]
          }
        },
        "the next value": { svd, k in
          let values = svd.singularValues
          return list(0..<k) {
            let value = values[min($0 + 1, values.count - 1)]
            return [svd.u.column($0).elements, [value], svd.v.column($0).elements]
          }
        },
        "σ₁ everywhere": { svd, k in
          layers(svd, 0..<k) { u, _, v in [u, values(svd, 1), v] }
        },
      ]),
  ]

  private static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.storedNumbers)
  }
}
