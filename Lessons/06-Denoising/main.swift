//: # Which layers are noise?
//:
//: Take a photograph in the dark, and each point is off by a little, at
//: random. The picture is a sum of layers, σ₁u₁v₁ᵀ + σ₂u₂v₂ᵀ + …. If the
//: picture is in the strong layers and the noise in the weak ones, then
//: dropping the weak ones removes the noise. How much of this is true?
//:
//: You will see
//: - the spectrum of noise, known before the noise is drawn;
//: - that noise is in every layer, also in the strong ones;
//: - where to cut when nobody gives you the clean picture, and what is
//:   gained by shrinking instead;
//: - a plain blur beside it all, as the control;
//: - a film of 100 frames, where nothing comes near this method.
import Datasets
import DenoisingExercises
import Foundation
import LinearAlgebra
import LowRank
import Notebook

lesson(
  "Denoising",
  summary: "Which layers of a noisy matrix to trust",
  options: [
    .init(
      "--image", value: "FILE", help: "another PGM, PPM or PNG picture"),
    .init(
      "--noise", value: "σ", default: "25",
      help: "its deviation, 0.1 to 1000 grey levels"),
  ]
) { page in
  //: ## A picture and its noise
  //:
  //: A is the clean picture. E holds independent normal numbers of mean 0
  //: and standard deviation σ, one for each point. All you are given is Y
  //: = A + E.
  let sigma = try page.number("--noise", in: 0.1...1000)
  let a =
    try page.option("--image").map { try Picture(contentsOf: $0).grey }
    ?? BundledPicture.camera.load().grey
  let (m, n) = (a.rows, a.columns)
  let count = min(m, n)
  var generator = SeededGenerator(seed: page.seed)
  func draw(_ rows: Int, _ columns: Int) -> Matrix<Double> {
    .normal(rows: rows, columns: columns, using: &generator)
  }
  let z = draw(m, n)
  let e = z * sigma
  let y = a + e
  page.pictures([("A, clean", a), ("Y, noisy", y)])

  //: Y is not clamped to 0 … 255, and no result below is. Clamping would
  //: make the noise depend on the picture, and its mean would no longer be
  //: 0. Only the drawing on this page cuts off what a screen cannot show.
  //:
  //: ## The spectrum of noise
  //:
  //: What are the singular values of E? You know them beforehand. The
  //: *Marchenko–Pastur law* says how they are distributed, from σ and the
  //: shape alone. They end at the *edge*, σ(√m + √n).
  let noise = try WhiteNoise(rows: m, columns: n, deviation: sigma)
  let edge = noise.edge
  let factors = try svd(y)
  let values = factors.singularValues
  let ofNoise = try svd(e).singularValues
  let ofPicture = try svd(a).singularValues
  let top = 1.2 * max(edge, values[0])
  page.plot(
    Chart(
      title: "Three spectra",
      x: Axis("k"), y: Axis("σₖ", .log, range: edge / 100...top),
      series: [
        .line("clean A", ofPicture),
        .line("noisy Y", values),
        .line("noise E", ofNoise),
        .line("the edge", [1, Double(count)], [edge, edge]),
      ]))
  let multiples = try multiplesOfEdge(
    y, rowDeviations: Array(repeating: sigma, count: m))
  page.check(
    "the values as multiples of the edge", multiples,
    equals: values.map { $0 / edge }, tolerance: 1e-9 * values[0] / edge)

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

  //: White noise has no favourite direction. Its layers differ in
  //: strength, but slowly.
  let quarter = max(1, count / 4)
  func energy(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }
  let share = energy(Array(ofNoise[..<quarter])) / energy(ofNoise)
  page.note(
    "The top \(quarter) of its \(count) layers hold "
      + "**\((100 * share).shown(decimals: 1)) %** of the noise.")

  //: ## Each value has two parts
  //:
  //: The layers of Y are what you have. Look from layer k of Y at the two
  //: parts of Y: σₖ = uₖᵀYvₖ = uₖᵀAvₖ + uₖᵀEvₖ. The first part is picture,
  //: the second is noise.
  func along(_ x: Matrix<Double>) -> [Double] {
    (factors.u.transposed * x * factors.v).diagonal
  }
  let (picturePart, noisePart) = (along(a), along(e))
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

  //: - Important: The article on the decomposition says that noise is
  //:   concentrated in the directions of the smaller singular values. It
  //:   is in all of them. It *dominates* the small ones, where the picture
  //:   has little to say. A cut makes use of that. But the noise in the
  //:   layers that you keep stays there.
  //:
  //: ## Keep k layers
  //:
  //: How close is the sum of dₖuₖvₖᵀ to A, for any numbers dₖ? No picture
  //: needs to be made to say it. Each dₖ that differs from the picture
  //: part costs the square of the difference. The rest is out of reach of
  //: any choice: the directions uₖ and vₖ themselves are wrong.
  let reached = try factors.reconstructed(with: picturePart)
  let outOfReach = energy((a - reached).elements)
  func psnr(_ d: [Double]) -> Double {
    let reachable = energy(zip(d, picturePart).map { $0 - $1 })
    return peakSignalToNoise(
      meanSquare: (outOfReach + reachable) / Double(m * n))
  }
  func psnr(_ image: Matrix<Double>) -> Double {
    peakSignalToNoise(of: image, against: a)
  }

  //: Now cut after each rank from 0 to the last, and compare with A.
  func first(_ k: Int) -> [Double] {
    values.indices.map { $0 < k ? values[$0] : 0 }
  }
  let curve = (0...count).map { psnr(first($0)) }
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
    "The best rank is **\(best)**: \(curve[best].shown(decimals: 2)) dB. "
      + "The noisy picture has \(curve[count].shown(decimals: 2)) dB.")

  //: A layer is worth keeping where its picture part is more than half of
  //: σₖ. But it took the clean picture to find that rank. Whoever peeks
  //: like this is called an *oracle*.
  //:
  //: ## Where to cut, without the oracle
  //:
  //: At the edge? A layer just outside it carries signal, but its vectors
  //: are mostly noise. Gavish and Donoho (2014) found where keeping begins
  //: to pay: at λ(β)·σ·√max(m, n), with β the shorter side over the longer
  //: one and λ(1) = 4/√3. That is where the picture part of a layer, which
  //: the rule below tells from its value alone, has become half of it.
  let threshold = try hardThreshold(rows: m, columns: n, deviation: sigma)
  page.check("the threshold", threshold, equals: noise.hardThreshold)

  //: And if nobody tells you σ? Most of the values belong to the noise, so
  //: look at the one in the middle. Compare it with the median of the law.
  let mu = noise.law.median
  let estimate = try noiseDeviation(
    singularValues: values, rows: m, columns: n, lawMedian: mu)
  let blind = try WhiteNoise(estimatedFrom: values, rows: m, columns: n)
  page.check("the estimate", estimate, equals: blind.deviation)
  page.note(
    "From the median: σ = **\(estimate.shown(decimals: 2))**. "
      + "True: \(sigma.shown()).")

  //: That assumes a signal of low rank. The fine detail of a photograph is
  //: spread over all of its layers, and the rule takes it for noise. Let
  //: it judge A itself, where there is none.
  let none = try noiseDeviation(
    singularValues: ofPicture, rows: m, columns: n, lawMedian: mu)
  page.note("Of A it says σ = **\(none.shown(decimals: 2))**.")

  //: ## Shrink
  //:
  //: A cut does not touch the values that it keeps. But most are too
  //: large, by their noise part. Draw what there is, σₖ, against what
  //: there should be, the picture part. Then draw three rules: to cut at
  //: the threshold; to subtract one number from all (*soft thresholding*);
  //: and the optimal rule of Gavish and Donoho (2017), which for a square
  //: matrix is √(σₖ² − 4nσ²).
  let shrunk = try shrunkValues(
    values, rows: m, columns: n, deviation: sigma)
  let tau = noise.softThreshold(for: values)
  let soft = softThresholded(values, by: tau)
  let grid = (0...120).map { edge * Double($0) / 40 }
  page.plot(
    Chart(
      title: "What becomes of a singular value",
      x: Axis("σₖ of Y", range: 0...3 * edge),
      y: Axis("new value", range: 0...3 * edge),
      series: [
        .scatter("picture part", values, picturePart),
        .line("cut", grid, grid.map { $0 > threshold ? $0 : 0 }),
        .line("soft", grid, softThresholded(grid, by: tau)),
        .line("optimal", grid, noise.shrunk(grid)),
      ]))
  page.check(
    "shrunk", shrunk, equals: noise.shrunk(values),
    tolerance: 1e-8 * values[0])

  //: Which number does soft thresholding subtract? Stein's formula
  //: estimates the error of each from Y and σ alone, and the best was
  //: taken (Candès, Sing-Long and Trzasko, 2013). The optimal rule has no
  //: such number. It leaves strong layers alone and lets weak ones fade.
  //:
  //: ## The control
  //:
  //: What would you do if you had never heard of singular values? Replace
  //: each point by the mean of itself and its eight neighbours. A blur
  //: knows one thing that no spectrum knows: neighbours are alike.
  let blurred = boxBlurred(y)
  func above(_ limit: Double) -> [Double] {
    first(thresholdRank(of: values, above: limit))
  }
  let softest = (0...100)
    .map { softThresholded(values, by: edge * Double($0) / 100) }
    .max { psnr($0) < psnr($1) }
  let rules: [(String, [Double])] = [
    ("nothing: Y itself", values),
    ("cut: 90 % energy", first(energyRank(of: values, keeping: 0.9))),
    ("cut: 99 % energy", first(energyRank(of: values, keeping: 0.99))),
    ("cut: at the elbow", first(elbowRank(of: values))),
    ("cut: at the edge", above(edge)),
    ("cut: threshold", above(threshold)),
    ("cut: threshold, σ estimated", above(blind.hardThreshold)),
    ("cut: the oracle's rank", first(best)),
    ("soft: by Stein's formula", soft),
    ("soft: the oracle's number", softest ?? soft),
    ("optimal shrinkage", shrunk),
    ("optimal shrinkage, σ estimated", blind.shrunk(values)),
    ("the oracle's values", picturePart),
  ]
  page.table(
    "Every rule, at σ = \(sigma.shown())",
    .texts("rule", rules.map(\.0) + ["3×3 blur"]),
    .integers("layers", rules.map { $0.1.count { $0 != 0 } }),
    .numbers("PSNR, dB", rules.map { psnr($0.1) } + [psnr(blurred)]))

  //: The oracle's values are the picture parts themselves. With these
  //: vectors no values can do better. Compare that line with the last one.
  page.note(
    psnr(blurred) > psnr(picturePart)
      ? "Here the blur beats even that: **no rule can win**."
      : "Here the oracle's values beat the blur.")
  page.check(
    "the blur, in decibels below the oracle's values",
    try decibelsBelowOracle(blurred, noisy: y, clean: a),
    equals: psnr(picturePart) - psnr(blurred), tolerance: 1e-6)
  page.pictures([
    ("cut at the threshold", try hardThresholded(y, threshold: threshold)),
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
    let shrunk = here.shrunk(parts.singularValues)
    runs.append([
      psnr(try hardThresholded(noisy, threshold: here.hardThreshold)),
      psnr(try parts.reconstructed(with: shrunk)),
      psnr(boxBlurred(noisy)), psnr(boxBlurred(noisy, reach: 2)),
    ])
  }
  let names = ["threshold", "shrinkage", "3×3 blur", "5×5 blur"]
  let winners = runs.map { run in
    zip(run, names).max { $0.0 < $1.0 }?.1 ?? ""
  }
  page.table(
    "PSNR in dB, by the level of noise",
    .numbers("σ", levels, digits: 0),
    .numbers(names[0], runs.map { $0[0] }),
    .numbers(names[1], runs.map { $0[1] }),
    .numbers(names[2], runs.map { $0[2] }),
    .numbers(names[3], runs.map { $0[3] }),
    .texts("the best", winners))

  //: A photograph is a good place to *see* this method, and a poor one to
  //: use it. Whoever reports that a truncated picture looks cleaner than
  //: the noisy one should print the blur beside it.
  //:
  //: ## A case that suits it: a film
  //:
  //: Point a camera at a scene that stands still, and let two lamps
  //: flicker on its left and on its right. Write each frame as one row.
  //: Every row mixes the same two pictures, so the film has rank 2,
  //: however rich the scene is. Here are 100 frames of 50×50, with σ = 25.
  let scene = boxBlurred(try BundledPicture.camera.load().grey, reach: 4)
  let film = Matrix(rows: 100, columns: 2500) { t, point in
    let (i, j) = (point / 50, point % 50)
    let left = 0.55 + 0.45 * sin(Double(t) / 6)
    let right = 0.55 + 0.45 * cos(Double(t) / 4)
    let side = Double(j) / 49
    return scene[8 * i + 4, 8 * j + 4] * (left * (1 - side) + right * side)
  }
  let noisyFilm = film + draw(100, 2500) * 25
  let filmNoise = try WhiteNoise(rows: 100, columns: 2500, deviation: 25)
  let limit = filmNoise.hardThreshold
  let filmValues = try svd(noisyFilm).singularValues
  page.show(Array(filmValues.prefix(5)), "the first values of the film")
  page.show(limit, "the threshold")
  let kept = thresholdRank(of: filmValues, above: limit)
  page.check("two layers stand above the threshold", kept, equals: 2)

  //: The controls: a blur of each frame by itself, and the mean of all
  //: frames. The mean removes noise, and the flicker with it.
  func frame(_ film: Matrix<Double>, _ t: Int) -> Matrix<Double> {
    Matrix(rows: 50, columns: 50, elements: film.row(t).elements)
  }
  let blurredFilm = Matrix(
    rows: 100, columns: 2500,
    elements: (0..<100).flatMap {
      boxBlurred(frame(noisyFilm, $0)).elements
    })
  let mean = Matrix(rows: 100, columns: 100, repeating: 0.01) * noisyFilm
  let cleaned = try hardThresholded(noisyFilm, threshold: limit)
  let results = [noisyFilm, blurredFilm, mean, cleaned].map {
    peakSignalToNoise(of: $0, against: film)
  }
  page.table(
    "The film",
    .texts("by", ["nothing", "3×3 blur", "mean frame", "two layers"]),
    .numbers("PSNR, dB", results))
  page.pictures([
    ("a clean frame", frame(film, 20)),
    ("noisy", frame(noisyFilm, 20)),
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
  //: into the noise. Here is a 100×400 matrix of rank 3, with σ = 1.
  let signal = draw(100, 3) * draw(3, 400)
  let wide = try svd(signal + draw(100, 400)).singularValues
  let right = try hardThreshold(rows: 100, columns: 400, deviation: 1)
  let both = [right, right * (100.0 / 400).squareRoot()]
  let ranks = both.map { thresholdRank(of: wide, above: $0) }
  page.table(
    "A matrix of rank 3",
    .texts("threshold with", ["√max(m, n)", "√min(m, n)"]),
    .numbers("threshold", both, digits: 1),
    .integers("layers kept", ranks))
  page.check("√max keeps 3", ranks[0], equals: 3)
  page.check("√min keeps over 50", ranks[1] > 50)

  //: ## Where this goes wrong: too weak to be seen
  //:
  //: Hide one layer of value s in noise. In a large matrix it leaves no
  //: trace below s = σ(mn)^¼: the first layer of Y has nothing to do with
  //: it. Above, with x the value s over that limit, a share of u₁ is
  //: right. For a square matrix it is 1 − x⁻².
  let dust = draw(200, 200)
  let strengths = [0.5, 1, 1.25, 1.5, 2, 3]
  let faint = try WhiteNoise(rows: 200, columns: 200, deviation: 1)
  let looks = try strengths.map { x -> (first: Double, right: Double) in
    // A layer that is the same number everywhere, with u = (1, …, 1)/√200.
    let hidden = try svd(dust.map { $0 + x * faint.detectionLimit / 200 })
    let sum = hidden.u.column(0).reduce(0, +)
    return (hidden.singularValues[0] / faint.edge, sum * sum / 200)
  }
  let theory = strengths.map { $0 > 1 ? 1 - 1 / ($0 * $0) : 0 }
  page.table(
    "One layer hidden in noise of 200×200",
    .numbers("x", strengths),
    .numbers("σ₁ of Y over the edge", looks.map(\.first), digits: 3),
    .percents("of u₁ right", looks.map(\.right), digits: 0),
    .percents("in theory", theory, digits: 0))
  page.check(
    "at x = 3, within a tenth", looks[5].right, equals: theory[5],
    tolerance: 0.1)

  //: ## Where this goes wrong: nothing to cut
  //:
  //: Some pictures are rough by themselves: gravel, leaves, cloth. Take a
  //: texture whose points differ with deviation 60, and add noise of 25.
  let texture = draw(200, 200) * 60
  let rough = try svd(texture + dust * 25)
  let tries = [50, 100, 150, 200]
  let errors = tries.map { k in
    (rough.truncated(to: k).reconstructed() - texture).frobeniusNorm / 200
  }
  page.table(
    "Root mean square error of the texture",
    .integers("layers kept", tries), .numbers("error", errors))
  page.check(
    "the deeper the cut, the worse", errors == errors.sorted(by: >))

  //: - Important: The article on distillation says that its truncation
  //:   improves accuracy and suits noisy data. It does where signal and
  //:   noise lie apart in the spectrum, as in the film. Elsewhere it takes
  //:   away both.
  //:
  //: ## Your turn
  //:
  //: Six exercises belong to this lesson. Write them in
  //: `Exercises/06-Denoising.swift` and grade them with `swift test
  //: --filter Denoising`.
  //:
  //: - **6.1** compare a matrix with uneven noise to the edge;
  //: - **6.2** find the threshold above which keeping pays;
  //: - **6.3** estimate the noise from the median;
  //: - **6.4** keep the layers above a threshold;
  //: - **6.5** shrink the values;
  //: - **6.6** judge a picture against the oracle's.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: Denoising`, or on a picture of your own with `--image FILE`.
  //:
  //: Here the dropped layers were noise. The next lesson asks whether a
  //: network can bring back those that were not: `swift run Distillation`.
}
