//: # How few numbers draw a photograph?
//:
//: A grey photograph is a matrix: one number for each point, 0 for black
//: and 255 for white. The singular value decomposition writes that matrix
//: as a sum of layers, the strongest first. Keep the first few layers,
//: drop the others, and you have compressed the picture.
//:
//: The lesson follows the article "SVD (Singular Vector Decomposition)
//: with AI" as lesson 1 did, up to its table of compression rates.
//:
//: You will see
//: - the photograph at four ranks, and the table of what each one costs;
//: - that the error is known before anybody looks at it: it is the part
//:   you dropped;
//: - the cost in numbers, in bytes and in work, and the rank from which
//:   you save nothing;
//: - two pictures that this method cannot compress.
//:
//: `ImageCompressionExercises` brings the functions of this lesson's
//: exercises. This page runs on the reference solutions. `swift run course
//: mine ImageCompression` puts yours in their place.
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
  let picture = try chosenPicture(page.option("--image"))
  let a = picture.grey
  let m = a.rows
  let n = a.columns
  let ranks = try page.integers("--ranks", in: 1...min(m, n))
  page.picture(a, "A: \(m) rows and \(n) columns, \(m * n) numbers")

  //: Here is its top left corner. Compression is about this: neighbours
  //: are alike.
  page.show(
    a[rows: 0..<min(m, 6), columns: 0..<min(n, 6)], "the corner of A")

  //: ## Take it apart
  //:
  //: Every matrix is a product A = UΣVᵀ. The columns of U and of V are
  //: orthonormal. Σ is diagonal and holds the singular values σ₁ ≥ σ₂ ≥ …
  //: ≥ 0.
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

  //: In a photograph the first value towers above the others. It draws
  //: little more than the mean brightness. After it the values keep
  //: falling, and that fall is what you live on.
  //:
  //: - Note: You may read that the values come "mostly sorted", and that Σ
  //:   holds eigenvalues. They are sorted always, by definition. They are
  //:   not eigenvalues of A: they are the square roots of the eigenvalues
  //:   of AᵀA, and A need not even be square.
  //:
  //: ## Keep k layers
  //:
  //: Written column by column, the product is a sum of layers: A = σ₁u₁v₁ᵀ
  //: + σ₂u₂v₂ᵀ + …. Each layer is one column times one row. Stop after k
  //: of them and you have Aₖ, a matrix of rank k at most.
  //:
  //: This is all of it: the first k columns of U, the first k values, and
  //: the first k columns of V.
  page.source(of: "rankApproximation")
  let kept = try ranks.map { k in try rankApproximation(factors, rank: k) }
  page.pictures(zip(ranks, kept).map { k, image in ("rank \(k)", image) })

  //: With `--out FOLDER` you get them as files, too.
  if let folder = page.option("--out") {
    try write(kept, ranks: ranks, beside: picture, in: folder)
    page.note("The pictures are in \(folder).")
  }

  //: ## The table
  //:
  //: A layer needs a column of m numbers, one value and a row of n
  //: numbers. So k layers are k(m + 1 + n) numbers. The rate compares them
  //: with the mn numbers of the picture.
  //:
  //: Beside the cost stands the loss. The peak signal-to-noise ratio
  //: compares the mean square error with 255², the square of white, in
  //: decibels. Above 40 dB you hardly see a difference; below 25 dB you
  //: cannot miss it.
  func psnr(_ image: Matrix<Double>) -> Double {
    let meanSquare = pow((a - image).frobeniusNorm, 2) / Double(m * n)
    return meanSquare > 0 ? 10 * log10(255 * 255 / meanSquare) : .infinity
  }

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
  //: the largest stretch of the error is σₖ₊₁, and the root of its sum of
  //: squares is √(σₖ₊₁² + σₖ₊₂² + …).
  //:
  //: The other half is a theorem: no matrix of rank k comes closer to A.
  //: Eckart and Young proved it in 1936 for the Frobenius norm, Mirsky in
  //: 1960 for both. You can choose k from the spectrum alone, without
  //: making a single picture.
  //:
  //: Both hold to rounding error, and rounding is measured by the largest
  //: value σ₁.
  let rounding = Double(max(m, n)) * .ulpOfOne * sigma[0]
  for (i, k) in ranks.enumerated() {
    let dropped = sigma[k...]
    page.check(
      "rank \(k): ‖A − Aₖ‖₂ = σₖ₊₁", spectral[i],
      equals: dropped.first ?? 0, tolerance: rounding)
    page.check(
      "rank \(k): ‖A − Aₖ‖F = √(σₖ₊₁² + …)", frobenius[i],
      equals: Vector(dropped).norm, tolerance: rounding)
  }

  //: Here is what is missing at one of those ranks. Grey is no error. Look
  //: along the coat and the tripod: an edge needs many layers, a smooth
  //: sky needs few.
  let middle = ranks.count / 2
  let usual = frobenius[middle] / Double(m * n).squareRoot()
  page.picture(
    missing[middle], "A − Aₖ for k = \(ranks[middle])",
    range: .values(-2 * usual, 2 * usual))

  //: How many layers are worth keeping? A common rule keeps 90 % of the
  //: *energy*, the sum of the squares σᵢ². It sounds strict.
  let energies = [0.9, 0.99, 0.999]
  let needed = try energies.map { try rankKeeping(energy: $0, of: sigma) }
  page.table(
    "The rank that keeps a share of the energy, of \(sigma.count)",
    .percents("energy", energies, digits: 1),
    .integers("rank", needed))

  //: It is not. The mean brightness alone carries most of the energy of a
  //: photograph, so the rule is content with a blur. Subtract the mean
  //: first, or look at the decibels.
  //:
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
      x.column(j).reduce(0) { max($0, abs($1)) }
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

  // A byte for each entry of uᵢ and vᵢ, and four for the scale of a layer.
  let packedBytes = ranks.map { k in k * (m + n) + 4 * k }
  page.table(
    "The same ranks in bytes; the picture has \(m * n)",
    .integers("rank", ranks),
    .integers("bytes, 32-bit floats", stored.map { 4 * $0 }),
    .numbers("PSNR", kept.map(psnr)),
    .integers("bytes, 8 bits", packedBytes),
    .numbers("PSNR, a scale a column", quality(of: byColumn)),
    .numbers("PSNR, one scale", quality(of: byFactor)),
    .numbers("PSNR, no scale", quality(of: unscaled)))

  //: A scale for each column costs almost nothing and loses almost
  //: nothing. Without a scale there is no picture left: the entries of an
  //: orthonormal column of length 400 are around 1/20, and they round to
  //: zero.
  //:
  //: ## Where the saving ends
  //:
  //: The factors are smaller than the picture only while k(m + 1 + n) <
  //: mn. The largest such k is the break-even rank. Above it, factorising
  //: makes the data *bigger*. With 32-bit floats, four bytes for one of
  //: the picture's, it is a quarter as high.
  let shapes = [
    (rows: m, columns: n), (rows: 400, columns: 400),
    (rows: 784, columns: 1024), (rows: 1024, columns: 1024),
  ]
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
  var generator = SeededGenerator(seed: page.seed)
  let grains = Matrix<Double>.uniform(
    rows: 400, columns: 400, using: &generator)
  let hiss = try svd(grains * 255).singularValues
  page.plot(
    Chart(
      title: "Two spectra, each divided by its σ₁",
      x: Axis("k"), y: Axis("σₖ/σ₁", .log),
      series: [
        .line("the picture", sigma.map { $0 / sigma[0] }),
        .line("noise", hiss.map { $0 / hiss[0] }),
      ]))

  //: Noise has a mean as well, and its first value draws it. After that
  //: the values hardly fall at all. No rank is a good place to stop.
  //:
  //: ## Where this goes wrong: a turn of the head
  //:
  //: Stripes that stand upright are the easiest picture of all. Every row
  //: is the same row, so one layer draws it. Now tilt your head. Nothing
  //: has changed for you.
  func stripes(turnedBy degrees: Double) -> Matrix<Double> {
    let angle = degrees * .pi / 180
    return Matrix(rows: 400, columns: 400) { i, j in
      let right = Double(j - 200)
      let down = Double(i - 200)
      let across = cos(angle) * right + sin(angle) * down
      return sin(across / 8) > 0 ? 255 : 0
    }
  }
  let upright = stripes(turnedBy: 0)
  let tilted = stripes(turnedBy: 45)
  page.pictures([("upright", upright), ("turned by 45 degrees", tilted)])

  //: The matrix notices. Rows and columns are directions, and the stripes
  //: no longer follow them.
  let flat = try svd(upright)
  let turned = try svd(tilted)
  let tries = [1, 2, 10, 50, 100]
  let triedRates = tries.map { k in
    Double(k * (400 + 1 + 400)) / (400 * 400)
  }
  func losses(_ values: [Double]) -> [Double] {
    tries.map { k in Vector(values[k...]).norm / Vector(values).norm }
  }
  page.table(
    "What is lost, ‖A − Aₖ‖F/‖A‖F, of three pictures of 400×400",
    .integers("k", tries),
    .percents("rate", triedRates, digits: 1),
    .percents("upright stripes", losses(flat.singularValues), digits: 1),
    .percents("turned stripes", losses(turned.singularValues), digits: 1),
    .percents("noise", losses(hiss), digits: 1))
  page.check("upright stripes have rank 1", flat.rank(), equals: 1)
  page.check("turned stripes need more than 100", turned.rank() > 100)

  //: Rank is not invariant to rotation. It measures how well rows and
  //: columns explain a picture, not how simple the picture is. That is why
  //: picture formats do not use it.
  //:
  //: What stays is the method. Where rows and columns mean something
  //: (users and films, words and texts, the weights between two layers of
  //: a network) the same few lines compress, clean up and explain.
  //:
  //: ## Your turn
  //:
  //: Four exercises belong to this lesson. Write them in
  //: `Exercises/04-ImageCompression.swift` and grade them with `swift test
  //: --filter ImageCompression`.
  //:
  //: - **4.1** write down the numbers that k layers are stored as;
  //: - **4.2** rebuild a matrix from its first k layers;
  //: - **4.3** find the rank from which no byte is saved;
  //: - **4.4** choose a rank by its energy.
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
      "--image", value: "FILE", help: "another PGM, PPM or PNG picture"),
    .init(
      "--ranks", value: "LIST", default: "100,50,30,10",
      help: "the ranks to show"),
    .init("--out", value: "FOLDER", help: "where to write them as PNG"),
  ]
}

func chosenPicture(_ file: String?) throws -> Picture {
  let read = try file.map { try Picture(contentsOf: $0) }
  return try read ?? BundledPicture.camera.load()
}

//: And how the pictures become files.
func write(
  _ images: [Matrix<Double>], ranks: [Int], beside original: Picture,
  in folder: String
) throws {
  try Folder.create(at: folder)
  try original.write(to: "\(folder)/original.png")
  for (k, image) in zip(ranks, images) {
    try Picture(grey: image).write(to: "\(folder)/rank-\(k).png")
  }
}
