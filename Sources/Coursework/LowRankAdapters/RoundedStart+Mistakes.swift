import Grading
import LinearAlgebra
import Synchronization

extension RoundedStart {
  /// The loop of the exercise, with what is rounded and what is approximated to be chosen.
  private static func loop(
    _ steps: Int, _ w: Matrix<Double>, _ rank: Int, _ rounded: Rounded,
    toRound: (_ w: Matrix<Double>, _ product: Matrix<Double>) -> Matrix<Double> = { $0 - $1 },
    lost: (_ w: Matrix<Double>, _ q: Matrix<Double>, _ product: Matrix<Double>) -> Matrix<Double> =
      {
        w, q, _ in w - q
      }
  ) throws -> Start {
    var q = w
    var (b, a) = (
      Matrix<Double>(rows: w.rows, columns: rank), Matrix<Double>(rows: rank, columns: w.columns)
    )
    for _ in 0..<max(steps, 0) {
      let product = b * a
      q = try rounded(toRound(w, product))
      (b, a) = try AdapterStart.factors(lost(w, q, product), rank: rank)
    }
    return (q, b, a)
  }

  /// Slips in the loop.
  static let loops: [Mistake<Answers>] = [
    mistake(
      "zero-adapter", "B and A are zero: they begin with what rounding lost, W − Q.",
      [
        "Q alone": { w, rank, steps, rounded in
          let start = try loop(steps, w, rank, rounded)
          return (start.q, start.b * 0, start.a * 0)
        }
      ]),
    mistake(
      "one-step",
      "This is the result of one step. From the second on it is W − BA that is rounded; who rounds W again gets what "
        + "was there before.",
      [
        "1": { w, rank, _, rounded in try loop(1, w, rank, rounded) },
        "always W": { w, rank, steps, rounded in
          try loop(steps, w, rank, rounded, toRound: { w, _ in w })
        },
      ]),
    mistake(
      "one-more", "One step too many was taken.",
      ["steps + 1": { w, rank, steps, rounded in try loop(steps + 1, w, rank, rounded) }]),
    mistake(
      "one-less", "One step too few was taken.",
      ["steps − 1": { w, rank, steps, rounded in try loop(steps - 1, w, rank, rounded) }]),
    mistake(
      "rounded-last",
      "After the last B and A the weights were rounded once more; Q is the one before them.",
      [
        "Q of W − BA": { w, rank, steps, rounded in
          let start = try loop(steps, w, rank, rounded)
          return (try rounded(w - start.b * start.a), start.b, start.a)
        }
      ]),
    mistake(
      "added", "W + BA was rounded; it is W − BA, as BA is added again afterwards.",
      [
        "W + BA": { w, rank, steps, rounded in
          try loop(steps, w, rank, rounded, toRound: { $0 + $1 })
        }
      ]),
    mistake(
      "lost-of-rounded",
      "What was lost was counted from W − BA; it is always W − Q, with the whole of W.",
      [
        "W − BA − Q": { w, rank, steps, rounded in
          try loop(steps, w, rank, rounded, lost: { $0 - $2 - $1 })
        }
      ]),
    mistake(
      "accumulated", "The new product was added to the old one; it takes its place.",
      [
        "BA + …": { w, rank, steps, rounded in
          try loop(steps, w, rank, rounded, lost: { w, q, product in w - q + product })
        }
      ]),
    mistake(
      "weights-changed",
      "W itself was changed in a step; both Q and B, A are always taken from the same W.",
      [
        "W ← W − BA": { w, rank, steps, rounded in
          var rest = w
          var start: Start = (w, w, w)
          for _ in 0..<steps {
            start = try loop(1, rest, rank, rounded)
            rest = rest - start.b * start.a
          }
          return start
        },
        "W ← Q": { w, rank, steps, rounded in
          var rest = w
          var start: Start = (w, w, w)
          for _ in 0..<steps {
            start = try loop(1, rest, rank, rounded)
            rest = start.q
          }
          return start
        },
        "W ← W − Q": { w, rank, steps, rounded in
          var rest = w
          var start: Start = (w, w, w)
          for _ in 0..<steps {
            start = try loop(1, rest, rank, rounded)
            rest = rest - start.q
          }
          return start
        },
      ]),
    mistake(
      "principal-first",
      "W was truncated first, and the rest rounded. Here rounding comes first, and B and A take up what it lost.",
      [
        "BA of W": { w, rank, _, rounded in
          let (b, a) = try AdapterStart.factors(w, rank: rank)
          return (try rounded(w - b * a), b, a)
        },
        "in turn": { w, rank, steps, rounded in
          var q = w * 0
          var start: Start = (w, w, w)
          for _ in 0..<steps {
            let (b, a) = try AdapterStart.factors(w - q, rank: rank)
            q = try rounded(w - b * a)
            start = (q, b, a)
          }
          return start
        },
      ]),
    mistake(
      "of-w", "B and A are the principal part of W; here it is that of W − Q.",
      [
        "BA of W, Q of W": { w, rank, _, rounded in
          let (b, a) = try AdapterStart.factors(w, rank: rank)
          return (try rounded(w), b, a)
        },
        "in the loop": { w, rank, steps, rounded in
          try loop(steps, w, rank, rounded, lost: { w, _, _ in w })
        },
      ]),
    mistake(
      "of-q", "B and A are the principal part of Q; here it is that of W − Q.",
      [
        "BA of Q": { w, rank, steps, rounded in
          try loop(steps, w, rank, rounded, lost: { _, q, _ in q })
        },
        "the last": { w, rank, steps, rounded in
          let start = try loop(steps, w, rank, rounded)
          let (b, a) = try AdapterStart.factors(start.q, rank: rank)
          return (start.q, b, a)
        },
      ]),
    mistake(
      "wrong-sign", "What was lost has the wrong sign: W − Q, so that Q + BA comes near W.",
      [
        "Q − W": { w, rank, steps, rounded in
          try loop(steps, w, rank, rounded, lost: { w, q, _ in q - w })
        },
        "the last": { w, rank, steps, rounded in
          let start = try loop(steps, w, rank, rounded)
          return (start.q, -start.b, start.a)
        },
      ]),
  ]

