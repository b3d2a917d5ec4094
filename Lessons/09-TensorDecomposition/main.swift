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
//: - a tensor that has no best approximation of rank 2;
//: - a train of small cores, and how to tell the number of terms.
//:
//: The lesson follows the article "Low-rank approximation 2/4", of a
//: series on the compression of networks, in its part on tensors. What it
//: leaves open is answered from T. Kolda and B. Bader's survey "Tensor
//: Decompositions and Applications" (SIAM Review, 2009).
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
  //: (Exercise 9.1.) Write X₍ₙ₎ for the unfolding in mode n.
  for (mode, sign) in ["₀", "₁", "₂"].enumerated() {
    let unfolded = try unfolding(of: x, mode: mode)
    page.show(unfolded, "X₍\(sign)₎, mode \(mode)")
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
  page.source(of: "modeProduct")

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
  //: In 1966 L. Tucker asked for orthonormal directions in each of three
  //: modes; L. De Lathauwer and others made it a decomposition of tensors
  //: in 2000. Take 500 handwritten digits, fifty of each kind, one behind
  //: the other: rows × columns × pictures.
  let bundled = try BundledDigits.load()
  let chosen = Array(stride(from: 0, to: bundled.count, by: 10))
  let digits = try Tensor(stacking: chosen.map { bundled.image($0) })
  let norm = digits.norm

  //: Unfold in each mode, and decompose. Each mode has singular values of
  //: its own.
  //:
  //: - Predict: In which mode do the values fall most slowly: along the
  //:   rows, the columns or the pictures?
  let byMode = try (0..<3).map { mode in try svd(digits.unfolded(mode)) }
  func shares(_ factors: SVD<Double>) -> [Double] {
    let values = factors.singularValues
    return values.map { $0 / values[0] }.prefix(60).filter { $0 > 0.02 }
  }
  page.plot(
    Chart(
      title: "Singular values of the three unfoldings, down to 2 %",
      x: Axis("k"), y: Axis("σₖ/σ₁", .log),
      series: zip(["rows", "columns", "pictures"], byMode).map {
        .line($0, shares($1))
      }))
  let lasting = byMode.map { factors in
    factors.singularValues.count { $0 > 0.1 * factors.singularValues[0] }
  }
  page.reveal(
    "Along the pictures: \(lasting[2]) values are above a tenth of the "
      + "first, against \(lasting[0]) and \(lasting[1]).")
  page.check("the pictures' fall most slowly", lasting.max() == lasting[2])

  //: Keep 6 directions of the rows, 6 of the columns and 30 of the
  //: pictures. What the digits are in these directions is the *core*,
  //: $$ G = X ×₀ U₀ᵀ ×₁ U₁ᵀ ×₂ U₂ᵀ $$
  //: To go back, multiply by U₀, U₁ and U₂. (Exercise 9.6.) This is the
  //: truncated *higher-order SVD*.
  let ranks = [6, 6, 30]
  let factors = zip(byMode, ranks).map { $0.u.firstColumns($1) }
  var core = digits
  for (mode, u) in factors.enumerated() {
    core = try modeProduct(core, u.transposed, mode: mode)
  }
  let byHand = try Tucker(core: core, factors: factors)

  //: The library takes eigenvectors of the small matrix X₍ₙ₎X₍ₙ₎ᵀ instead.
  //: That squares the condition number, which does no harm unless a value
  //: that is kept is tiny beside the first. Then it does as you did.
  let plain = try hosvd(digits, ranks: ranks)
  func error(of tucker: Tucker<Double>) -> Double {
    digits.relativeError(of: tucker.reconstructed())
  }
  page.check(
    "the library's HOSVD has the same error", error(of: plain),
    equals: error(of: byHand), tolerance: 1e-10)

  //: The factors have orthonormal columns. So the core has the norm of
  //: what is kept, and the error can be told without going back.
  func squaredError(ofCore core: Tensor<Double>) -> Double {
    1 - pow(core.norm / norm, 2)
  }
  page.check(
    "‖X − X̂‖² = ‖X‖² − ‖G‖²", pow(error(of: byHand), 2),
    equals: squaredError(ofCore: core), tolerance: 1e-12)

  //: - Note: The article says that Tucker decomposes into "a core tensor
  //:   and a matrix factorization of each mode". It is one factor matrix
  //:   for each mode. And unlike Σ, the core is not diagonal.
  let large = core.elements.count { abs($0) > 0.001 * core.norm }
  page.note(
    "Of its \(core.elements.count.shown) numbers \(large.shown) exceed "
      + "0.1 % of ‖G‖.")

  //: ## Each mode looked at alone
  //:
  //: Each Uₙ is the best for its own unfolding.
  //:
  //: - Predict: Are the three together the best three?
  //:
  //: To see, try to do better. Hold two factors and ask for the best
  //: third: project the digits on the two, and take the leading left
  //: vectors of what is left.
  page.source(of: "bestFactor")

  //: Take the modes in turn. That is HOOI, higher-order orthogonal
  //: iteration, and no step can make the error larger.
  var improving = factors
  var history = [error(of: byHand)]
  for mode in [0, 1, 2, 0] {
    improving[mode] = try bestFactor(
      of: digits, factors: improving, mode: mode)
    let core = try digits.times(improving.map(\.transposed))
    history.append(squaredError(ofCore: core).squareRoot())
  }
  page.table(
    "The error after single steps",
    .texts("step", ["HOSVD", "mode 0", "mode 1", "mode 2", "mode 0"]),
    .percents("‖X − X̂‖/‖X‖", history))

  func neverGrow(_ errors: [Double]) -> Bool {
    zip(errors, errors.dropFirst()).allSatisfy { before, after in
      after <= before + 1e-12
    }
  }
  page.check("no step makes it larger", neverGrow(history))
  let gained = 100 * (history[0] - (history.last ?? 0))
  page.reveal(
    "No. Four steps take \(gained.shown(decimals: 2)) points off the "
      + "error. All that HOSVD promises is √3 times the best one.")

  //: The library goes on until a sweep of three steps gains nothing.
  let best = try hooi(digits, ranks: ranks)
  let bestError = (100 * error(of: best.tucker)).shown(decimals: 2)
  page.note(
    "HOOI stopped after \(best.sweeps) sweeps, at \(bestError) %.")
  page.check(
    "HOOI is never worse than HOSVD",
    error(of: best.tucker) <= error(of: plain))
  page.check("and its errors never grow", neverGrow(best.errors))

  //: - Important: You may read that HOSVD is the best approximation, since
  //:   the SVD is. It is quasi-optimal. You just made a better one.
  //:
  //: ## Cut as you go
  //:
  //: Between the two stands the *sequentially truncated* HOSVD, of
  //: N. Vannieuwenhoven and others (2012). It cuts each mode before it
  //: looks at the next, so the tensor shrinks on the way. The order in
  //: which the modes are cut matters.
  let orders = [[0, 1, 2], [1, 0, 2], [2, 0, 1], [2, 1, 0]]
  let cutInOrder = try orders.map {
    try sequentiallyTruncatedHOSVD(digits, ranks: ranks, order: $0)
  }
  page.table(
    "Sequential truncation to (6, 6, 30)",
    .texts("modes in order", orders.map { "\($0)" }),
    .percents("‖X − X̂‖/‖X‖", cutInOrder.map(error)))
  let least = cutInOrder.map(error).min() ?? 1
  page.check(
    "HOOI is as good as any of them",
    error(of: best.tucker) <= least + 1e-9)

  //: ## Which ranks?
  //:
  //: (6, 6, 30) was a guess. The numbers that a decomposition costs are
  //: those of its core and its factors. Many other triples cost no more.
  //: HOSVD tells the error of all of them at once: that of a triple is
  //: what lies outside the corner of that size in the core. So look at
  //: all, and let HOOI improve the best.
  let budget = plain.storedNumbers
  let triple = try bestTriple(of: digits, within: budget)
  let chosenBest = try hooi(digits, ranks: triple).tucker
  func named(_ ranks: [Int]) -> String {
    "(" + ranks.map(String.init).joined(separator: ", ") + ")"
  }
  let leftOut = (100 * error(of: chosenBest)).shown(decimals: 2)
  page.note(
    "Within \(budget.shown) numbers \(named(triple)) keeps most. "
      + "HOOI then loses \(leftOut) %.")
  page.check(
    "better ranks for the same budget",
    error(of: chosenBest) <= error(of: best.tucker))

  //: ## A train
  //:
  //: With ten modes a core of Tucker with r places each way has r¹⁰
  //: numbers. A *tensor train* has no such core: element (i, j, k) is a
  //: row times a matrix times a column, G₀(i) G₁(j) G₂(k). One finds it
  //: by an SVD for each mode but the last (I. Oseledets, "Tensor-Train
  //: Decomposition", 2011). Cut the rows as above. Read what is left as a
  //: matrix with a row for each of the r₁ and each column of a picture,
  //: and a column for each picture. Cut that.
  let (r1, r2) = (10, 20)
  let rowBasis = byMode[0].u.firstColumns(r1)
  let carriage = try rowBasis.transposed * digits.unfolded(0)
  let inner = try svd(
    Matrix(
      rows: r1 * 28, columns: chosen.count, elements: carriage.elements)
  ).truncated(to: r2)
  let trainByHand =
    rowBasis
    * Matrix(
      rows: r1, columns: 28 * chosen.count,
      elements: inner.reconstructed().elements)
  let byLibrary = try tensorTrain(digits, ranks: [r1, r2])
  page.check(
    "the library's train", trainByHand,
    equals: try byLibrary.reconstructed().unfolded(0),
    tolerance: 1e-8 * norm)

  //: Which r₁ and r₂, within the budget? For each r₁ the largest r₂ that
  //: it leaves.
  let trains = try [6, 8, 10, 12, 15, 18].map { r1 in
    let r2 = max(1, (budget - 28 * r1) / (28 * r1 + chosen.count))
    return try tensorTrain(digits, ranks: [r1, r2])
  }
  let trainErrors = trains.map {
    digits.relativeError(of: $0.reconstructed())
  }
  page.table(
    "Trains within \(budget.shown) numbers",
    .integers("r₁", trains.map { $0.ranks[0] }),
    .integers("r₂", trains.map { $0.ranks[1] }),
    .integers("numbers", trains.map(\.storedNumbers)),
    .percents("‖X − X̂‖/‖X‖", trainErrors))
  let train = zip(trains, trainErrors).min { $0.1 < $1.1 }?.0 ?? byLibrary

  //: With three modes this is a Tucker whose columns are not cut. The
  //: order of the modes is a choice, too: pictures in the middle would
  //: cost 500 r₁r₂ numbers.
  //:
  //: ## One table
  //:
  //: And what would a plain SVD do? Write each picture as a column of 784
  //: numbers, and keep as many layers as cost no more than Tucker does.
  let pixels = 28 * 28
  let count = chosen.count
  let flat = Matrix(
    rows: pixels, columns: count, elements: digits.elements)
  let layers = budget / (pixels + 1 + count)
  let bySVD = try truncatedSVD(flat, rank: layers)
  let flatTensor = try Tensor(
    sizes: digits.sizes, elements: bySVD.reconstructed().elements)

  //: CP, which comes next, gets as many terms as cost no more.
  let terms = budget / (28 + 28 + count + 1)
  let sum = try cpALS(
    digits, rank: terms, sweeps: 300, tolerance: 0, seed: page.seed)

  //: Here they are, in at most as many numbers, with one of the digits.
  typealias Method = (
    name: String, short: String, numbers: Int, rebuilt: Tensor<Double>
  )
  let methods: [Method] = [
    ("HOSVD \(named(ranks))", "HOSVD", budget, plain.reconstructed()),
    ("HOOI \(named(ranks))", "HOOI", budget, best.tucker.reconstructed()),
    (
      "HOOI \(named(triple))", "best ranks", chosenBest.storedNumbers,
      chosenBest.reconstructed()
    ),
    (
      "train \(named(train.ranks))", "train", train.storedNumbers,
      train.reconstructed()
    ),
    (
      "matrix SVD, rank \(layers)", "SVD",
      layers * (pixels + 1 + count), flatTensor
    ),
    (
      "CP, \(terms) terms", "CP", sum.cp.storedNumbers,
      sum.cp.reconstructed()
    ),
  ]

  //: - Predict: A term of CP needs no core. Does it beat Tucker here?
  //:
  //: How much of the digits does each lose?
  let losses = methods.map { digits.relativeError(of: $0.rebuilt) }
  page.table(
    "500 digits of 784 numbers, within one budget",
    .texts("method", methods.map(\.name)),
    .integers("numbers", methods.map(\.numbers)),
    .percents("‖X − X̂‖/‖X‖", losses))
  func digit(_ x: Tensor<Double>) throws -> Matrix<Double> {
    try x.slice(2, at: 130).unfolded(0)
  }
  page.pictures(
    try [("a digit", digit(digits))]
      + methods.map { ($0.short, try digit($0.rebuilt)) })
  page.check(
    "Tucker beats the matrix SVD of that size",
    error(of: best.tucker) < digits.relativeError(of: flatTensor))
  let (ofCP, ofTucker) = (lastError(of: sum), error(of: chosenBest))
  func percent(_ share: Double) -> String {
    (100 * share).shown(decimals: 2) + " %"
  }
  page.reveal(
    (ofCP < ofTucker ? "Yes: " : "Not Tucker at its best ranks: ")
      + "\(percent(ofCP)) against \(percent(ofTucker)). "
      + "Against the guess it "
      + (ofCP < error(of: best.tucker) ? "does." : "does not either."))

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
  //: every element of bᵣ times every element of cᵣ. (Exercise 9.2.)
  let (a0, b0, c0) = (planted[0], planted[1], planted[2])
  let bc = try khatriRaoProduct(b0, c0)
  page.check(
    "X₍₀₎ = A (B ⊙ C)ᵀ", try clean.unfolded(0), equals: a0 * bc.transposed)

  //: So
  //: $$ A = X₍₀₎K(KᵀK)⁻¹ with K = B ⊙ C $$
  //: And KᵀK is cheap: the elementwise product of BᵀB and CᵀC, only 3×3.
  func gram(_ f: Matrix<Double>) -> Matrix<Double> { f.transposed * f }
  let ofB = gram(b0)
  let ofC = gram(c0)
  let product = Matrix(rows: 3, columns: 3) { ofB[$0, $1] * ofC[$0, $1] }
  page.check(
    "KᵀK is BᵀB times CᵀC, elementwise", gram(bc), equals: product)

  //: In the next step hold A and C, then A and B, then begin again. This
  //: is *alternating least squares*. (Exercise 9.5.) After each step the
  //: columns are divided by their lengths, which are kept as weights: a
  //: factor 10 in aᵣ and 0.1 in bᵣ would change nothing, and could drift
  //: for ever.
  let onRight = try noisy.unfolded(0) * bc
  let solved = try solve(product, onRight.transposed).transposed
  let step = try alternatingStep(noisy, factors: planted, mode: 0)
  page.check(
    "the same from the exercise",
    step.factor.scalingColumns(by: step.weights), equals: solved,
    tolerance: 1e-10 * solved.frobeniusNorm)

  //: Start from random factors, and sweep.
  let start = [20, 15, 12].map {
    Matrix<Double>.normal(rows: $0, columns: 3, using: &generator)
  }
  var moving = start
  var weights = [1.0, 1, 1]
  var errors: [Double] = []
  for _ in 1...30 {
    for mode in 0..<3 {
      (weights, moving[mode]) =
        try alternatingStep(noisy, factors: moving, mode: mode)
    }
    let cp = try CP(weights: weights, factors: moving)
    errors.append(noisy.relativeError(of: cp.reconstructed()))
  }
  let library = try cpALS(
    noisy, startingFrom: start, sweeps: 30, tolerance: 0)
  page.check(
    "the library takes the same steps", errors, equals: library.errors,
    tolerance: 1e-6)

  //: Does another start take another way?
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
  //: one takes several, and keeps the best.
  func bestFit(of runs: some Collection<CPFit<Double>>) -> CP<Double> {
    let winner = runs.min { lastError(of: $0) < lastError(of: $1) }
    return (winner ?? library).cp
  }

  //: Take two sets of five starts, and compare the winners with what was
  //: planted. The order of the terms and the signs within are free, so
  //: match each with the term that it resembles most.
  let winner = bestFit(of: runs.prefix(5))
  let other = bestFit(of: runs.suffix(5))
  let found = likeness(of: planted, to: winner.factors)
  let foundAgain = likeness(of: planted, to: other.factors)
  page.table(
    "Cosine of each planted term with the found one",
    .integers("term", [1, 2, 3]),
    .numbers("starts 1 to 5", found, digits: 4),
    .numbers("starts 6 to 10", foundAgain, digits: 4))
  page.check(
    "every planted term is found, twice",
    (found + foundAgain).allSatisfy { $0 > 0.95 })

  //: ## How many terms?
  //:
  //: Nobody tells you that there are three. Two signs help. The *fit*: the
  //: error falls with each true term, and then bends, since only noise is
  //: left. And the *core consistency*: take the factors as Tucker's, and
  //: see whether the best core for them is diagonal, as it should be. It
  //: is 100 % then, and far less where terms share their work (R. Bro and
  //: H. Kiers, "A New Efficient Method for Determining the Number of
  //: Components in PARAFAC Models", 2003).
  //:
  //: - Predict: With a fourth term, what will both say?
  let trials = try (1...5).map { n in
    bestFit(
      of: try (1...5).map { start in
        try cpALS(noisy, rank: n, sweeps: 200, seed: page.seed &+ start)
      })
  }
  let consistencies = try trials.map { try $0.coreConsistency(for: noisy) }
  let fits = trials.map { noisy.relativeError(of: $0.reconstructed()) }
  func consistency(_ percent: Double) -> String {
    percent < 0 ? "below 0 %" : "\(percent.shown(decimals: 0)) %"
  }
  page.table(
    "The best of five starts each, three terms planted",
    .integers("terms", Array(1...5)),
    .percents("‖X − X̂‖/‖X‖", fits),
    .texts("consistency", consistencies.map(consistency)))
  page.check(
    "after the third term the error hardly falls",
    fits[2] - fits[3] < 0.1 * (fits[1] - fits[2]))
  page.reveal(
    "The error falls by \(percent(fits[2] - fits[3])) more, after "
      + "\(percent(fits[1] - fits[2])) for the third; consistency goes "
      + "from \(consistency(consistencies[2])) to "
      + "\(consistency(consistencies[3])).")

  //: ## What matrices do not have
  //:
  //: This should surprise you. Plant two terms in a *matrix*, M = ABᵀ, and
  //: nobody can find them. Turn A and B by the same angle: other terms,
  //: the same matrix. The SVD picks one of endlessly many, by asking for
  //: right angles that the truth need not have.
  let left = a0.firstColumns(2)
  let right = b0.firstColumns(2)
  let (c, s) = (cos(Double.pi / 6), sin(Double.pi / 6))
  let turn: Matrix = [[c, -s], [s, c]]
  page.check(
    "(AQ)(BQ)ᵀ = ABᵀ", (left * turn) * (right * turn).transposed,
    equals: left * right.transposed)

  let turned = likeness(
    of: [left, right], to: [left * turn, right * turn])
  let cosines = turned.map { $0.shown(decimals: 2) }
  page.note(
    "Yet the terms differ: their cosines are "
      + cosines.joined(separator: " and ") + ".")

  //: A third mode forbids the turning. Kruskal proved in 1977 that CP is
  //: unique, but for order and scale, if kA + kB + kC ≥ 2R + 2. Any kA
  //: columns of A are independent, and no larger number would do. Here 3 +
  //: 3 + 3 ≥ 8. Tucker is not unique: turn a factor, turn the core back.
  //:
  //: ## Where this goes wrong: no best approximation
  //:
  //: The tensor W has three ones: at (0, 0, 1), (0, 1, 0) and (1, 0, 0).
  //: Three terms give it exactly, so its rank is at most 3, and it is 3.
  //:
  //: - Predict: How near do two terms come? Is there a smallest error?
  //:
  //: Take a = (1, 0) and b = (0, 1), and
  //: subtract n·a∘a∘a from n·(a + b/n)∘(a + b/n)∘(a + b/n).
  let w = Tensor<Double>(sizes: [2, 2, 2]) { $0.reduce(0, +) == 1 ? 1 : 0 }
  func errorOfTwoTerms(size n: Double) throws -> Double {
    let f: Matrix = [[1, 1], [1 / n, 0]]
    let cp = try CP(weights: [n, -n], factors: [f, f, f])
    return w.relativeError(of: cp.reconstructed())
  }
  let tries = [1.0, 10, 100, 1000]
  page.table(
    "Two terms that come as near to W as you like",
    .numbers("n, the size of each term", tries, digits: 0),
    .scientific(
      "‖W − X̂‖/‖W‖", try tries.map { try errorOfTwoTerms(size: $0) }))
  page.check(
    "ten times the size, a tenth of the error",
    try errorOfTwoTerms(size: 1000) / errorOfTwoTerms(size: 100),
    equals: 0.1, tolerance: 0.001)

  //: The error has no smallest value; it goes to 0 and the terms go to
  //: infinity. For matrices this cannot happen. So what does alternating
  //: least squares do? It runs after them.
  let runaway = try cpALS(
    w, rank: 2, sweeps: 1000, tolerance: 0, seed: page.seed)
  let sweeps = [10, 100, 1000]
  page.table(
    "Rank 2 on W, by alternating least squares",
    .integers("sweeps", sweeps),
    .scientific(
      "error", sweeps.map { runaway.errors[$0 - 1] }, digits: 3),
    .numbers("√Σλᵣ²", sweeps.map { runaway.componentNorms[$0 - 1] }))
  page.check("the library reports it", runaway.isDiverging)
  page.reveal(
    "As near as you like, and nothing is the smallest. After 1000 "
      + "sweeps the error is \(runaway.errors[999].shown(digits: 2)), "
      + "and still falls.")

  //: With three terms, one for each of its ones, W is exact.
  let rows: Matrix = [[1, 1, 0], [0, 0, 1]]
  let columns: Matrix = [[1, 0, 1], [0, 1, 0]]
  let tubes: Matrix = [[0, 1, 1], [1, 0, 0]]
  let three = try CP(
    weights: [1, 1, 1], factors: [rows, columns, tubes])
  page.check("rank 3 is exact", three.reconstructed() == w)

  //: - Important: The article calls CP simpler than Tucker. It is simpler
  //:   to write down. But for Tucker a best approximation always exists;
  //:   for CP it may not (V. de Silva and L.-H. Lim, 2008). Watch the
  //:   norms. If you look at the error alone, this run looks fine.
  //:
  //: ## Where this goes wrong: two orders
  //:
  //: Suppose you copy the unfolding from one source and C ⊙ B from
  //: another. All shapes fit. Nothing complains.
  var mixed = start
  for _ in 1...30 {
    for mode in 0..<3 {
      let others = (0..<3).filter { $0 != mode }.map { mixed[$0] }
      let wrongOrder = try khatriRao(others.reversed())
      let inverse = try pseudoinverse(wrongOrder)
      mixed[mode] = try noisy.unfolded(mode) * inverse.transposed
    }
  }

  let mixture = try CP(weights: [1, 1, 1], factors: mixed)
  let missed = noisy.relativeError(of: mixture.reconstructed())
  let reached = noisy.relativeError(of: winner.reconstructed())
  page.note(
    "The error after 30 sweeps: \((100 * missed).shown(decimals: 0)) %. "
      + "With one order: \((100 * reached).shown(decimals: 0)) %.")
  page.check("the mixture is far off", missed > 2 * reached)

  //: Would the round trip at the beginning have found this? No: fold and
  //: unfold agree with each other. What finds it at once is one product on
  //: factors that you know, as above for B ⊙ C.
  let cb = try khatriRaoProduct(c0, b0)
  let mismatch = try clean.unfolded(0) - a0 * cb.transposed
  page.check(
    "X₍₀₎ is not A (C ⊙ B)ᵀ", mismatch.frobeniusNorm > 0.1 * clean.norm)

  //: ## Where this goes wrong: no such structure
  //:
  //: The planted tensor was a sum of three terms. Digits are no such sum.
  //: Take more and more terms, from two starts each.
  let counts = [5, 15, terms]
  let pairs = try page.progress("CP of the digits", of: counts).map { n in
    try (
      first: cpALS(digits, rank: n, sweeps: 40, seed: page.seed &+ 1),
      second: cpALS(digits, rank: n, sweeps: 40, seed: page.seed &+ 2)
    )
  }
  let shared = pairs.map { pair in
    likeness(of: pair.first.cp.factors, to: pair.second.cp.factors)
      .count { $0 > 0.95 }
  }
  page.table(
    "CP of the digits, two starts",
    .integers("terms", counts),
    .percents("error 1", pairs.map { lastError(of: $0.first) }),
    .percents("error 2", pairs.map { lastError(of: $0.second) }),
    .integers("terms that both found", shared))

  //: Where the two starts share few terms though their errors agree, do
  //: not read a meaning into a term. Kruskal's theorem says that one X̂
  //: has one set of terms. It does not say that only one X̂ is near your
  //: data.
  //:
  //: And follow your own advice: watch the norms, here of the run that
  //: stands in the table above.
  let marks = [1, 10, 40, 100, 300]
  page.table(
    "CP of the digits, \(terms) terms",
    .integers("sweeps", marks),
    .percents("‖X − X̂‖/‖X‖", marks.map { sum.errors[$0 - 1] }),
    .numbers("√Σλᵣ²/‖X‖", marks.map { sum.componentNorms[$0 - 1] / norm }))
  let growth = sum.componentNorms[299] / sum.componentNorms[0]
  page.note(
    growth > 1.5
      ? "The terms grow to \(growth.shown(digits: 2)) times their first "
        + "size, and cancel one another, for the last hundredths."
      : "The terms keep their size.")

  //: ## What takes a tensor apart?
  //:
  //: Tucker, if you want directions: orthonormal ones in each mode, always
  //: with a best choice, and hardly ever unique. CP, if you want terms:
  //: unique where the data are a sum of few, and without any promise where
  //: they are not.
  page.predictions()

  //: ## Your turn
  //:
  //: Six exercises belong to this lesson. Write them in
  //: `Exercises/09-TensorDecomposition.swift` and grade them with `swift
  //: test --filter TensorDecomposition`.
  //:
  //: The train is 9.1 and an SVD, again and again; the number of terms is
  //: 9.5, and 9.3 in every mode for the core.
  //:
  //: - **9.1** unfold a tensor;
  //: - **9.2** the Khatri–Rao product;
  //: - **9.3** the product with one mode;
  //: - **9.4** the step of HOOI: the best factor of one mode;
  //: - **9.5** the step of CP: least squares, then normalise;
  //: - **9.6** the way back: a tensor from its core and factors.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: TensorDecomposition`. Next, tensors that work: `swift run
  //: FilterFactorization`.
}

