//: # Which layers are noise?
//:
//: Take a photograph in the dark and each point is off by a little, at
//: random. The picture is a sum of layers, σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ + …. If the
//: picture is in the strong layers and the noise in the weak ones, then
//: dropping the weak ones removes the noise. How much of this is true?
//:
//: You will see
//: - the spectrum of noise, known before the noise is drawn;
//: - that noise is in every layer, also in the strong ones;
//: - where to cut when nobody gives you the clean picture, and why to
//:   shrink is better than to cut;
//: - a plain blur beside it all, as the control;
//: - a film of 100 frames, where nothing comes near this method.
import Coursework
import Datasets
import Foundation
import LinearAlgebra
import LowRank
import Notebook
import Workbench

lesson(
  "Denoising",
  summary: "Which layers of a noisy matrix to trust",
  options: [
    .init(
      "--image", value: "FILE", help: "another PGM, PPM or PNG picture"),
    .init(
      "--noise", value: "σ", default: "25",
      help: "the deviation of the noise, of 255 grey levels"),
  ]
) { page in
  //: ## A picture and its noise
  //:
  //: A is the clean picture. E holds independent normal numbers of mean 0
  //: and standard deviation σ, one for each point. All you are given is
  //: Y = A + E.
  let sigma = try page.number("--noise")
  guard (0.1...1000).contains(sigma) else {
    throw UsageError(
      option: "--noise", expected: "a number from 0.1 to 1000",
      found: page.option("--noise") ?? "")
  }
  let a =
    try page.option("--image").map { try Picture(contentsOf: $0).grey }
    ?? BundledPicture.camera.load().grey
  let (m, n) = (a.rows, a.columns)
  let count = min(m, n)
  var generator = SeededGenerator(seed: page.seed)
  let z = Matrix<Double>.normal(rows: m, columns: n, using: &generator)
  let e = z * sigma
  let y = a + e
  page.pictures([("A, clean", a), ("Y, noisy", y)])

  //: Y is not clamped to 0 … 255, and no result below is. Clamping would
  //: make the noise depend on the picture, and its mean would no longer be
  //: 0. Only the drawing on this page cuts off what a screen cannot show.
  let found = e.frobeniusNorm / Double(m * n).squareRoot()
  let doubt = sigma * 6 / Double(2 * m * n).squareRoot()
  page.check(
    "the deviation is σ, within six standard errors",
    residual: abs(found - sigma), atMost: doubt)

  //: ## The spectrum of noise
  //:
  //: What are the singular values of E? You know them beforehand. The
  //: *Marchenko–Pastur law* says how they are distributed, from σ and the
  //: shape alone. They end at the *edge*, σ(√m + √n).
  let answers = DenoisingAnswers.inUse
  let noise = try WhiteNoise(rows: m, columns: n, deviation: sigma)
  let edge = try answers.noiseEdge(m, n, sigma)
  let factors = try svd(y)
  let values = factors.singularValues
  let ofNoise = try svd(e).singularValues
  let ofPicture = try svd(a).singularValues
  let top = 1.2 * max(edge, values[0])
  let places = (1...count).map(Double.init)
  page.plot(
    Chart(
      title: "Three spectra",
      x: Axis("k"), y: Axis("σₖ", .log, range: edge / 100...top),
      series: [
        .line("clean A", ofPicture),
        .line("noisy Y", values),
        .line("noise E", ofNoise),
        .line("the edge", places, places.map { _ in edge }),
      ]))
  page.check("the edge", edge, equals: noise.edge)

  //: How safe is the edge? Normal noise exceeds it by 6σ less often than
  //: once in sixty million draws (Davidson and Szarek, 2001).
  page.check(
    "no value of E exceeds the edge + 6σ", ofNoise[0] <= edge + 6 * sigma)
  let law = noise.expectedValues
  let some = [1, 2, 5, 10, 20, 50, 100, 200, 400].filter { $0 <= count }
  page.table(
    "The noise that was drawn, and the law",
    .integers("k", some),
    .numbers("σₖ of E", some.map { ofNoise[$0 - 1] }, digits: 1),
    .numbers("by the law", some.map { law[$0 - 1] }, digits: 1),
    .numbers("σₖ of A", some.map { ofPicture[$0 - 1] }, digits: 1),
    .numbers("σₖ of Y", some.map { values[$0 - 1] }, digits: 1))

  //: White noise has no favourite direction. Its layers differ in strength,
  //: but slowly, and none of them is empty.
  let quarter = max(1, count / 4)
  func energy(_ values: some Sequence<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }
  }
  let share = energy(ofNoise[..<quarter]) / energy(ofNoise)
  page.note(
    """
    The top \(quarter) of the \(count) layers of E hold \
    **\((100 * share).shown(decimals: 1)) %** of the noise.
    """)

  //: ## Each value has two parts
  //:
  //: The layers of Y are what you have. Look from layer k of Y at the two
  //: parts of Y: σₖ = uₖᵀYvₖ = uₖᵀAvₖ + uₖᵀEvₖ. The first part is picture,
  //: the second is noise.
  let (u, v) = (factors.u, factors.v)
  let picturePart = (u.transposed * a * v).diagonal
  let noisePart = (u.transposed * e * v).diagonal
  page.table(
    "What is in the layers of Y",
    .integers("k", some),
    .numbers("σₖ", some.map { values[$0 - 1] }, digits: 1),
    .numbers("picture", some.map { picturePart[$0 - 1] }, digits: 1),
    .numbers("noise", some.map { noisePart[$0 - 1] }, digits: 1))
  page.check(
    "picture + noise = σₖ",
    zip(picturePart, noisePart).map { $0 + $1 }, equals: values,
    tolerance: 100 * Double(max(m, n)) * .ulpOfOne * values[0])

  //: - Important: The article says that noise sits "in the directions of
  //:   the smaller singular values". It is in all of them. It *dominates*
  //:   the small ones, for the picture leaves them almost empty. That is
  //:   what a cut makes use of. And the noise that is in the layers you
  //:   keep stays there.
  //:
  //: ## Keep k layers
  //:
  //: How close is the sum of dₖuₖvₖᵀ to A, for any numbers dₖ? No picture
  //: needs to be made to say it. Each dₖ that differs from the picture
  //: part costs the square of the difference. The rest is out of reach of
  //: any choice: the directions uₖ and vₖ themselves are wrong.
  let reached = try factors.reconstructed(with: picturePart)
  let outOfReach = energy((a - reached).elements)
  func decibels(_ squaredError: Double) -> Double {
    10 * log10(255 * 255 * Double(m * n) / squaredError)
  }
  func psnr(_ d: [Double]) -> Double {
    decibels(outOfReach + energy(zip(d, picturePart).map { $0 - $1 }))
  }
  func psnr(_ image: Matrix<Double>) -> Double {
    decibels(energy((image - a).elements))
  }
  page.check(
    "the long way gives the same", psnr(y), equals: psnr(values),
    tolerance: 1e-6)

  //: Now cut after each rank from 0 to the last, and compare with A.
  func cut(_ k: Int) -> [Double] {
    values.indices.map { $0 < k ? values[$0] : 0 }
  }
  let curve = (0...count).map { psnr(cut($0)) }
  let best = curve.indices.max { curve[$0] < curve[$1] } ?? 0
  page.plot(
    Chart(
      title: "Quality after each cut",
      x: Axis("k"), y: Axis("PSNR, dB"),
      series: [
        .line("Yₖ against A", (0...count).map(Double.init), curve),
        .scatter("the best", [Double(best)], [curve[best]]),
      ]))
  page.note(
    """
    The best rank is **\(best)**, with \(curve[best].shown(decimals: 2)) \
    dB. The noisy picture has \(curve[count].shown(decimals: 2)) dB.
    """)

  //: A layer is worth keeping where its picture part is more than half of
  //: σₖ. With less, dropping it does less harm than its noise. But who
  //: could know that rank? It took the clean picture to find it. Whoever
  //: peeks like that is called an *oracle*.
  //:
  //: ## Where to cut, without the oracle
  //:
  //: At the edge? A layer just outside it carries signal, but its vectors
  //: are mostly noise. Gavish and Donoho (2014) found where keeping begins
  //: to pay: at λ(β)·σ·√max(m, n), with β the shorter side over the longer
  //: one and λ(1) = 4/√3.
  let threshold = try answers.hardThreshold(m, n, sigma)
  page.check(
    "the threshold", threshold, equals: noise.hardThreshold,
    tolerance: 1e-12 * threshold)

  //: And if nobody tells you σ? Most of the values belong to the noise, so
  //: look at the one in the middle. Compare it with the median of the law.
  let estimate = try answers.noiseDeviation(
    values, m, n, noise.law.median)
  let guessed = try WhiteNoise(
    estimatedFrom: values, rows: m, columns: n)
  page.check(
    "the estimate", estimate, equals: guessed.deviation,
    tolerance: 1e-12 * estimate)
  page.note(
    """
    Estimated from the median: σ = **\(estimate.shown(decimals: 2))**. \
    True: \(sigma.shown()).
    """)

  //: The median assumes a signal of low rank. The fine detail of a
  //: photograph is spread over all of its layers, and this rule takes it
  //: for noise. Let it estimate the clean picture, where there is none.
  let none = try answers.noiseDeviation(
    ofPicture, m, n, noise.law.median)
  page.note("Of A itself it says σ = \(none.shown(decimals: 2)).")

  //: ## Shrink
  //:
  //: Cutting leaves the values that stay as they are. But they are too
  //: large, by their noise part. Draw what there is, σₖ, against what there
  //: should be, the picture part. Then three rules: to cut at the
  //: threshold; to subtract the same number from all (*soft
  //: thresholding*); and the optimal rule of Gavish and Donoho (2017),
  //: which for a square matrix is √(σₖ² − 4nσ²).
  let shrunk = try answers.shrunkValues(values, m, n, sigma)
  let tau = noise.softThreshold(for: values)
  let soft = softThresholded(values, by: tau)
  let shown = 3 * edge
  let grid = (0...120).map { shown * Double($0) / 120 }
  let seen = values.indices.filter { values[$0] <= shown }
  page.plot(
    Chart(
      title: "What becomes of a singular value",
      x: Axis("σₖ of Y", range: 0...shown),
      y: Axis("new value", range: 0...shown),
      series: [
        .scatter(
          "picture part", seen.map { values[$0] },
          seen.map { picturePart[$0] }),
        .line("cut", grid, grid.map { $0 > threshold ? $0 : 0 }),
        .line("soft", grid, softThresholded(grid, by: tau)),
        .line("optimal", grid, noise.shrunk(grid)),
      ]))
  page.check("shrunk", shrunk, equals: noise.shrunk(values))

  //: The soft threshold needs a number. Stein's formula estimates the
  //: error of each from Y and σ alone; the least one was taken (Candès,
  //: Sing-Long and Trzasko, 2013).
  //:
  //: ## The control
  //:
  //: What would somebody do who has never heard of singular values? Replace
  //: each point by the mean of itself and its eight neighbours. A blur
  //: knows one thing that no spectrum knows: that neighbours are alike.
  let blurred = boxBlurred(y)
  let rules: [(String, [Double])] = [
    ("nothing: Y itself", values),
    ("cut: 90 % of the energy", cut(energyRank(of: values, keeping: 0.9))),
    (
      "cut: 99 % of the energy", cut(energyRank(of: values, keeping: 0.99))
    ),
    ("cut: at the elbow", cut(elbowRank(of: values))),
    ("cut: at the edge", cut(thresholdRank(of: values, above: edge))),
    ("cut: threshold", cut(thresholdRank(of: values, above: threshold))),
    (
      "cut: threshold, σ estimated",
      cut(thresholdRank(of: values, above: guessed.hardThreshold))
    ),
    ("cut: the oracle's rank", cut(best)),
    ("soft thresholding", soft),
    ("optimal shrinkage", shrunk),
    ("optimal shrinkage, σ estimated", guessed.shrunk(values)),
    ("the oracle's values", picturePart),
  ]
  page.table(
    "Every rule, at σ = \(sigma.shown())",
    .texts("rule", rules.map(\.0) + ["3×3 blur"]),
    .integers("layers", rules.map { $0.1.count { $0 != 0 } }),
    .numbers("PSNR, dB", rules.map { psnr($0.1) } + [psnr(blurred)]))

  //: The oracle's values are the picture parts themselves. With the noisy
  //: vectors, nothing can do better. Compare that line with the last one.
  let limit = psnr(picturePart)
  page.note(
    psnr(blurred) > limit
      ? "Here the blur beats even that: **no rule for the values wins**."
      : "Here the oracle beats the blur.")
  page.pictures([
    ("cut at the threshold", try answers.hardThresholded(y, threshold)),
    ("optimal shrinkage", try factors.reconstructed(with: shrunk)),
    ("3×3 blur", blurred),
  ])

  //: ## At which noise does the blur win?
  //:
  //: Run it at several levels: the same picture, the same draw of noise,
  //: made weaker and stronger. A second control, of 5×5 points, is there
  //: for the strong ones.
  let levels: [Double] = [5, 10, 15, 25, 50, 100]
  var runs: [[Double]] = []
  for level in page.progress("noise levels", of: levels) {
    let noisy = a + z * level
    let here = try WhiteNoise(rows: m, columns: n, deviation: level)
    let parts = try svd(noisy)
    let sigmas = parts.singularValues
    let hard = sigmas.map { $0 > here.hardThreshold ? $0 : 0 }
    runs.append([
      psnr(try parts.reconstructed(with: hard)),
      psnr(try parts.reconstructed(with: here.shrunk(sigmas))),
      psnr(boxBlurred(noisy)), psnr(boxBlurred(noisy, reach: 2)),
    ])
  }
  page.table(
    "PSNR in dB, by the level of noise",
    .numbers("σ", levels, digits: 0),
    .numbers("threshold", runs.map { $0[0] }),
    .numbers("shrinkage", runs.map { $0[1] }),
    .numbers("3×3 blur", runs.map { $0[2] }),
    .numbers("5×5 blur", runs.map { $0[3] }))
  let lost = levels.indices.filter {
    max(runs[$0][2], runs[$0][3]) > max(runs[$0][0], runs[$0][1])
  }
  page.note(
    lost.isEmpty
      ? "No blur wins at any of these levels."
      : """
      A blur wins at σ = \
      \(lost.map { levels[$0].shown() }.joined(separator: ", ")).
      """)

  //: So do not clean photographs like this. It is a good place to *see*
  //: the method, and a poor one to use it.
  //:
  //: ## A case that suits it: a film
  //:
  //: Point a camera at a scene that stands still, and let two lamps flicker
  //: on its left and on its right. Write each frame as one row. Every row
  //: is a mixture of the same two pictures, so the film has rank 2, however
  //: rich the scene is. Here are 100 frames of 50×50 points, with σ = 25.
  let scene = try BundledPicture.camera.load().grey
  let small = Matrix(rows: 50, columns: 50) { i, j in
    scene[rows: 8 * i..<8 * i + 8, columns: 8 * j..<8 * j + 8]
      .elements.reduce(0, +) / 64
  }
  let film = Matrix(rows: 100, columns: 2500) { t, point in
    let side = Double(point % 50) / 49
    let left = 0.55 + 0.45 * sin(Double(t) / 6)
    let right = 0.55 + 0.45 * cos(Double(t) / 4)
    return small[point / 50, point % 50]
      * (left * (1 - side) + right * side)
  }
  let grain = Matrix<Double>.normal(
    rows: 100, columns: 2500, using: &generator)
  let noisyFilm = film + grain * 25
  let filmNoise = try WhiteNoise(rows: 100, columns: 2500, deviation: 25)
  let filmFactors = try svd(noisyFilm)
  let filmValues = filmFactors.singularValues
  let filmEdge = filmNoise.edge
  page.plot(
    Chart(
      title: "The spectrum of the noisy film",
      x: Axis("k"), y: Axis("σₖ", .log),
      series: [
        .scatter("noisy film", (1...100).map(Double.init), filmValues),
        .line("the edge", [1, 100], [filmEdge, filmEdge]),
      ]))
  let kept = thresholdRank(of: filmValues, above: filmNoise.hardThreshold)
  page.check("two layers stand above the threshold", kept, equals: 2)

  //: The controls: a blur of each frame by itself, and the mean of all
  //: frames. The mean removes noise, and the flicker with it.
  func frame(_ film: Matrix<Double>, _ t: Int) -> Matrix<Double> {
    Matrix(rows: 50, columns: 50, elements: film.row(t).elements)
  }
  func filmPSNR(_ result: Matrix<Double>) -> Double {
    10 * log10(255 * 255 * 250_000 / energy((result - film).elements))
  }
  let blurredFilm = Matrix(
    rows: 100, columns: 2500,
    elements: (0..<100).flatMap {
      boxBlurred(frame(noisyFilm, $0)).elements
    })
  let mean = Matrix(rows: 100, columns: 100, repeating: 0.01) * noisyFilm
  let cleaned = try answers.hardThresholded(
    noisyFilm, filmNoise.hardThreshold)
  let results = [noisyFilm, blurredFilm, mean, cleaned].map(filmPSNR)
  page.table(
    "The film",
    .texts(
      "by", ["nothing", "3×3 blur", "mean of all frames", "two layers"]),
    .numbers("PSNR, dB", results))
  page.pictures([
    ("a clean frame", frame(film, 20)),
    ("noisy", frame(noisyFilm, 20)),
    ("3×3 blur", frame(blurredFilm, 20)),
    ("two layers", frame(cleaned, 20)),
  ])
  page.check(
    "the two layers win by 8 dB",
    results[3] > max(results[0], results[1], results[2]) + 8)

  //: That is the right use: many looks at few things. Sensors, spectra,
  //: genes, scans of one brain.
  //:
  //: ## Where this goes wrong: the shorter side
  //:
  //: The threshold grows with the *longer* side. With √min(m, n) it falls
  //: into the noise. Here is a matrix of 100×400 and rank 3, in noise of
  //: σ = 1.
  let signal =
    Matrix<Double>.normal(rows: 100, columns: 3, using: &generator)
    * Matrix<Double>.normal(rows: 3, columns: 400, using: &generator)
  let speck = Matrix<Double>.normal(
    rows: 100, columns: 400, using: &generator)
  let wide = try svd(signal + speck).singularValues
  let right = try answers.hardThreshold(100, 400, 1)
  let half = right * (100.0 / 400).squareRoot()
  page.table(
    "A matrix of rank 3",
    .texts("threshold with", ["√max(m, n)", "√min(m, n)"]),
    .numbers("threshold", [right, half], digits: 1),
    .integers(
      "layers kept",
      [right, half].map { thresholdRank(of: wide, above: $0) }))
  page.check(
    "√max keeps 3", thresholdRank(of: wide, above: right), equals: 3)
  page.check(
    "√min keeps over 50", thresholdRank(of: wide, above: half) > 50)

  //: ## Where this goes wrong: too weak to be seen
  //:
  //: Hide one layer of value s in noise. Below s = σ(mn)^¼ it leaves no
  //: trace, however you look: the first layer of Y has nothing to do with
  //: it. Above, theory says how much of u₁ is right: for a square matrix
  //: 1 − x⁻², with x the value s over that limit.
  let dust = Matrix<Double>.normal(
    rows: 200, columns: 200, using: &generator)
  let strengths = [0.5, 1, 1.25, 1.5, 2, 3]
  let faint = try WhiteNoise(rows: 200, columns: 200, deviation: 1)
  let line = Vector(repeatElement(0.005.squareRoot(), count: 200))
  let looks = try strengths.map { x -> (first: Double, right: Double) in
    let s = x * faint.detectionLimit / 200
    let hidden = try svd(dust.map { $0 + s })
    let cosine = hidden.u.column(0).dot(line)
    return (hidden.singularValues[0] / faint.edge, cosine * cosine)
  }
  let theory = strengths.map { $0 > 1 ? 1 - 1 / ($0 * $0) : 0 }
  page.table(
    "One layer hidden in noise of 200×200",
    .numbers("x", strengths),
    .numbers("σ₁ of Y over the edge", looks.map(\.first), digits: 3),
    .percents("of u₁ is right", looks.map(\.right), digits: 0),
    .percents("in theory", theory, digits: 0))
  page.check(
    "at x = 3, within a tenth", looks[5].right, equals: theory[5],
    tolerance: 0.1)

  //: ## Where this goes wrong: nothing to cut
  //:
  //: Some pictures are rough by themselves: gravel, leaves, cloth. Take a
  //: texture whose points differ with deviation 60, and add noise of 25.
  let texture = Matrix<Double>.normal(
    rows: 200, columns: 200, using: &generator)
  let rough = try svd(texture * 60 + dust * 25)
  let tries = [20, 50, 100, 150, 200]
  let errors = tries.map { k in
    let image = rough.truncated(to: k).reconstructed()
    return (image - texture * 60).frobeniusNorm / 200
  }
  page.table(
    "Root mean square error of the texture",
    .integers("layers kept", tries), .numbers("error", errors))
  page.check("every cut made it worse", errors == errors.sorted(by: >))

  //: - Important: Another of the articles says that truncation improves
  //:   accuracy, and that it suits noisy data. It does where signal and
  //:   noise lie apart in the spectrum, as in the film. Where they do not,
  //:   it removes both.
  //:
  //: ## Your turn
  //:
  //: Five exercises belong to this lesson. Write them in
  //: `Exercises/06-Denoising.swift` and grade them with `swift test
  //: --filter Denoising`.
  //:
  //: - **6.1** say where the spectrum of noise ends;
  //: - **6.2** compute the threshold of Gavish and Donoho;
  //: - **6.3** estimate the noise from the median;
  //: - **6.4** keep the layers above a threshold;
  //: - **6.5** shrink the values.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: Denoising`, or on a picture of your own with `--image FILE`.
  //:
  //: The next lesson lets a network guess what truncation dropped: `swift
  //: run Distillation`.
  if let provenance = Workbench.provenance { page.note(provenance) }
}
