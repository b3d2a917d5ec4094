//: # How few numbers draw a photograph?
//:
//: A grey photograph is a matrix: one number for each point, 0 for black
//: and 255 for white. The singular value decomposition writes that matrix
//: as a sum of layers, the strongest first. Keep the first few layers,
//: drop the others, and you have compressed the picture.
//:
//: The lesson follows the article "SVD (Singular Vector Decomposition)
//: with AI" (its text names no author) as lesson 1 did, up to its table of
//: compression rates.
//:
//: You will see
//: - the photograph at four ranks, and the table of what each one costs;
//: - that the error is known before anybody looks at it: it is the part
//:   you dropped;
//: - the cost in numbers, in bytes and in work, and the rank from which
//:   you save nothing;
//: - that the first layers can be found without the others;
//: - what the method cannot see: turned stripes, and neighbours.
//:
//: `ImageCompressionExercises` brings the functions of this lesson's
//: exercises: the solutions, or yours in `swift run course mine
//: ImageCompression`.
import Datasets
import Foundation
import ImageCompressionExercises
import LinearAlgebra
import Notebook

lesson(
  "ImageCompression",
  summary: "How few numbers draw a photograph?",
  options: pageOptions()
) { page in
  //: ## The picture is a matrix
  let (picture, remark) = try chosenPicture(page)
  let a = picture.grey
  let m = a.rows
  let n = a.columns
  let ranks = try page.integers("--ranks", in: 1...min(m, n))
  try checkFolder(page, ranks)
  page.picture(
    a, "A: \(m) rows and \(n) columns, \((m * n).shown) numbers")
  if let remark { page.note(remark) }

  //: Here is its top left corner. In most pictures neighbours are alike.
  //: Can this method make use of that? Keep the question for later.
  page.show(
    a[rows: 0..<min(m, 6), columns: 0..<min(n, 6)], "the corner of A")

  //: ## Take it apart
  //:
  //: Every matrix is a product
  //: $$ A = UΣVᵀ $$
  //: The columns of U and of V are orthonormal: each has length 1 and is
  //: at right angles to the others. Σ is diagonal and holds the singular
  //: values σ₁ ≥ σ₂ ≥ … ≥ 0.
  let factors = try svd(a)
  let sigma = factors.singularValues
  page.check("A = UΣVᵀ", factors.reconstructed(), equals: a)
  page.check("the singular values descend", sigma == sigma.sorted(by: >))

  //: Draw them. The axis is logarithmic: equal steps down divide by equal
  //: factors.
  page.plot(
    Chart(
      title: "The spectrum of the picture",
      x: Axis("k"), y: Axis("σₖ", .log), series: [.line("σₖ", sigma)]))

  //: The sum of the squares of all numbers in A is called its *energy*. It
  //: is also the sum of the σᵢ². A picture that is the mean of A
  //: everywhere has mn times the mean squared.
  //:
  //: - Predict: How much of the energy is in the mean alone, and how much
  //:   in the first layer?
  func energy(_ values: some Sequence<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }
  }
  let whole = max(energy(sigma), .leastNormalMagnitude)
  let mean = a.elements.reduce(0, +) / Double(m * n)
  let ofMean = 100 * energy([mean]) * Double(m * n) / whole
  let ofFirst = 100 * energy([sigma[0]]) / whole
  let first = factors.truncated(to: 1).reconstructed().elements
  let darkest = (first.min() ?? 0).shown(decimals: 0)
  let lightest = (first.max() ?? 0).shown(decimals: 0)
  page.reveal(
    "The mean has \(ofMean.shown(decimals: 1)) %, σ₁² has "
      + "\(ofFirst.shown(decimals: 1)) %. The first layer runs from "
      + "\(darkest) to \(lightest).")

  //: It is the best picture in which all rows are alike but for a factor.
  //: An even grey is one such picture, so σ₁ can only be larger.
  page.check(
    "mn · mean² ≤ σ₁², in % of the energy", ofMean,
    atMost: ofFirst * (1 + 1e-12))

  //: What you live on is how the values go on from there. Look half way
  //: down.
  let halfWay = max(0, sigma.count / 2 - 1)
  let second = max(sigma.prefix(2).last ?? 0, 1e-300)
  page.note(
    "Number \(halfWay + 1) of \(sigma.count) values is "
      + "**\((100 * sigma[halfWay] / second).shown(digits: 2)) %** of σ₂.")

  //: - Note: You may read that the values come "mostly sorted", and that Σ
  //:   holds eigenvalues. They are sorted always, by definition. They are
  //:   not eigenvalues of A (numbers λ with Ax = λx): they are the square
  //:   roots of the eigenvalues of AᵀA, and A need not even be square.
  //:
  //: ## Keep k layers
  //:
  //: Written column by column, the product is a sum of layers, each one
  //: column times one row. Stop after k of them:
  //: $$ Aₖ = σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ + … + σₖuₖvₖᵀ = ∑ᵢ≤ₖ σᵢuᵢvᵢᵀ $$
  //: is a matrix of rank k at most.
  //:
  //: This is all of it: the first k columns of U, the first k values, and
  //: the first k columns of V.
  page.source(of: "rankApproximation")
  let kept = try ranks.map { k in try rankApproximation(factors, rank: k) }
  page.pictures(zip(ranks, kept).map { k, image in ("rank \(k)", image) })

  //: Any other k lies between these. Layer by layer the picture fills up.
  page.explore(
    .layers(
      "The sum of the first k layers, and what it lacks",
      factors, of: a, from: ranks[ranks.count / 2]))

  //: With `--out FOLDER` you get them as files, too.
  if let folder = page.option("--out") {
    try page.write(kept, ranks: ranks, beside: picture, in: folder)
    page.note("The pictures are in \(folder).")
  }

  //: ## The table
  //:
  //: A layer needs a column of m numbers, one value and a row of n
  //: numbers. So k layers are k(m + 1 + n) numbers. (Exercise 4.1.) The
  //: rate compares them with the mn numbers of the picture.
  //:
  //: Beside the cost stands the loss. The peak signal-to-noise ratio
  //: compares the mean square error with 255², the square of white, in
  //: decibels. Above 40 dB you hardly see a difference; below 25 dB you
  //: cannot miss it.
  func psnr(
    _ image: Matrix<Double>, of original: Matrix<Double>
  ) -> Double {
    let count = Double(original.elements.count)
    let meanSquare = pow((original - image).frobeniusNorm, 2) / count
    return meanSquare > 0 ? 10 * log10(255 * 255 / meanSquare) : .infinity
  }
  func psnr(_ image: Matrix<Double>) -> Double { psnr(image, of: a) }

  let stored = try ranks.map { k in
    try storedNumbers(factors, rank: k).count
  }
  let rates = stored.map { Double($0) / Double(m * n) }
  let missing = kept.map { a - $0 }
  let spectral = try missing.map { try $0.spectralNorm() }
  let frobenius = missing.map(\.frobeniusNorm)

  page.table(
    "The picture at each rank",
    .integers("rank", ranks),
    .integers("numbers", stored),
    .percents("rate", rates),
    .numbers("PSNR, dB", kept.map(psnr)),
    .numbers("‖A − Aₖ‖₂", spectral, digits: 1),
    .numbers("‖A − Aₖ‖F", frobenius, digits: 1))

  //: - Important: The article prints this table with 50.01 % in its first
  //:   row. The division gives 50.06 %. Its other three rows are right.
  //:   You can check all four, since they depend on the shape alone.
  let printed = [(100, 80_100), (50, 40_050), (30, 24_030), (10, 8_010)]
  for (k, numbers) in printed {
    let ours = k * (400 + 1 + 400)
    let percent = 100 * Double(ours) / (400 * 400)
    let rate = String(format: "%.2f %%", percent)
    page.check("400×400, rank \(k): \(rate)", ours, equals: numbers)
  }

  //: ## The error was known beforehand
  //:
  //: Look at the last two columns. They are no surprise. What you dropped
  //: is a sum of layers too, and its singular values are σₖ₊₁, σₖ₊₂, …. So
  //: the largest stretch of the error and its sum of squares are
  //: $$ ‖A − Aₖ‖₂ = σₖ₊₁ and ‖A − Aₖ‖F² = ∑ᵢ>ₖ σᵢ² $$
  //:
  //: The other half is a theorem: no matrix of rank k comes closer to A.
  //: Eckart and Young proved it in 1936 for the Frobenius norm ‖·‖F, the
  //: root of the sum of squares. Mirsky proved it in 1960 for the spectral
  //: norm ‖·‖₂, the largest stretch, and others. You can choose k from the
  //: spectrum alone, without making a single picture.
  //:
  //: Both hold to rounding error, and rounding is measured by the largest
  //: value σ₁.
  let rounding = 10 * Double(max(m, n)) * .ulpOfOne * sigma[0]
  for (i, k) in ranks.enumerated() {
    let dropped = sigma[k...]
    page.check(
      "rank \(k): ‖A − Aₖ‖₂ = σₖ₊₁", spectral[i],
      equals: dropped.first ?? 0, tolerance: rounding)
    page.check(
      "rank \(k): ‖A − Aₖ‖F = √(σₖ₊₁² + …)", frobenius[i],
      equals: Vector(dropped).norm, tolerance: rounding)
  }

  //: Here is what is missing at one of those ranks. Grey is no error.
  let middle = ranks.count / 2
  let usual = frobenius[middle] / Double(m * n).squareRoot()
  page.picture(
    missing[middle], "A − Aₖ for k = \(ranks[middle])",
    range: .values(-2 * usual, 2 * usual))

  //: And here, point by point, is the square in which most is missing.
  let worst = worstSquare(of: missing[middle], side: 70)
  page.pictures([
    ("A, from \(worst.name)", worst.part(of: a)),
    ("Aₖ for k = \(ranks[middle])", worst.part(of: kept[middle])),
  ])
  page.note(
    "It is \(worst.points * 100 / (m * n)) % of the points, with "
      + "**\((100 * worst.share).shown(decimals: 0)) %** of the error's "
      + "squares.")
  if page.option("--image") == nil && ranks == [100, 50, 30, 10] {
    page.note(
      "It is a leg of the tripod. Upright edges and the smooth sky are "
        + "almost done, the slanted ones are not.")
  }

  //: How many layers are worth keeping? A common rule keeps 90 % of the
  //: energy. (Exercise 4.4.) It sounds strict.
  //:
  //: - Predict: How many of its layers hold 90 % of it?
  let energies = [0.9, 0.99, 0.999]
  let needed = try energies.map { try rankKeeping(energy: $0, of: sigma) }
  let atNeeded = needed.map {
    psnr(factors.truncated(to: $0).reconstructed())
  }

  //: You may want to store the mean as a number of its own, and to apply
  //: the rule to what is left.
  let centred = try svd(a.map { $0 - mean })
  let centredNeeded = try energies.map {
    try rankKeeping(energy: $0, of: centred.singularValues)
  }
  func centredPSNR(_ k: Int) -> Double {
    psnr(centred.truncated(to: k).reconstructed().map { $0 + mean })
  }
  page.table(
    "The rank that keeps a share of the energy",
    .percents("energy", energies, digits: 1),
    .integers("rank", needed),
    .numbers("PSNR, dB", atNeeded),
    .integers("rank, mean taken off", centredNeeded),
    .numbers("PSNR, dB", centredNeeded.map(centredPSNR)))
  page.reveal(
    "\(needed[0]), with \(atNeeded[0].shown(decimals: 1)) dB. With the "
      + "mean taken off the rule asks for \(centredNeeded[0]), with "
      + "\(centredPSNR(centredNeeded[0]).shown(decimals: 1)) dB.")

  //: A share of energy says little about a picture. Where the mean holds
  //: most of it, the rule is content with a blur; without the mean it asks
  //: for more. So look at the decibels.
  //:
  //: Is the picture better for it? The mean and k layers are a matrix of
  //: rank k + 1 at most, so they cannot be nearer to A than Aₖ₊₁. And the
  //: best k layers of A − mean are no worse than the k layers Aₖ₋₁ − mean.
  //: It is the count that changes, not the picture.
  let bounds = ranks.map { k in
    (
      best: Vector(sigma.dropFirst(k + 1)).norm,
      worst: Vector(sigma.dropFirst(k - 1)).norm
    )
  }
  let centredErrors = ranks.map { k in
    Vector(centred.singularValues.dropFirst(k)).norm
  }
  page.check(
    "mean and k layers: no better than Aₖ₊₁, no worse than Aₖ₋₁",
    zip(centredErrors, bounds).allSatisfy { error, bound in
      error >= bound.best - rounding && error <= bound.worst + rounding
    })

  //: ## Count the bytes
  //:
  //: The table counted *numbers*. The picture has 8 bits for each of its
  //: numbers. U, Σ and V hold signed reals, and a real is usually stored
  //: in 32 bits. Four times as much.
  //:
  //: - Important: The article counts these numbers as 8-bit ones. With
  //:   32-bit floats, rank 100 of a 400×400 picture takes 200 % of the
  //:   picture, not 50 %.
  //:
  //: You can have 8 bits, if you scale. Divide a column by its largest
  //: magnitude, multiply by 127, round: now each number is an integer from
  //: −127 to 127. Keep the scale, and count it. The scales of uᵢ and vᵢ
  //: and the value σᵢ multiply into one number for each layer.
  func eightBit(
    _ x: Matrix<Double>, largest: [Double]
  ) -> Matrix<Double> {
    let steps = largest.map { $0 > 0 ? $0 / 127 : 1 }
    let inSteps = x.scalingColumns(by: steps.map { 1 / $0 })
    let integers = inSteps.map { $0.rounded() }
    return integers.scalingColumns(by: steps)
  }

  //: There are three ways to do it: a scale for each column, one scale for
  //: the whole factor, and no scale at all.
  func byColumn(_ x: Matrix<Double>) -> Matrix<Double> {
    let largest = (0..<x.columns).map { j in
      x.column(j).elements.reduce(0) { max($0, abs($1)) }
    }
    return eightBit(x, largest: largest)
  }
  func byFactor(_ x: Matrix<Double>) -> Matrix<Double> {
    let largest = Array(repeating: x.maxNorm, count: x.columns)
    return eightBit(x, largest: largest)
  }
  func unscaled(_ x: Matrix<Double>) -> Matrix<Double> {
    x.map { $0.rounded() }
  }

  //: Pack the same factors in all three ways. Unpack them, and look at the
  //: picture you get.
  func quality(of pack: (Matrix<Double>) -> Matrix<Double>) -> [Double] {
    ranks.map { k in
      let cut = factors.truncated(to: k)
      let packed = SVD(
        u: pack(cut.u), singularValues: cut.singularValues, v: pack(cut.v))
      return psnr(packed.reconstructed())
    }
  }

  let byColumns = quality(of: byColumn)
  // A byte for each entry of uᵢ and vᵢ, and four for the scale of a layer.
  let packedBytes = ranks.map { k in k * (m + n) + 4 * k }
  page.table(
    "The same ranks in bytes; the picture has \((m * n).shown)",
    .integers("rank", ranks),
    .integers("bytes, 32-bit floats", stored.map { 4 * $0 }),
    .numbers("PSNR", kept.map(psnr)),
    .integers("bytes, 8 bits", packedBytes),
    .numbers("PSNR, a scale a column", byColumns),
    .numbers("PSNR, one scale", quality(of: byFactor)),
    .numbers("PSNR, no scale", quality(of: unscaled)))

  //: A scale for each column costs four bytes a layer. What does it lose?
  //: And what survives without one? The entries of a column of length m
  //: and norm 1 are around 1/√m, and below a half they round to zero.
  let lost = zip(kept.map(psnr), byColumns).map { $0 - $1 }
  let unrounded = factors.u.elements.count { abs($0) >= 0.5 }
  let mostLost = lost.filter(\.isFinite).max() ?? 0
  page.note(
    "With a scale a column at most "
      + "**\(mostLost.shown(decimals: 2)) dB** are lost. Of "
      + "\(factors.u.elements.count.shown) entries of U "
      + "**\(unrounded)** survive without one.")

  //: ## Where the saving ends
  //:
  //: The factors are smaller than the picture only while k(m + 1 + n) <
  //: mn. The largest such k is the break-even rank. (Exercise 4.3.) Above
  //: it, factorising makes the data *bigger*. With 32-bit floats, four
  //: bytes for one of the picture's, it is a quarter as high.
  let usualShapes = [
    (rows: 400, columns: 400),
    (rows: 784, columns: 1024), (rows: 1024, columns: 1024),
  ]
  let shapes = (m, n) == (400, 400) ? usualShapes : [(m, n)] + usualShapes
  func limits(bytesPerNumber: Int) throws -> [Int] {
    try shapes.map { shape in
      try breakEvenRank(
        rows: shape.rows, columns: shape.columns,
        bytesPerNumber: bytesPerNumber)
    }
  }
  page.check(
    "400×400 breaks even at rank 199",
    try breakEvenRank(rows: 400, columns: 400, bytesPerNumber: 1),
    equals: 199)

  //: Here is what you store at that rank. Beside it stands how many of
  //: these numbers are free.
  let evenInBytes = try limits(bytesPerNumber: 1)
  let atLimits = zip(shapes, evenInBytes).map { shape, k in
    k * (shape.rows + 1 + shape.columns)
  }
  let freedom = zip(shapes, evenInBytes).map { shape, k in
    k * (shape.rows + shape.columns - k)
  }
  let inPicture = shapes.map { $0.rows * $0.columns }
  page.table(
    "Break-even ranks",
    .texts("shape", shapes.map { "\($0.rows)×\($0.columns)" }),
    .integers("full rank", shapes.map { min($0.rows, $0.columns) }),
    .integers("break-even", evenInBytes),
    .integers("with floats", try limits(bytesPerNumber: 4)),
    .integers("numbers stored", atLimits),
    .integers("numbers in the picture", inPicture),
    .integers("degrees of freedom", freedom))

  //: The last column is smaller than the numbers stored. A matrix of rank
  //: k has only k(m + n − k) degrees of freedom: orthonormal columns are
  //: not free to be anything. The simple way of storing them spends a
  //: little more than it must.
  //:
  //: ## Count the work
  //:
  //: Storing is not all. To see the picture you must multiply the factors
  //: again. One multiply-accumulate is one product added to a sum.
  let rebuilding = ranks.map { k in k * m + k * m * n }
  let fromFactors = ranks.map { k in k * (m + 1 + n) }
  let fromPicture = ranks.map { _ in m * n }
  page.table(
    "Multiply-accumulates",
    .integers("rank", ranks),
    .integers("rebuild the picture", rebuilding),
    .integers("Aₖx from the factors", fromFactors),
    .integers("Ax from the picture", fromPicture))

  //: Reading the plain picture takes none at all. So as a picture format
  //: this is slow. The column Aₖx is why the idea lives on: if all you
  //: need is that product, never rebuild Aₖ. Multiply by Vᵀ, by Σ, by U.
  //: Layers of neural networks are used in just that way.
  //:
  //: ## The first layers without the others
  //:
  //: And taking A apart? All of it costs about 16n³ operations for n×n. If
  //: you want ten layers of 400, that is a waste. Multiply A by a few
  //: random vectors: AΩ, k + p of them for k layers, since some to spare
  //: help. Each of them is turned towards the columns of U whose σ are
  //: large. So AΩ nearly spans the first columns of U, and QR
  //: makes an orthonormal basis Q of it. (Halko, Martinsson and Tropp,
  //: "Finding Structure with Randomness", SIAM Review 2011.)
  //:
  //: Where the values fall slowly, multiply by AAᵀ as well: it makes σ³ of
  //: each σ, so that the first stand out more.
  var generator = SeededGenerator(seed: page.seed)
  func orthonormal(_ x: Matrix<Double>) throws -> Matrix<Double> {
    let factors = try qr(x)
    return factors.q
  }
  func basis(width: Int, powers: Int) throws -> Matrix<Double> {
    let omega = Matrix<Double>.normal(
      rows: n, columns: width, using: &generator)
    var q = try orthonormal(a * omega)
    for _ in 0..<powers {
      let back = try orthonormal(a.transposed * q)
      q = try orthonormal(a * back)
    }
    return q
  }

  //: In that basis A is QᵀA, with a few rows only. Take that apart, cut
  //: after k layers, and go back with Q. (The cut is 4.2.)
  func error(of q: Matrix<Double>, layers k: Int) throws -> Double {
    let small = try svd(q.transposed * a)
    return (a - q * small.truncated(to: k).reconstructed()).frobeniusNorm
  }

  //: - Predict: Ten layers from twenty random vectors and no power: how
  //:   much worse than the best ten?
  let wanted = min(10, sigma.count)
  let width = 2 * wanted
  let tail = Vector(sigma[wanted...]).norm
  let powers = [0, 1, 2]
  let draws = 10
  let bases = try powers.map { power in
    try (0..<draws).map { _ in try basis(width: width, powers: power) }
  }
  func average(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
  let found = try bases.map { some in
    average(try some.map { q in try error(of: q, layers: wanted) })
  }

  //: A power costs two more products with A, each of mn multiply-adds for
  //: each of the vectors. The small factorisations are not counted.
  let least = max(tail, rounding, 1e-300)
  let excess = found.map { max($0 / least - 1, 0) }
  let products = powers.map { (2 + 2 * $0) * m * n * width }
  page.table(
    "\(wanted) layers from \(width) random vectors, \(draws) draws",
    .integers("powers", powers),
    .percents("error above the best", excess),
    .integers("multiply-adds", products))
  let everything = Double(8 * m * n * min(m, n))
  let saved = (everything / Double(products[1])).shown(digits: 2)
  page.reveal(
    "\((100 * excess[0]).shown(decimals: 1)) % without a power, "
      + "\((100 * excess[1]).shown(decimals: 1)) % with one. All layers "
      + "cost \(saved) times the multiply-adds of one power.")

  //: There is a promise, too. On average over Ω, what the k + p columns of
  //: Q miss of A is at most √(1 + k/(p − 1)) times the best error of rank
  //: k (their theorem 10.5). No power is needed for it.
  if wanted > 1 {
    let missed = bases[0].map { q in
      (a - q * (q.transposed * a)).frobeniusNorm
    }
    let spare = Double(width - wanted)
    let factor = (1 + Double(wanted) / (spare - 1)).squareRoot()
    page.check(
      "‖A − QQᵀA‖F within the promise", average(missed),
      atMost: factor * tail + rounding)
  }

  //: ## Full, thin, compact, truncated
  //:
  //: Four forms, three of them exact. You need a matrix that tells them
  //: apart: not square, and of lower rank than it could be. Take the left
  //: half of the picture beside its own mirror image, and leave out the
  //: last quarter of the rows.
  let half = max(1, n / 2)
  let b = Matrix(rows: max(1, 3 * m / 4), columns: 2 * half) { i, j in
    let mirrored = 2 * half - 1 - j
    return a[i, j < half ? j : mirrored]
  }
  let full = try svd(b, .full)
  let thin = try svd(b)
  let rank = thin.rank()
  let compact = thin.truncated(to: rank)
  let truncated = thin.truncated(to: rank / 4)
  page.note(
    "B has \(thin.singularValues.count) singular values. "
      + "Its rank is **\(rank)**.")

  //: Count the numbers of each form, and multiply it out.
  let forms = [full, thin, compact, truncated]
  let numbers = forms.map { form in
    form.u.elements.count + form.singularValues.count
      + form.v.elements.count
  }
  let errors = forms.map { form in
    (b - form.reconstructed()).frobeniusNorm / max(b.frobeniusNorm, 1)
  }
  page.table(
    "B is \(b.shape) and has rank \(rank)",
    .texts("form", ["full", "thin", "compact", "truncated"]),
    .texts("U", forms.map(\.u.shape)),
    .integers("Σ", forms.map(\.singularValues.count)),
    .texts("V", forms.map(\.v.shape)),
    .integers("numbers", numbers),
    .scientific("‖B − UΣVᵀ‖/‖B‖", errors))

  page.check("full is exact", full.reconstructed(), equals: b)
  page.check("thin is exact", thin.reconstructed(), equals: b)
  page.check("compact is exact", compact.reconstructed(), equals: b)

  //: *Full* completes U and V to square matrices; the extra columns meet
  //: only zeros. *Thin* leaves those columns out. *Compact* also leaves
  //: out the values that are zero. All three give B back. Only *truncated*
  //: drops something that counts, and only truncated is an approximation.
  //:
  //: And the rank is not the number of values. It is the number of those
  //: that stand above rounding error. A mirror image adds nothing new.
  //:
  //: ## Where this goes wrong: noise
  //:
  //: Everything so far lived on a spectrum that falls. In noise each point
  //: is drawn at random, so no column helps you to draw the next one.
  let grains = Matrix<Double>.uniform(
    rows: 400, columns: 400, using: &generator)
  let hiss = try svd(grains * 255).singularValues
  page.plot(
    Chart(
      title: "Two spectra, each divided by its σ₁",
      x: Axis("k"), y: Axis("σₖ/σ₁", .log),
      series: [
        .line("the picture", sigma.map { $0 / max(sigma[0], 1e-300) }),
        .line("noise", hiss.map { $0 / hiss[0] }),
      ]))

  //: Noise has a mean as well, and its first value draws it. After that
  //: the values fall slowly. No rank is a good place to stop.
  page.note(
    "Number 200 of 400 values is still "
      + "**\((100 * hiss[199] / hiss[1]).shown(digits: 2)) %** of σ₂.")

  //: ## Where this goes wrong: a turn of the head
  //:
  //: Stripes that stand upright are the easiest picture of all. Every row
  //: is the same row, so one layer draws it, edges and all. Now tilt your
  //: head. Nothing has changed for you.
  func waves(
    turnedBy degrees: Double, _ shape: (Double) -> Double
  ) -> Matrix<Double> {
    let angle = degrees * .pi / 180
    return Matrix(rows: 400, columns: 400) { i, j in
      let across =
        cos(angle) * Double(j - 200) + sin(angle) * Double(i - 200)
      return 127.5 + 127.5 * shape(sin(across / 8))
    }
  }
  func hard(_ wave: Double) -> Double { wave > 0 ? 1 : -1 }
  let upright = waves(turnedBy: 0, hard)
  let tilted = waves(turnedBy: 45, hard)
  page.pictures([("upright", upright), ("turned by 45 degrees", tilted)])

  //: The matrix notices. Rows and columns are directions, and the stripes
  //: no longer follow them. What if the stripes had no edges? Turn the
  //: sine wave itself, and a soft one between the two.
  //:
  //: - Predict: How many layers does the turned sine need?
  let flat = try svd(upright)
  let turned = try svd(tilted)
  let sine = try svd(waves(turnedBy: 45) { $0 })
  let soft = try svd(waves(turnedBy: 45) { tanh(2 * $0) })
  let tries = [1, 3, 11, 51, 101]
  func losses(_ form: SVD<Double>) -> [Double] {
    let values = form.singularValues
    let whole = Vector(values).norm
    return tries.map { k in Vector(values[k...]).norm / whole }
  }
  page.table(
    "What is lost, ‖A − Aₖ‖F/‖A‖F, of stripes of 400×400",
    .integers("k", tries),
    .percents("upright", losses(flat), digits: 1),
    .percents("turned", losses(turned), digits: 1),
    .percents("turned, soft", losses(soft), digits: 1),
    .percents("turned sine", losses(sine), digits: 1))
  page.check("upright stripes have rank 1", flat.rank(), equals: 1)
  page.check("turned stripes need more than 100", turned.rank() > 100)

  //: At which angles?
  for degrees in [20.0, 45, 70] {
    page.check(
      "a sine turned by \(degrees.shown()) degrees has rank 3",
      try waves(turnedBy: degrees) { $0 }.rank(), equals: 3)
  }
  page.reveal(
    "Three, at any angle: two for the wave and one for its mean.")

  //: Why two? sin(x + y) = sin x · cos y + cos x · sin y, and each product
  //: is a column times a row. That explains the stripes. A square wave is
  //: a sum of sines with frequencies 1, 3, 5, … and sizes 1, ⅓, ⅕, …
  //: (Fourier). One layer draws the mean, and two each sine. So after k
  //: layers the first (k − 1)/2 are there, and you can say what is lost.
  func lostAfter(_ sines: Int) -> Double {
    let drawn = (0..<sines).reduce(0.0) {
      $0 + pow(Double(2 * $1 + 1), -2)
    }
    return (0.5 * (1 - 8 / (.pi * .pi) * drawn)).squareRoot()
  }
  let foreseen = tries.prefix(3).map { k in lostAfter((k - 1) / 2) }
  page.check(
    "the loss of turned stripes at k = 1, 3 and 11, foreseen to 1 %",
    Array(losses(turned).prefix(3)), equals: foreseen, tolerance: 0.01)

  //: It falls like 1/√k: that is what a slanted edge costs. The soft
  //: stripes are a sum of sines too, but their sizes fall geometrically,
  //: so a few layers hold them. Smooth functions have low rank, turned or
  //: not. Upright edges cost nothing, slanted ones a lot. Rank measures
  //: how well rows and columns explain a picture, not how simple it is.
  //:
  //: ## Where this goes wrong: neighbours
  //:
  //: Now the question of the beginning. Shuffle the rows of the picture,
  //: and then its columns. No neighbour is what it was.
  //:
  //: - Predict: What happens to the singular values?
  let shuffled = Matrix(rows: m, columns: n) {
    [
      rows = (0..<m).shuffled(using: &generator),
      columns = (0..<n).shuffled(using: &generator)
    ] i, j in a[rows[i], columns[j]]
  }
  let ofShuffled = try svd(shuffled).singularValues
  page.picture(shuffled, "A, its rows and columns shuffled")
  page.check(
    "shuffling changes no singular value", ofShuffled, equals: sigma,
    tolerance: rounding)
  page.reveal("Nothing. They are the same to rounding.")

  //: Shuffling the rows of A shuffles the rows of U, and that is all. So
  //: each Aₖ is as good as before, at the same price. This is the
  //: method's strength: it needs no neighbours, and works for films and
  //: words. For pictures it is its weakness.
  //:
  //: ## What picture formats do
  //:
  //: JPEG cuts the picture into squares of 8×8 and writes each as a sum of
  //: 64 fixed waves (the discrete cosine transform; Wallace, "The JPEG
  //: Still Picture Compression Standard", 1991). Everybody has the waves,
  //: so they need not be stored. Only the weights that are large are.
  //:
  //: Write each square as a row of a matrix P. Its rows in the basis of
  //: the waves are PG, with the orthonormal waves in the columns of G, the
  //: slow ones first, in the order in which a JPEG tells their weights.
  //: (`CosineTransform` is what this kit reads JPEGs by.) The SVD has a
  //: basis for P too, V, made to measure. But that one must be stored.
  //:
  //: - Predict: Which is better for the same number of numbers, the SVD of
  //:   the picture or a basis that was made for no picture at all?
  let side = min(8, m, n)
  let cosines = CosineTransform.waves(side: side)
  let whatFits = ranks.min() ?? 1
  let budget = whatFits * (m + 1 + n)
  func compare(_ x: Matrix<Double>) throws -> [Double] {
    let p = squares(of: x, side: side)
    let made = try svd(p)
    let learnt = budget / (p.rows + p.columns + 1)
    let whole = try svd(x).truncated(to: whatFits).reconstructed()
    let images = [
      firstWeights(p, made.v, learnt),
      firstWeights(p, cosines, budget / p.rows),
      largestWeights(p, made.v, (budget - made.v.elements.count) / 2),
      largestWeights(p, cosines, budget / 2),
    ]
    return [psnr(whole, of: x)] + images.map { psnr($0, of: p) }
  }

  //: Keep the first weights of every square, or the largest wherever they
  //: are. Then the place of each must be stored, and is counted as a
  //: number: half as many weights. The same for the shuffled picture.
  let ofPicture = try compare(a)
  let ofShuffle = try compare(shuffled)
  page.table(
    "\(budget.shown) numbers, PSNR in dB",
    .texts(
      "method",
      [
        "SVD, rank \(whatFits)", "squares: V, the first weights",
        "squares: waves, the first", "squares: V, the largest",
        "squares: waves, the largest",
      ]),
    .numbers("the picture", ofPicture),
    .numbers("shuffled", ofShuffle))
  func gain(_ some: [Double], _ from: Int, _ to: Int) -> Double {
    some[from] == some[to] ? 0 : some[to] - some[from]
  }
  let ahead = gain(ofPicture, 0, 4)
  let shuffledAhead = gain(ofShuffle, 0, 4)
  page.reveal(
    "The fixed waves, with places, are "
      + "\(abs(ahead).shown(decimals: 1)) dB "
      + (ahead > 0 ? "ahead of" : "behind") + " the SVD of the picture. "
      + "Shuffled, they are "
      + "\(abs(shuffledAhead).shown(decimals: 1)) dB "
      + (shuffledAhead > 0 ? "ahead." : "behind."))

  //: Where does the difference come from? Three steps lead from one to the
  //: other: squares in place of whole rows, waves in place of V, and a
  //: choice of places.
  let steps = [(0, 1), (1, 2), (2, 4)].map { from, to in
    let step = gain(ofPicture, from, to)
    return (step < 0 ? "−" : "+") + abs(step).shown(decimals: 1)
  }
  page.note(
    "Squares \(steps[0]) dB, waves \(steps[1]) dB, places "
      + "\(steps[2]) dB. With V the choice of places gives "
      + "\(ofPicture[3].shown(decimals: 1)) dB: all of V must be stored "
      + "for it.")

  //: So it is not that the waves draw a square better than V: with the
  //: first weights no basis beats V but by what V costs.
  page.note(
    ahead > 0
      ? "A format gains from looking at neighbours, and from a free "
        + "choice among many waves that nobody has to store."
      : "This picture is none that a format for photographs is made for.")

  //: What stays is the method. Where rows and columns mean something
  //: (users and films, words and texts, the weights between two layers of
  //: a network) the same few lines compress, clean up and explain.
  //:
  //: ## How few, then?
  let best = kept.map(psnr)
  let good = zip(ranks, best).filter { $0.1 >= 25 }.map(\.0).min()
  page.note(
    good.map { k in
      let rate = 100 * Double(k * (m + 1 + n)) / Double(m * n)
      return "Of the ranks that you tried, \(k) is the least with 25 dB: "
        + "\(rate.shown(decimals: 1)) % as many numbers as the picture."
    } ?? "None of the ranks that you tried reaches 25 dB.")

  //: The singular values told you so beforehand, and no other matrix of
  //: that rank is nearer. But rank does not see neighbours nor turned
  //: edges, and a format that does may need far fewer numbers.
  page.predictions()

  //: ## Your turn
  //:
  //: Four exercises belong to this lesson. Write them in
  //: `Exercises/04-ImageCompression.swift` and grade them with `swift test
  //: --filter ImageCompression`.
  //:
  //: - **4.1** write down the numbers that k layers are stored as (the
  //:   table, bytes, what picture formats do);
  //: - **4.2** rebuild a matrix from its first k layers (all pictures
  //:   here, also those from a random basis);
  //: - **4.3** find the rank from which no byte is saved;
  //: - **4.4** choose a rank by its energy (also with the mean taken off).
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: ImageCompression`.
  //:
  //: Here a matrix was a picture. In the next lesson it is a layer of a
  //: network: `swift run NetworkCompression`.
}

//: ## Behind the page
//:
//: Which options there are, and which picture is read.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--image", value: "FILE",
      help: "another PNG, JPEG, PGM or PPM picture"),
    .init(
      "--size", value: "N",
      help: "its longest side at most, in points; 0 for all of it; "
        + "unless given, as small as a page of seconds needs"),
    .init(
      "--ranks", value: "LIST", default: "100,50,30,10",
      help: "the ranks to show"),
    .init("--out", value: "FOLDER", help: "where to write them as PNG"),
  ]
}

//: A large picture is made smaller, and the page says so.
func chosenPicture(
  _ page: Page
) throws -> (picture: Picture, remark: String?) {
  let file = page.option("--image")
  let read = try file.map { try Picture(contentsOf: $0) }
  let picture = try read ?? BundledPicture.camera.load()
  let (width, height) = (picture.width, picture.height)
  let scale = try reduction(picture, page)
  guard scale < 1 else { return (picture, nil) }
  let reduced = picture.reduced(
    width: max(1, Int((Double(width) * scale).rounded())),
    height: max(1, Int((Double(height) * scale).rounded())))
  let cost = PageCost(width: width, height: height)
  let remark =
    "The picture has \(width)×\(height) points. For all of them this "
    + "page takes about \(cost.seconds.shown(digits: 2)) s and "
    + "\(cost.gigabytes.shown(digits: 2)) GB; `--size 0` does that. "
    + "Here are \(reduced.width)×\(reduced.height), each the mean of "
    + "those that it covers."
  return (reduced, remark)
}

//: What the page costs: it takes the picture apart four times, about 16n³
//: operations each for n×n, and holds some twenty matrices of its size.
//: The numbers were measured on two cores.
struct PageCost {
  let width: Int
  let height: Int

  var seconds: Double { 4.5e-9 * work }
  var gigabytes: Double { 175e-9 * Double(width) * Double(height) }
  private var work: Double {
    Double(width) * Double(height) * Double(min(width, height))
  }

  /// What to scale both sides by for a page of some five seconds.
  var comfortable: Double { min(1, pow(4e8 / work, 1.0 / 3)) }
}

//: A longest side that was asked for holds; else a large picture is made
//: as small as a page that one waits for needs it.
func reduction(_ picture: Picture, _ page: Page) throws -> Double {
  let (width, height) = (picture.width, picture.height)
  guard page.option("--size") != nil else {
    return PageCost(width: width, height: height).comfortable
  }
  let size = try page.integer("--size", in: 0...Picture.pixelLimit)
  guard size > 0 else { return 1 }
  return min(1, Double(size) / Double(max(width, height)))
}

//: And how the pictures become files, which is tried before the page
//: begins.
func checkFolder(_ page: Page, _ ranks: [Int]) throws {
  guard let folder = page.option("--out") else { return }
  try Folder.create(at: folder)
  for name in ["original"] + ranks.map({ "rank-\($0)" }) {
    try Picture.checkWritable(
      at: "\(folder)/\(name).png", replacing: page.replacement)
  }
}

extension Page {
  func write(
    _ images: [Matrix<Double>], ranks: [Int], beside original: Picture,
    in folder: String
  ) throws {
    let originals = [("original", original)]
    let kept = zip(ranks, images).map { rank, image in
      ("rank-\(rank)", Picture(grey: image))
    }
    for (name, picture) in originals + kept {
      try picture.write(
        to: "\(folder)/\(name).png", replacing: replacement)
    }
  }
}

//: A part of a picture, and its share of a sum of squares.
struct Part {
  let rows: Range<Int>
  let columns: Range<Int>
  var share = 0.0

  var points: Int { rows.count * columns.count }
  var name: String {
    "row \(rows.lowerBound) and column \(columns.lowerBound)"
  }
  func part(of picture: Matrix<Double>) -> Matrix<Double> {
    picture[rows: rows, columns: columns]
  }
}

//: The square in which an error has the most squares; steps of a quarter
//: of its side are fine enough.
func worstSquare(of error: Matrix<Double>, side: Int) -> Part {
  func ranges(_ size: Int) -> [Range<Int>] {
    let length = min(side, size)
    let step = max(1, length / 4)
    return stride(from: 0, through: size - length, by: step)
      .map { $0..<$0 + length }
  }
  var parts = ranges(error.rows).flatMap { rows in
    ranges(error.columns).map { Part(rows: rows, columns: $0) }
  }
  let all = max(error.frobeniusNorm, .leastNormalMagnitude)
  for i in parts.indices {
    parts[i].share = pow(parts[i].part(of: error).frobeniusNorm / all, 2)
  }
  return parts.max { $0.share < $1.share } ?? parts[0]
}

//: The squares of a picture, one a row; what is left over at its right and
//: lower border is left out.
func squares(of picture: Matrix<Double>, side: Int) -> Matrix<Double> {
  let across = picture.columns / side
  return Matrix(
    rows: picture.rows / side * across, columns: side * side
  ) { square, point in
    picture[
      square / across * side + point / side,
      square % across * side + point % side]
  }
}

//: The rows of p from their first weights in an orthonormal basis, and
//: from the largest weights of all rows.
func firstWeights(
  _ p: Matrix<Double>, _ basis: Matrix<Double>, _ count: Int
) -> Matrix<Double> {
  let part = basis.firstColumns(min(count, basis.columns))
  return (p * part) * part.transposed
}

func largestWeights(
  _ p: Matrix<Double>, _ basis: Matrix<Double>, _ count: Int
) -> Matrix<Double> {
  let weights = p * basis
  let sizes = weights.elements.map { abs($0) }.sorted()
  guard count > 0 else { return p * 0 }
  let limit = sizes[max(sizes.count - count, 0)]
  return weights.map { abs($0) >= limit ? $0 : 0 } * basis.transposed
}
