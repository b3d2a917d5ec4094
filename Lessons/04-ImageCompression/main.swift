//: # How few numbers draw a photograph?
//:
//: A grey photograph is a matrix: one number for each point, 0 for black
//: and 255 for white. The singular value decomposition writes that matrix
//: as a sum of layers, the strongest first. Keep the first few layers,
//: drop the others, and you have compressed the picture.
//:
//: You will see
//: - the photograph at four ranks, and the table of what each one costs;
//: - that the error is known before anybody looks at it: it is the part
//:   you dropped;
//: - the cost in numbers, in bytes and in work, and the rank from which
//:   you save nothing;
//: - two pictures that this method cannot compress.
//:
//: Three modules do the heavy work. `Workbench` holds the functions that
//: you write yourself in the exercises of this lesson; until you do, the
//: reference solutions stand in.
import Coursework
import Datasets
import Foundation
import LinearAlgebra
import Notebook
import Workbench

lesson(
  "ImageCompression",
  summary: "How few numbers draw a photograph?",
  options: [
    .init(
      "--image", value: "FILE", help: "another picture (PGM, PPM or PNG)"),
    .init(
      "--ranks", value: "LIST", help: "the ranks to show (100,50,30,10)"),
    .init(
      "--out", value: "FOLDER", help: "write the pictures there as PNG"),
  ]
) { page in
  //: ## The picture is a matrix
  let picture =
    try page.option("--image").map { try Picture(contentsOf: $0) }
    ?? BundledPicture.camera.load()
  let a = picture.grey
  let (m, n) = (a.rows, a.columns)
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

  //: Draw them. The axis is logarithmic: each step down is a tenth of the
  //: one above.
  page.plot(
    Chart(
      title: "The spectrum of the picture",
      x: Axis("k"), y: Axis("σₖ", .log), series: [.line("σₖ", sigma)]))

  //: In a photograph the first value towers above the others. It draws
  //: little more than the mean brightness. After it the values fall
  //: quickly, and that fall is what you live on.
  //:
  //: - Note: Articles say that the values come "mostly sorted", and that Σ
  //:   holds eigenvalues. They are sorted always, by definition. They are
  //:   not eigenvalues of A: they are the square roots of the eigenvalues
  //:   of AᵀA, and A need not even be square.
  //:
  //: ## Keep k layers
  //:
  //: Written column by column, the product is a sum of layers: A = σ₁u₁v₁ᵀ
  //: + σ₂u₂v₂ᵀ + …. Each layer is one column times one row. Stop after k
  //: of them and you have Aₖ, a matrix of rank k.
  let answers = ImageCompressionAnswers.inUse
  let fitting = [100, 50, 30, 10].filter { $0 <= min(m, n) }
  let ranks =
    page.isGiven("--ranks")
    ? try page.integers("--ranks", in: 1...min(m, n))
    : fitting.isEmpty ? [min(m, n)] : fitting
  let kept = try ranks.map { try answers.rankApproximation(factors, $0) }
  page.pictures(zip(ranks, kept).map { ("rank \($0)", $1) })

  if let folder = page.option("--out") {
    try picture.write(to: "\(folder)/original.png")
    for (k, image) in zip(ranks, kept) {
      try Picture(grey: image).write(to: "\(folder)/rank-\(k).png")
    }
    page.note("The pictures are in \(folder).")
  }

  //: ## The table
  //:
  //: A layer needs a column of m numbers, one value and a row of n
  //: numbers. So k layers are k(m + 1 + n) numbers. The rate compares them
  //: with the mn numbers of the picture.
  //:
  //: Beside the cost stands the loss. The peak signal-to-noise ratio
  //: compares the mean square error with white, 255, in decibels. Above 40
  //: dB you hardly see a difference; below 25 dB you cannot miss it.
  func psnr(_ approximation: Matrix<Double>) -> Double {
    let meanSquare =
      pow((a - approximation).frobeniusNorm, 2) / Double(m * n)
    return meanSquare > 0 ? 10 * log10(255 * 255 / meanSquare) : .infinity
  }
  let losses = kept.map { a - $0 }
  let spectral = try losses.map { try $0.spectralNorm() }
  let stored = try ranks.map { try answers.storedNumbers(m, n, $0) }

  page.table(
    "The picture at each rank",
    ["rank", "numbers", "rate", "PSNR, dB", "‖A − Aₖ‖₂", "‖A − Aₖ‖F"],
    ranks.indices.map { i -> [TableCell] in
      [
        .integer(ranks[i]), .integer(stored[i]),
        .percent(Double(stored[i]) / Double(m * n), digits: 2),
        .number(psnr(kept[i]), digits: 2), .number(spectral[i], digits: 1),
        .number(losses[i].frobeniusNorm, digits: 1),
      ]
    })

  //: - Important: One article prints this table with 50.01 % in its first
  //:   row. The division gives 50.06 %. Its other three rows are right.
  //:   You can check all four, since they depend on the shape alone.
  let printed = [(100, 80_100), (50, 40_050), (30, 24_030), (10, 8_010)]
  for (k, numbers) in printed {
    let rate = try Double(answers.storedNumbers(400, 400, k)) / 160_000
    page.check(
      "400×400 at rank \(k): \(numbers) numbers, "
        + String(format: "%.2f %%", 100 * rate),
      try answers.storedNumbers(400, 400, k) == numbers)
  }

  //: ## The error was known beforehand
  //:
  //: Look at the last two columns. They are no surprise. What you dropped
  //: is a sum of layers too, and its singular values are σₖ₊₁, σₖ₊₂, …. So
  //: the largest stretch of the error is σₖ₊₁, and the root of its sum of
  //: squares is √(σₖ₊₁² + σₖ₊₂² + …).
  //:
  //: Eckart and Young proved the other half in 1936: no matrix of rank k
  //: comes closer to A, in either norm. You can choose k from the spectrum
  //: alone, without making a single picture.
  for (i, k) in ranks.enumerated() {
    let next = k < sigma.count ? sigma[k] : 0
    let tail = Vector(sigma[k...]).norm
    let frobenius = losses[i].frobeniusNorm
    page.check("rank \(k): ‖A − Aₖ‖₂ = σₖ₊₁", spectral[i], equals: next)
    page.check(
      "rank \(k): ‖A − Aₖ‖F = √(σₖ₊₁² + …)", frobenius, equals: tail)
  }

  //: Here is what is missing at one of those ranks. Grey is no error. The
  //: edges stand out: an edge needs many layers, a smooth sky needs few.
  let middle = ranks.count / 2
  page.picture(
    losses[middle], "A − Aₖ for k = \(ranks[middle])", range: .signed)

  //: How many layers are worth keeping? A common rule keeps 90 % of the
  //: *energy*, the sum of the squares σᵢ². It sounds strict.
  for energy in [0.9, 0.99, 0.999] {
    let k = try answers.rankKeeping(energy, sigma)
    page.note(
      "\(energy * 100) % of the energy: rank \(k) of \(sigma.count)")
  }

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
  //: - Important: The article labels its column "# of 8-bit". With 32-bit
  //:   floats, rank 100 of a 400×400 picture takes 200 % of the picture,
  //:   not 50 %.
  //:
  //: You can have 8 bits, if you scale. Divide a column by its largest
  //: magnitude, multiply by 127, round: now each number is an integer from
  //: −127 to 127. Keep the scale, and count it. The scales of uᵢ and vᵢ
  //: and the value σᵢ multiply into one number for each layer.
  func largest(_ column: Vector<Double>) -> Double {
    column.reduce(0) { max($0, abs($1)) }
  }
  func eightBit(_ x: Matrix<Double>, _ scales: [Double]) -> Matrix<Double>
  {
    let scales = scales.map { $0 > 0 ? $0 / 127 : 1 }
    return x.scalingColumns(by: scales.map { 1 / $0 })
      .map { $0.rounded() }
      .scalingColumns(by: scales)
  }
  func rebuilt(_ k: Int, _ pack: (Matrix<Double>) -> Matrix<Double>)
    -> Matrix<Double>
  {
    let cut = factors.truncated(to: k)
    return SVD(
      u: pack(cut.u), singularValues: cut.singularValues, v: pack(cut.v)
    )
    .reconstructed()
  }

  //: Three ways to pack the same factors: a scale for each column, one
  //: scale for the whole factor, and no scale at all.
  page.table(
    "The same ranks in bytes (the picture itself: \(m * n))",
    [
      "rank", "bytes as floats", "PSNR", "bytes in 8 bits",
      "PSNR, a scale a column",
      "PSNR, one scale", "PSNR, no scale",
    ],
    ranks.indices.map { i -> [TableCell] in
      let k = ranks[i]
      let columnwise = rebuilt(k) { x in
        eightBit(x, (0..<k).map { largest(x.column($0)) })
      }
      let together = rebuilt(k) { x in
        eightBit(x, Array(repeating: x.maxNorm, count: k))
      }
      let unscaled = rebuilt(k) { x in x.map { $0.rounded() } }
      return [
        .integer(k), .integer(4 * stored[i]),
        .number(psnr(kept[i]), digits: 2),
        .integer(k * (m + n) + 4 * k),
        .number(psnr(columnwise), digits: 2),
        .number(psnr(together), digits: 2),
        .number(psnr(unscaled), digits: 2),
      ]
    })

  //: A scale for each column costs almost nothing and loses almost
  //: nothing. Without a scale there is no picture left: the entries of an
  //: orthonormal column of length 400 are around 1/20, and they round to
  //: zero.
  //:
  //: ## Where the saving ends
  //:
  //: The factors are smaller than the picture only while k(m + 1 + n) <
  //: mn. The largest such k is the break-even rank. Above it, factorising
  //: makes the data *bigger*.
  page.table(
    "Break-even ranks",
    [
      "shape", "full rank", "break-even", "numbers at break-even", "of",
      "degrees of freedom",
    ],
    try [(400, 400), (784, 1024), (1024, 1024), (m, n)].map {
      rows, columns in
      let k = try answers.breakEvenRank(rows, columns)
      return [
        .text("\(rows)×\(columns)"), .integer(min(rows, columns)),
        .integer(k),
        .integer(try answers.storedNumbers(rows, columns, k)),
        .integer(rows * columns),
        .integer(k * (rows + columns - k)),
      ]
    })
  let square = try answers.breakEvenRank(400, 400)
  page.check("400×400 breaks even at rank 199", square == 199)

  //: The last column is smaller than the numbers stored. A matrix of rank
  //: k has only k(m + n − k) degrees of freedom: orthonormal columns are
  //: not free to be anything. The simple way of storing them spends a
  //: little more than it must.
  //:
  //: ## Count the work
  //:
  //: Storing is not all. To see the picture you must multiply the factors
  //: again. One multiply-accumulate is one product added to a sum.
  page.table(
    "Multiply-accumulates",
    [
      "rank", "rebuild the picture", "Aₖx from the factors",
      "Ax from the picture",
    ],
    ranks.map { k -> [TableCell] in
      [
        .integer(k), .integer(k * m + k * m * n),
        .integer(k * (m + 1 + n)),
        .integer(m * n),
      ]
    })

  //: Reading the plain picture takes none at all. So as a picture format
  //: this is slow as well as large. The second column is why the idea
  //: lives on: if all you need is the product Aₖx, never rebuild Aₖ.
  //: Multiply by Vᵀ, by Σ, by U. Layers of neural networks are used in
  //: just that way.
  //:
  //: ## Full, thin, compact, truncated
  //:
  //: Four names, three of them exact. You need a matrix that tells them
  //: apart: not square, and of lower rank than it could be. Take the left
  //: half of the picture beside its own mirror image, and leave out the
  //: last quarter of the rows.
  let half = max(1, n / 2)
  let b = Matrix(rows: max(1, 3 * m / 4), columns: 2 * half) { i, j in
    a[i, j < half ? j : 2 * half - 1 - j]
  }
  let full = try svd(b, .full)
  let thin = try svd(b)
  let rank = try b.rank()
  let compact = thin.truncated(to: rank)
  let truncated = thin.truncated(to: max(1, rank / 4))
  let forms = [
    ("full", full), ("thin", thin), ("compact", compact),
    ("truncated", truncated),
  ]
  page.table(
    "B is \(b.shape), of rank \(rank)",
    ["form", "U", "Σ", "V", "numbers", "‖B − UΣVᵀ‖/‖B‖"],
    forms.map { name, form -> [TableCell] in
      let vectors = form.u.elements.count + form.v.elements.count
      let numbers = vectors + form.singularValues.count
      let error =
        (b - form.reconstructed()).frobeniusNorm / b.frobeniusNorm
      return [
        .text(name), .text(form.u.shape),
        .integer(form.singularValues.count),
        .text(form.v.shape), .integer(numbers), .scientific(error),
      ]
    })
  page.check("thin is exact", thin.reconstructed(), equals: b)
  page.check("compact is exact", compact.reconstructed(), equals: b)

  //: *Full* completes U and V to square matrices; the extra columns meet
  //: only zeros. *Thin* leaves those columns out. *Compact* also leaves
  //: out the values that are zero. All three give B back. Only *truncated*
  //: drops something that counts, and only truncated is an approximation.
  //:
  page.note(
    "B has \(thin.singularValues.count) singular values. Its rank is \(rank)."
  )

  //: The rank is not the number of values. It is the number of those that
  //: stand above rounding error. A mirror image adds nothing new.
  //:
  //: ## Where this goes wrong: noise
  //:
  //: Everything so far lived on the falling spectrum. Noise has none. Each
  //: point is drawn at random, so no column helps you to draw the next
  //: one.
  var generator = SeededGenerator(seed: page.seed)
  let noise =
    Matrix<Double>.uniform(rows: 400, columns: 400, using: &generator)
    * 255
  let hiss = try svd(noise).singularValues
  page.plot(
    Chart(
      title: "Two spectra, each divided by its σ₁",
      x: Axis("k"), y: Axis("σₖ/σ₁", .log),
      series: [
        .line("the picture", sigma.map { $0 / sigma[0] }),
        .line("noise", hiss.map { $0 / hiss[0] }),
      ]))

  //: ## Where this goes wrong: a turn of the head
  //:
  //: Stripes that stand upright are the easiest picture of all. Every row
  //: is the same row, so one layer draws it. Now tilt your head. Nothing
  //: has changed for you.
  func stripes(turnedBy degrees: Double) -> Matrix<Double> {
    let angle = degrees * .pi / 180
    return Matrix(rows: 400, columns: 400) { i, j in
      let across =
        cos(angle) * Double(j - 200) + sin(angle) * Double(i - 200)
      return sin(across / 8) > 0 ? 255 : 0
    }
  }
  let upright = stripes(turnedBy: 0)
  let tilted = stripes(turnedBy: 45)
  page.pictures([("upright", upright), ("turned by 45 degrees", tilted)])

  //: The matrix notices. Rows and columns are directions, and the stripes
  //: no longer follow them.
  let turned = try svd(tilted).singularValues
  func relativeError(_ values: [Double], _ k: Int) -> Double {
    Vector(values[k...]).norm / Vector(values).norm
  }
  let flat = try svd(upright).singularValues
  page.table(
    "Relative error ‖A − Aₖ‖F/‖A‖F of 400×400 pictures",
    ["k", "rate", "upright stripes", "turned stripes", "noise"],
    try [1, 2, 10, 50, 100].map { k -> [TableCell] in
      [
        .integer(k),
        .percent(
          Double(try answers.storedNumbers(400, 400, k)) / 160_000,
          digits: 1),
        .scientific(relativeError(flat, k)),
        .scientific(relativeError(turned, k)),
        .scientific(relativeError(hiss, k)),
      ]
    })
  page.check("upright stripes have rank 1", try upright.rank() == 1)
  page.check("turned stripes do not", try tilted.rank() > 100)

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
  //: - **4.1** count the numbers that k layers take;
  //: - **4.2** rebuild a matrix from its first k layers;
  //: - **4.3** find the break-even rank;
  //: - **4.4** choose a rank by its energy.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: ImageCompression`.
  if let provenance = Workbench.provenance { page.note(provenance) }
}
