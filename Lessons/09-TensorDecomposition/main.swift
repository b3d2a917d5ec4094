//: # What takes a tensor apart?
//:
//: A matrix has two directions, rows and columns. A stack of pictures has
//: three: rows, columns and pictures. Such an array is a *tensor*, and its
//: directions are called modes. The singular value decomposition does two
//: things at once for a matrix. It gives orthonormal directions, and it
//: writes the matrix as a sum of rank-one terms. For a tensor no
//: decomposition does both. Tucker keeps the first, CP the second.
//:
//: You will see
//: - a 2×3×4 tensor unfolded, multiplied and folded again, by eye;
//: - Tucker on 500 digits: three ways, beside a matrix SVD of that size;
//: - CP by alternating least squares, and why its terms are unique;
//: - a tensor that has no best approximation of rank 2.
//:
//: It follows the article "Low-rank approximation 2/4", on tensors.
import Datasets
import Foundation
import LinearAlgebra
import LowRank
import Notebook
import TensorDecompositionExercises

lesson(
  "TensorDecomposition",
  summary: "Tucker and CP: two ways to take a tensor apart"
) { page in
  //: ## Two slices of twelve numbers
  //:
  //: Here is a tensor with 2 × 3 × 4 elements. Element (i, j, k) is 100i +
  //: 10j + k, so each number tells you where it stands. Modes count from
  //: 0, as rows and columns do.
  let x = Tensor<Double>(sizes: [2, 3, 4]) { at in
    Double(100 * at[0] + 10 * at[1] + at[2])
  }
  for i in 0..<2 {
    page.show(try x.slice(0, at: i).unfolded(0), "slice \(i) of mode 0")
  }

  //: To use what you know of matrices, *unfold* it. Pick a mode, and let
  //: it run down the rows. All other modes run along the columns.
  for mode in 0..<3 {
    let unfolded = try unfolding(of: x, mode: mode)
    page.show(unfolded, "X₍\(["₀", "₁", "₂"][mode])₎, mode \(mode)")
    let back = try Tensor(folding: unfolded, mode: mode, sizes: x.sizes)
    page.check("mode \(mode): folding gives X back", back == x)
  }

  //: In which order do the columns come? That is a choice. Here the other
  //: modes keep their order, and the last runs fastest, as it does in
  //: memory. Kolda and Bader's survey, which most papers follow, lets the
  //: earlier ones run fastest. Both are right. A mixture is not, and you
  //: will see below what it does.
  //:
  //: ## Multiply one mode
  //:
  //: The product X ×ₙ A multiplies every column of X₍ₙ₎ by A, and folds.
  //: Take the matrix with the rows (1, 1, 1) and (1, 0, −1), in mode 1. It
  //: turns three places into two: their sum, and first minus last.
  let a: Matrix = [[1, 1, 1], [1, 0, -1]]
  let y = try modeProduct(x, a, mode: 1)
  for i in 0..<2 {
    page.show(try y.slice(0, at: i).unfolded(0), "X ×₁ A, slice \(i)")
  }
  page.check(
    "unfolded: A X₍₁₎", try y.unfolded(1), equals: try a * x.unfolded(1))

  //: The library gets there with no element moved. And if you try a matrix
  //: that does not fit, it names both shapes.
  do {
    _ = try x.times(a, mode: 2)
  } catch {
    page.note("\(error).")
  }

  //: ## Tucker: an SVD in every mode
  //:
  //: Now 500 handwritten digits, fifty of each kind, one behind the other:
  //: rows × columns × pictures.
  let bundled = try BundledDigits.load()
  let chosen = stride(from: 0, to: bundled.count, by: 10)
  let digits = try Tensor(stacking: chosen.map { bundled.image($0) })
  let norm = digits.norm

  //: Unfold in each mode, and decompose. Each mode has singular values of
  //: its own, and they fall in all three.
  let byMode = try (0..<3).map { try svd(digits.unfolded($0)) }
  page.plot(
    Chart(
      title: "Singular values of the three unfoldings, down to 2 %",
      x: Axis("k"), y: Axis("σₖ/σ₁", .log),
      series: zip(["rows", "columns", "pictures"], byMode).map { name, f in
        let shares = f.singularValues.map { $0 / f.singularValues[0] }
        return .line(name, shares.prefix(60).filter { $0 > 0.02 })
      }))

  //: Keep 6 directions of the rows, 6 of the columns and 30 of the
  //: pictures. What the digits are in these directions is the *core*,
  //: G = X ×₀ U₀ᵀ ×₁ U₁ᵀ ×₂ U₂ᵀ. To go back, multiply by U₀, U₁ and U₂.
  //: This is the truncated *higher-order SVD*.
  let ranks = [6, 6, 30]
  let factors = zip(byMode, ranks).map { $0.u.firstColumns($1) }
  var core = digits
  for (mode, u) in factors.enumerated() {
    core = try modeProduct(core, u.transposed, mode: mode)
  }
  let byHand = try Tucker(core: core, factors: factors)
  let plain = try hosvd(digits, ranks: ranks)

  //: The library takes eigenvectors of the small matrix X₍ₙ₎X₍ₙ₎ᵀ instead.
  //: That squares the condition number, which does no harm unless a value
  //: that is kept is tiny beside the first. Then it does as you did.
  func error(_ tucker: Tucker<Double>) -> Double {
    digits.relativeError(of: tucker.reconstructed())
  }
  page.check(
    "the library's HOSVD has the same error", error(plain),
    equals: error(byHand), tolerance: 1e-10)
  page.check(
    "‖X − X̂‖² = ‖X‖² − ‖G‖²", pow(error(byHand), 2),
    equals: 1 - pow(core.norm / norm, 2), tolerance: 1e-12)

  //: - Note: The article says that Tucker decomposes into "a core tensor
  //:   and a matrix factorization of each mode". It is one factor matrix
  //:   for each mode. And unlike Σ, the core is not diagonal.
  let large = core.elements.count { abs($0) > 0.001 * core.norm }
  page.note(
    "Of its \(core.elements.count) numbers \(large) exceed 0.1 % of ‖G‖.")

  //: ## Each mode looked at alone
  //:
  //: Each Uₙ is the best for its own unfolding. Together they are *not*
  //: the best three. The bound is √3 times the best error, and no more is
  //: promised. To do better, hold two factors and ask for the best third:
  //: project the digits on the two, and take the leading left vectors of
  //: what is left. Take the modes in turn. That is HOOI, higher-order
  //: orthogonal iteration, and no step can make the error larger.
  var improving = factors
  var history = [error(byHand)]
  for mode in [0, 1, 2, 0] {
    improving[mode] = try bestFactor(
      of: digits, factors: improving, mode: mode)
    let g = try digits.times(improving.map(\.transposed))
    history.append((1 - pow(g.norm / norm, 2)).squareRoot())
  }
  page.table(
    "The error after single steps",
    .texts("step", ["HOSVD", "mode 0", "mode 1", "mode 2", "mode 0"]),
    .percents("‖X − X̂‖/‖X‖", history))
  func falls(_ errors: [Double]) -> Bool {
    zip(errors, errors.dropFirst()).allSatisfy { $1 <= $0 + 1e-12 }
  }
  page.check("no step makes it larger", falls(history))

  //: The library goes on until a sweep of three steps gains nothing.
  let best = try hooi(digits, ranks: ranks)
  page.note(
    "HOOI stopped after \(best.sweeps) sweeps, at "
      + "\((100 * error(best.tucker)).shown(decimals: 2)) %.")
  page.check(
    "HOOI is never worse than HOSVD", error(best.tucker) <= error(plain))
  page.check("and its errors never grow", falls(best.errors))

  //: - Important: You may read that HOSVD is the best approximation, since
  //:   the SVD is. It is quasi-optimal. You just made a better one.
  //:
  //: ## One table
  //:
  //: Between the two stands the sequentially truncated HOSVD, which cuts
  //: each mode before it looks at the next. And what would a plain SVD do?
  //: Write each picture as a column of 784 numbers, and keep as many
  //: layers as cost no more than Tucker does. CP, which comes next, gets
  //: as many terms as cost no more.
  let sequential = try sequentiallyTruncatedHOSVD(digits, ranks: ranks)
  let numbers = plain.storedNumbers
  let flat = Matrix(rows: 784, columns: 500, elements: digits.elements)
  let layers = numbers / (784 + 1 + 500)
  let matrix = try truncatedSVD(flat, rank: layers)
  let flatTensor = try Tensor(
    sizes: digits.sizes, elements: matrix.reconstructed().elements)
  let terms = numbers / (28 + 28 + 500 + 1)
  let sum = try cpALS(digits, rank: terms, sweeps: 40, seed: page.seed)
  let rebuilt = [
    plain.reconstructed(), sequential.reconstructed(),
    best.tucker.reconstructed(), flatTensor, sum.cp.reconstructed(),
  ]
  let flatNumbers = layers * (784 + 1 + 500)
  let lost = rebuilt.map { digits.relativeError(of: $0) }
  page.table(
    "500 digits of 784 numbers, in about as few",
    .texts(
      "method",
      [
        "HOSVD (6, 6, 30)", "sequentially truncated", "HOOI",
        "matrix SVD, rank \(layers)", "CP, \(terms) terms",
      ]),
    .integers(
      "numbers",
      [numbers, numbers, numbers, flatNumbers, sum.cp.storedNumbers]),
    .percents("‖X − X̂‖/‖X‖", lost))
  let short = ["a digit", "HOSVD", "sequential", "HOOI", "SVD", "CP"]
  page.pictures(
    try zip(short, [digits] + rebuilt).map { name, x in
      (name, try x.slice(2, at: 130).unfolded(0))
    })
  page.check("Tucker beats the matrix SVD of that size", lost[2] < lost[3])

  //: The matrix SVD spends 784 numbers on every layer, since it does not
  //: know that neighbouring pixels are rows and columns. Tucker shares 6
  //: row profiles and 6 column profiles among all pictures.
  //:
  //: ## CP: a sum of rank-one terms
  //:
  //: The other thing that the SVD does is to write A as a sum of terms
  //: σᵣuᵣvᵣᵀ. With three modes a term is aᵣ ∘ bᵣ ∘ cᵣ: element (i, j, k)
  //: is the product of three numbers. Let us plant three such terms, and
  //: add noise. The vectors are random, and not orthogonal.
  var generator = SeededGenerator(seed: page.seed)
  let planted = [20, 15, 12].map {
    Matrix<Double>.normal(rows: $0, columns: 3, using: &generator)
  }
  let clean = try CP(weights: [1, 1, 1], factors: planted).reconstructed()
  let noise = clean.map { _ in generator.nextNormal() }
  let noisy = clean + noise * (0.1 * clean.norm / noise.norm)

  //: How to find them? With B and C held, the rest is linear. Unfolded,
  //: X₍₀₎ ≈ A (B ⊙ C)ᵀ, where ⊙ is the *Khatri–Rao product*: column r is
  //: every element of bᵣ times every element of cᵣ.
  let k = try khatriRaoProduct(planted[1], planted[2])
  page.check(
    "X₍₀₎ = A (B ⊙ C)ᵀ", try clean.unfolded(0),
    equals: planted[0] * k.transposed)

  //: So A = X₍₀₎K(KᵀK)⁻¹ with K = B ⊙ C. And KᵀK is cheap: the elementwise
  //: product of BᵀB and CᵀC, only 3×3. In the next step hold A and C, then
  //: A and B, then begin again. This is *alternating least squares*. After
  //: each step the columns are divided by their lengths, which are kept as
  //: weights: a factor 10 in aᵣ and 0.1 in bᵣ would change nothing, and
  //: could drift for ever.
  func gram(_ f: Matrix<Double>) -> Matrix<Double> { f.transposed * f }
  let (p, q) = (gram(planted[1]), gram(planted[2]))
  let v = Matrix(rows: 3, columns: 3) { p[$0, $1] * q[$0, $1] }
  page.check("KᵀK is BᵀB times CᵀC, elementwise", gram(k), equals: v)
  let solved = try solve(v, (noisy.unfolded(0) * k).transposed).transposed
  let step = try alternatingStep(noisy, factors: planted, mode: 0)
  page.check(
    "the same from the exercise",
    step.factor.scalingColumns(by: step.weights), equals: solved,
    tolerance: 1e-10 * solved.frobeniusNorm)

  //: Start from random factors, and sweep.
  let first = [20, 15, 12].map {
    Matrix<Double>.normal(rows: $0, columns: 3, using: &generator)
  }
  var (moving, weights, errors) = (first, [1.0, 1, 1], [Double]())
  for _ in 1...30 {
    for mode in 0..<3 {
      (weights, moving[mode]) =
        try alternatingStep(noisy, factors: moving, mode: mode)
    }
    let cp = try CP(weights: weights, factors: moving)
    errors.append(noisy.relativeError(of: cp.reconstructed()))
  }
  let library = try cpALS(
    noisy, startingFrom: first, sweeps: 30, tolerance: 0)
  page.check(
    "the library takes the same steps", errors, equals: library.errors,
    tolerance: 1e-6)
  let runs = try (1...10).map { n in
    try cpALS(noisy, rank: 3, sweeps: 300, seed: page.seed &+ n)
  }
  page.plot(
    Chart(
      title: "The error of alternating least squares, two starts",
      x: Axis("sweep", range: 1...30), y: Axis("‖X − X̂‖/‖X‖", .log),
      series: [
        .line("start 1", errors),
        .line("start 2", Array(runs[0].errors.prefix(30))),
      ]))

  //: It never grows. At best it ends at the noise, 10 % of the signal. But
  //: no more is promised: a start may creep, or end in a local minimum. So
  //: one takes several, and keeps the best. Take two sets of five starts,
  //: and compare the winners with what was planted. The order of the terms
  //: and the signs within are free, so match each with the term that it
  //: resembles most.
  func bestOf(_ runs: ArraySlice<CPFit<Double>>) -> CP<Double> {
    runs.min { ($0.errors.last ?? 1) < ($1.errors.last ?? 1) }?.cp
      ?? runs[0].cp
  }
  func match(
    _ truth: [Matrix<Double>], _ found: [Matrix<Double>]
  ) -> [Double] {
    (0..<truth[0].columns).map { r in
      (0..<found[0].columns).map { s in
        zip(truth, found).reduce(1.0) { product, pair in
          let (u, w) = (pair.0.column(r), pair.1.column(s))
          return product * abs(u.dot(w)) / (u.norm * w.norm)
        }
      }.max() ?? 0
    }
  }
  let one = bestOf(runs[0..<5])
  let two = bestOf(runs[5..<10])
  page.table(
    "Cosine of each planted term with the found one",
    .integers("term", [1, 2, 3]),
    .numbers("starts 1 to 5", match(planted, one.factors), digits: 4),
    .numbers("starts 6 to 10", match(planted, two.factors), digits: 4))
  page.check(
    "every planted term is found, twice",
    (match(planted, one.factors) + match(planted, two.factors))
      .allSatisfy { $0 > 0.95 })

  //: ## What matrices do not have
  //:
  //: This should surprise you. Plant two terms in a *matrix*, M = ABᵀ, and
  //: nobody can find them. Turn A and B by the same angle: other terms,
  //: the same matrix. The SVD picks one of endlessly many, by asking for
  //: right angles that the truth need not have.
  let left = planted[0].firstColumns(2)
  let right = planted[1].firstColumns(2)
  let (c, s) = (cos(Double.pi / 6), sin(Double.pi / 6))
  let turn: Matrix = [[c, -s], [s, c]]
  page.check(
    "(AQ)(BQ)ᵀ = ABᵀ", (left * turn) * (right * turn).transposed,
    equals: left * right.transposed)
  let turned = match([left, right], [left * turn, right * turn])
  page.note(
    "Yet the terms differ: their cosines are "
      + turned.map { $0.shown(decimals: 2) }.joined(separator: " and ")
      + ".")

  //: A third mode forbids the turning. Kruskal proved in 1977 that CP is
  //: unique, but for order and scale, if kA + kB + kC ≥ 2R + 2. Any kA
  //: columns of A are independent, and no larger number would do. Here 3 +
  //: 3 + 3 ≥ 8. Tucker is not unique: turn a factor, turn the core back.
  //:
  //: ## Where this goes wrong: no best approximation
  //:
  //: The tensor W has three ones: at (0, 0, 1), (0, 1, 0) and (1, 0, 0).
  //: Three terms give it exactly, so its rank is at most 3, and it is 3.
  //: How near do two terms come? Take a = (1, 0) and b = (0, 1), and
  //: subtract n·a∘a∘a from n·(a + b/n)∘(a + b/n)∘(a + b/n).
  let w = Tensor<Double>(sizes: [2, 2, 2]) { $0.reduce(0, +) == 1 ? 1 : 0 }
  let tries = [1.0, 10, 100, 1000]
  let near = try tries.map { n in
    let f: Matrix = [[1, 1], [1 / n, 0]]
    return try CP(weights: [n, -n], factors: [f, f, f]).reconstructed()
  }
  page.table(
    "Two terms that come as near to W as you like",
    .numbers("n, the size of each term", tries, digits: 0),
    .scientific("‖W − X̂‖/‖W‖", near.map { w.relativeError(of: $0) }))
  page.check(
    "ten times the size, a tenth of the error",
    w.relativeError(of: near[3]) / w.relativeError(of: near[2]),
    equals: 0.1, tolerance: 0.001)

  //: The error has no smallest value; it goes to 0 and the terms go to
  //: infinity. For matrices this cannot happen. So what does alternating
  //: least squares do? It runs after them.
  let runaway = try cpALS(
    w, rank: 2, sweeps: 1000, tolerance: 0, seed: page.seed)
  let looks = [10, 100, 1000]
  page.table(
    "Rank 2 on W, by alternating least squares",
    .integers("sweeps", looks),
    .scientific("error", looks.map { runaway.errors[$0 - 1] }, digits: 3),
    .numbers("√Σλᵣ²", looks.map { runaway.componentNorms[$0 - 1] }))
  page.check("the library reports it", runaway.isDiverging)
  let e: Matrix = [[1, 1, 0], [0, 0, 1]]
  let f: Matrix = [[1, 0, 1], [0, 1, 0]]
  let g: Matrix = [[0, 1, 1], [1, 0, 0]]
  let three = try CP(weights: [1, 1, 1], factors: [e, f, g])
  page.check("rank 3 is exact", three.reconstructed() == w)

  //: - Important: The article calls CP simpler than Tucker. It is simpler
  //:   to write down. But for Tucker a best approximation always exists;
  //:   for CP it may not (de Silva and Lim, 2008). Watch the norms. If you
  //:   look at the error alone, this run looks fine.
  //:
  //: ## Where this goes wrong: two orders
  //:
  //: Suppose you copy the unfolding from one source and C ⊙ B from
  //: another. All shapes fit. Nothing complains.
  var mixed = first
  for mode in (0..<90).map({ $0 % 3 }) {
    let others = (0..<3).filter { $0 != mode }.map { mixed[$0] }
    let wrong = try khatriRao(others.reversed())
    let inverse = try pseudoinverse(wrong)
    mixed[mode] = try noisy.unfolded(mode) * inverse.transposed
  }
  let mixture = try CP(weights: [1, 1, 1], factors: mixed)
  let missed = noisy.relativeError(of: mixture.reconstructed())
  let found = noisy.relativeError(of: one.reconstructed())
  page.note(
    "The error after 30 sweeps: \((100 * missed).shown(decimals: 0)) %. "
      + "With one order: \((100 * found).shown(decimals: 0)) %.")
  page.check("the mixture is far off", missed > 2 * found)

  //: The round trip on distinct integers, above, finds this at once.
  //:
  //: ## Where this goes wrong: no such structure
  //:
  //: The planted tensor was a sum of three terms. Digits are no such sum.
  //: Take more and more terms, from two starts each.
  let counts = [5, 15, terms]
  let pairs = try page.progress("CP of the digits", of: counts).map { n in
    try [1, 2].map { other in
      try cpALS(digits, rank: n, sweeps: 40, seed: page.seed &+ other)
    }
  }
  page.table(
    "CP of the digits, two starts",
    .integers("terms", counts),
    .percents("error 1", pairs.map { $0[0].errors.last ?? 1 }),
    .percents("error 2", pairs.map { $0[1].errors.last ?? 1 }),
    .integers(
      "terms that both found",
      pairs.map { pair in
        match(pair[0].cp.factors, pair[1].cp.factors).count { $0 > 0.95 }
      }))

  //: As a compression CP does well: in the table above it even beats
  //: Tucker, since it stores no core. But with many terms the two starts
  //: share next to none, though their errors agree. Kruskal's theorem says
  //: that one X̂ has one set of terms. It does not say that only one X̂ is
  //: near your data. Where many are, do not read a meaning into a term.
  //:
  //: ## Your turn
  //:
  //: Five exercises belong to this lesson. Write them in
  //: `Exercises/09-TensorDecomposition.swift` and grade them with `swift
  //: test --filter TensorDecomposition`.
  //:
  //: - **9.1** unfold a tensor;
  //: - **9.2** the Khatri–Rao product;
  //: - **9.3** the product with one mode;
  //: - **9.4** the step of HOOI: the best factor of one mode;
  //: - **9.5** the step of CP: least squares, then normalise.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: TensorDecomposition`. Next, tensors that work: `swift run
  //: FilterFactorization`.
}