  /// Slips in what comes back.
  static let results: [Mistake<Answers>] = [
    result("weights-for-q", "W came back in the place of Q, which is rounded.") { w, start in
      (w, start.b, start.a)
    },
    result("rest-for-q", "W − BA came back without being rounded; Q is what the rounding gives.") {
      w, start in (w - start.b * start.a, start.b, start.a)
    },
    result("sum-for-q", "Q + BA came back in the place of Q; the adapter stays beside it.") {
      _, start in (start.q + start.b * start.a, start.b, start.a)
    },
    result("lost-for-q", "W − Q came back in the place of Q.") { w, start in
      (w - start.q, start.b, start.a)
    },
    result("a-transposed", "A is to be √ΣVᵀ, r×inputs, with one vector a row; here it is V√Σ.") {
      _, start in (start.q, start.b, start.a.transposed)
    },
    result("exchanged", "B and A stand in each other's place: B, outputs×r, comes first.") {
      _, start in (start.q, start.a, start.b)
    },
    mistake(
      "absolute-threshold",
      "Terms below a fixed number were left out. In other units all values may be so small, and the adapter has r "
        + "of them in any case.",
      [
        "10⁻¹⁰": { w, rank, steps, rounded in
          let start = try loop(steps, w, rank, rounded)
          let (b, a) = try AdapterStart.factorsAbove(1e-10, of: w - start.q, rank: rank)
          return (start.q, b, a)
        }
      ]),
    mistake(
      "one-short", "One term is missing: B and A have r of them.",
      ["r − 1": { w, rank, steps, rounded in try loop(steps, w, rank - 1, rounded) }]),
    mistake(
      "not-cut", "All terms of W − Q are in the adapter; it has the r largest alone.",
      [
        "all": { w, _, steps, rounded in try loop(steps, w, min(w.rows, w.columns), rounded) },
        "the last": { w, rank, steps, rounded in
          let start = try loop(steps, w, rank, rounded)
          let all = try AdapterStart.factors(w - start.q, rank: min(w.rows, w.columns))
          return (start.q, all.b, all.a)
        },
      ]),
    mistake(
      "v-for-vt",
      "The rows of V stand where the rows of Vᵀ belong: the columns of `v` are the vectors, so transpose.",
      [
        "√ΣV": { w, rank, steps, rounded in
          guard w.rows == w.columns else { return try loop(steps, w, rank, rounded) }
          var start: Start = (w, w * 0, w * 0)
          for _ in 0..<steps {
            let q = try rounded(w - start.b * start.a)
            let cut = try svd(w - q)
            let roots = cut.singularValues.prefix(rank).map { $0.squareRoot() }
            start = (
              q, cut.u.firstColumns(rank).scalingColumns(by: roots),
              cut.v[rows: 0..<rank, columns: 0..<w.columns].scalingRows(by: roots)
            )
          }
          return start
        }
      ]),
  ]

  /// Σ in a wrong place: in every step, or in what comes back.
  static let places: [Mistake<Answers>] = AdapterStart.wrongPlaces.map { place in
    let sides = place.sides[0]
    let first = Mistake<Answers>(
      place.diagnosis, place.message, put(sides.u, sides.v, inLoop: true))
    return place.sides.enumerated().reduce(first) { mistake, side in
      let other = mistake.or(
        "\(side.offset), the last", put(side.element.u, side.element.v, inLoop: false))
      return side.offset == 0
        ? other
        : other.or("\(side.offset)", put(side.element.u, side.element.v, inLoop: true))
    }
  }

  private static func put(
    _ u: SigmaWeight.Side, _ v: SigmaWeight.Side, inLoop: Bool
  ) -> (inout Answers) -> Void {
    {
      $0.roundedStart = { w, rank, steps, rounded in
        guard inLoop else {
          let start = try loop(steps, w, rank, rounded)
          let (b, a) = try AdapterStart.factors(w - start.q, rank: rank, u, v)
          return (start.q, b, a)
        }
        var start: Start = (w, w * 0, w * 0)
        var product = w * 0
        for _ in 0..<steps {
          let q = try rounded(w - product)
          let (b, a) = try AdapterStart.factors(w - q, rank: rank, u, v)
          start = (q, b, a)
          product = b * a
        }
        return start
      }
    }
  }

  static func mistake(
    _ diagnosis: String, _ message: String, _ ways: KeyValuePairs<String, Function>
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message, ways: ways, at: \.roundedStart)
  }

  static func result(
    _ diagnosis: String, _ message: String,
    _ changed: @escaping @Sendable (Matrix<Double>, Start) -> Start
  ) -> Mistake<Answers> {
    Mistake(diagnosis, message) {
      $0.roundedStart = { w, rank, steps, rounded in
        changed(w, try loop(steps, w, rank, rounded))
      }
    }
  }
}