//: ## Behind the page
//:
//: How much each term of one sum resembles its nearest term of another.
//: The resemblance of two terms is the product of |cos| over the modes.
func likeness(
  of truth: [Matrix<Double>], to found: [Matrix<Double>]
) -> [Double] {
  func cosine(_ u: Vector<Double>, _ v: Vector<Double>) -> Double {
    abs(u.dot(v)) / (u.norm * v.norm)
  }
  func likeness(_ r: Int, _ s: Int) -> Double {
    zip(truth, found).reduce(1.0) { product, mode in
      product * cosine(mode.0.column(r), mode.1.column(s))
    }
  }
  return (0..<truth[0].columns).map { r in
    (0..<found[0].columns).map { s in likeness(r, s) }.max() ?? 0
  }
}

func lastError(of fit: CPFit<Double>) -> Double { fit.errors.last ?? 1 }

//: The ranks of three modes that lose least within a budget of numbers.
//: The squares in the core of HOSVD, added up from its corner, tell what
//: each corner keeps: `above` holds that of the corners one row less deep.
func bestTriple(
  of x: Tensor<Double>, within budget: Int
) throws -> [Int] {
  let depth = min(x.sizes[2], budget / x.sizes[2])
  let core = try hosvd(x, ranks: [x.sizes[0], x.sizes[1], depth]).core
  var best = (kept: 0.0, ranks: [1, 1, 1])
  var above = Array(
    repeating: Array(repeating: 0.0, count: depth), count: x.sizes[1])
  for i in 0..<x.sizes[0] {
    var row = Array(repeating: 0.0, count: depth)
    for j in 0..<x.sizes[1] {
      var kept = 0.0
      for k in 0..<depth {
        row[k] += core[i, j, k] * core[i, j, k]
        kept += row[k]
        above[j][k] += kept
        let ranks = [i + 1, j + 1, k + 1]
        if stored(ranks, x.sizes) <= budget, above[j][k] > best.kept {
          best = (above[j][k], ranks)
        }
      }
    }
  }
  return best.ranks
}

//: A core and its factors, in numbers.
func stored(_ ranks: [Int], _ sizes: [Int]) -> Int {
  zip(sizes, ranks).reduce(ranks.reduce(1, *)) { $0 + $1.0 * $1.1 }
}
