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
  options: pageOptions()
) { page in
  //: ## A picture and its noise
  //:
  //: A is the clean picture. E holds independent normal numbers of mean 0
  //: and standard deviation σ, one for each point. All you are given is Y
  //: = A + E.
  let sigma = try page.number("--noise", in: 0.1...1000)
  let a = try chosenPicture(page.option("--image")).grey
  let m = a.rows
  let n = a.columns

  var generator = SeededGenerator(seed: page.seed)
  func normal(rows: Int, columns: Int) -> Matrix<Double> {
    .normal(rows: rows, columns: columns, using: &generator)
  }
  let unitNoise = normal(rows: m, columns: n)
  let e = unitNoise * sigma
  let y = a + e
  page.pictures([("A, clean", a), ("Y, noisy", y)])

  //: Y is not clamped to 0 … 255, and no result below is. Clamping would
  //: make the noise depend on the picture, and its mean would no longer be
  //: 0. Only the drawing on this page cuts off what a screen cannot show.
  //:
  //: Is the deviation of E really σ? That of so many drawn numbers has a
  //: standard error of σ/√(2mn).
  let points = Double(m * n)
  let deviation = e.frobeniusNorm / points.squareRoot()
  let standardError = sigma / (2 * points).squareRoot()
  page.check(
    "the deviation is σ, within six standard errors",
    residual: abs(deviation - sigma), atMost: 6 * standardError)

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
  let count = values.count
  let largest = max(edge, values[0])
  page.plot(
    Chart(
      title: "Three spectra",
      x: Axis("k"),
      y: Axis("σₖ", .log, range: edge / 100...1.2 * largest),
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

  //: The law gives more than the edge: it says where each value is to be
  //: expected.
  let ranksShown = [1, 2, 5, 10, 20, 50, 100, 200, 400]
    .filter { $0 <= count }
  func shown(_ values: [Double]) -> [Double] {
    ranksShown.map { k in values[k - 1] }
  }
  page.table(
    "The noise that was drawn, and the law",
    .integers("k", ranksShown),
    .numbers("σₖ of E", shown(ofNoise), digits: 1),
    .numbers("by the law", shown(noise.expectedValues), digits: 1),
    .numbers("σₖ of A", shown(ofPicture), digits: 1),
    .numbers("σₖ of Y", shown(values), digits: 1))

  //: White noise has no favourite direction. Its layers differ in
  //: strength, but slowly, and none of them is empty.
  func energy(_ values: some Sequence<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }
  }

  let quarter = max(1, count / 4)
  let share = energy(ofNoise.prefix(quarter)) / energy(ofNoise)
  page.note(
    "The top \(quarter) of its \(count) layers hold "
      + "**\((100 * share).shown(decimals: 1)) %** of the noise.")

  //: ## Each value has two parts
  //:
  //: The layers of Y are what you have. Look from layer k of Y at the two
  //: parts of Y: σₖ = uₖᵀYvₖ = uₖᵀAvₖ + uₖᵀEvₖ. The first part is picture,
  //: the second is noise.
  func alongLayers(_ x: Matrix<Double>) -> [Double] {
    (factors.u.transposed * x * factors.v).diagonal
  }
  let picturePart = alongLayers(a)
  let noisePart = alongLayers(e)
  page.table(
    "What is in the layers of Y",
    .integers("k", ranksShown),
    .numbers("σₖ", shown(values), digits: 1),
    .numbers("picture", shown(picturePart), digits: 1),
    .numbers("noise", shown(noisePart), digits: 1))

  let both = zip(picturePart, noisePart).map { $0 + $1 }
  page.check(
    "picture + noise = σₖ", both, equals: values,
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
  func psnr(ofValues d: [Double]) -> Double {
    let reachable = energy(zip(d, picturePart).map { $0 - $1 })
    return peakSignalToNoise(meanSquare: (outOfReach + reachable) / points)
  }

  //: The long way is to make the picture, and to compare it point by
  //: point.
  func psnr(of image: Matrix<Double>) -> Double {
    peakSignalToNoise(of: image, against: a)
  }
  page.check(
    "the long way gives the same", psnr(of: y),
    equals: psnr(ofValues: values), tolerance: 1e-6)

  //: Now cut after each rank from 0 to the last, and compare with A.
  func cut(after k: Int) -> [Double] {
    values.indices.map { $0 < k ? values[$0] : 0 }
  }
  let curve = (0...count).map { k in psnr(ofValues: cut(after: k)) }
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

  //: When is a layer worth keeping? To keep it costs the square of its
  //: noise part, to drop it the square of its picture part. So keep it
  //: where the picture part is more than half of σₖ. With less, dropping
  //: it does less harm than its noise.
  //:
  //: But who could know that? It took the clean picture to find this rank.
  //: Whoever peeks like this is called an *oracle*.
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
  let lawMedian = noise.law.median
  let estimate = try noiseDeviation(
    singularValues: values, rows: m, columns: n, lawMedian: lawMedian)
  let blind = try WhiteNoise(estimatedFrom: values, rows: m, columns: n)
  page.check("the estimate", estimate, equals: blind.deviation)
  page.note(
    "From the median: σ = **\(estimate.shown(decimals: 2))**. "
      + "True: \(sigma.shown()).")

  //: That assumes a signal of low rank. The fine detail of a photograph is
  //: spread over all of its layers, and the rule takes it for noise. Let
  //: it judge A itself, where there is none.
  let none = try noiseDeviation(
    singularValues: ofPicture, rows: m, columns: n, lawMedian: lawMedian)
  page.note("Of A it says σ = **\(none.shown(decimals: 2))**.")

  //: ## Shrink
  //:
  //: A cut does not touch the values that it keeps. But most are too
  //: large, by their noise part. Subtract one number from all of them
  //: (*soft thresholding*)? That takes from the strong layers what only
  //: the weak ones have too much of.
  //:
  //: Gavish and Donoho (2017) found the rule that is best for the mean
  //: square error. For a square matrix it makes √(σₖ² − 4nσ²) of σₖ. It
  //: leaves strong layers alone and lets weak ones fade, and it has no
  //: number to choose.
  page.source(of: "shrunkValues")
  let shrunk = try shrunkValues(
    values, rows: m, columns: n, deviation: sigma)
  page.check(
    "shrunk", shrunk, equals: noise.shrunk(values),
    tolerance: 1e-8 * values[0])

  //: Draw what there is, σₖ, against what there should be, the picture
  //: part. Then draw three rules: to cut at the threshold, to subtract,
  //: and to shrink.
  let tau = noise.softThreshold(for: values)
  let shownEnd = 3 * edge
  let grid = (0...120).map { shownEnd * Double($0) / 120 }
  let cutGrid = grid.map { $0 > threshold ? $0 : 0 }
  page.plot(
    Chart(
      title: "What becomes of a singular value",
      x: Axis("σₖ of Y", range: 0...shownEnd),
      y: Axis("new value", range: 0...shownEnd),
      series: [
        .scatter("picture part", values, picturePart),
        .line("cut", grid, cutGrid),
        .line("soft", grid, softThresholded(grid, by: tau)),
        .line("optimal", grid, noise.shrunk(grid)),
      ]))

  //: Which number does soft thresholding subtract? Stein's formula
  //: estimates the error of each from Y and σ alone, and the best was
  //: taken (Candès, Sing-Long and Trzasko, 2013).
  //:
  //: ## The control
  //:
  //: What would you do if you had never heard of singular values? Replace
  //: each point by the mean of itself and its eight neighbours. A blur
  //: knows one thing that no spectrum knows: neighbours are alike.
  let blurred = boxBlurred(y)

  //: Put all the rules side by side. First those that cut:
  func cut(above limit: Double) -> [Double] {
    cut(after: thresholdRank(of: values, above: limit))
  }
  func cut(keepingEnergy share: Double) -> [Double] {
    cut(after: energyRank(of: values, keeping: share))
  }
  let cuts = [
    ("nothing: Y itself", values),
    ("cut: 90 % energy", cut(keepingEnergy: 0.9)),
    ("cut: 99 % energy", cut(keepingEnergy: 0.99)),
    ("cut: at the elbow", cut(after: elbowRank(of: values))),
    ("cut: at the edge", cut(above: edge)),
    ("cut: threshold", cut(above: threshold)),
    ("cut: threshold, σ estimated", cut(above: blind.hardThreshold)),
    ("cut: the oracle's rank", cut(after: best)),
  ]

  //: Then those that change every value. For soft thresholding, too, an
  //: oracle tries a hundred numbers and takes the best.
  let soft = softThresholded(values, by: tau)
  let tried = (0...100).map { step in
    softThresholded(values, by: edge * Double(step) / 100)
  }
  let softest = tried.max { psnr(ofValues: $0) < psnr(ofValues: $1) }
  let changes = [
    ("soft: by Stein's formula", soft),
    ("soft: the oracle's number", softest ?? soft),
    ("optimal shrinkage", shrunk),
    ("optimal shrinkage, σ estimated", blind.shrunk(values)),
    ("the oracle's values", picturePart),
  ]

  //: And last, the blur.
  let rules = cuts + changes
  let layers = rules.map { _, values in values.count { $0 != 0 } }
  let qualities = rules.map { _, values in psnr(ofValues: values) }
  page.table(
    "Every rule, at σ = \(sigma.shown())",
    .texts("rule", rules.map { name, _ in name } + ["3×3 blur"]),
    .integers("layers", layers),
    .numbers("PSNR, dB", qualities + [psnr(of: blurred)]))

  //: The oracle's values are the picture parts themselves. With these
  //: vectors no values can do better. Compare that line with the last one.
  page.note(
    psnr(of: blurred) > psnr(ofValues: picturePart)
      ? "Here the blur beats even that: **no rule can win**."
      : "Here the oracle's values beat the blur.")
  let bestQuality = psnr(ofValues: picturePart)
  if bestQuality.isFinite && psnr(of: blurred).isFinite {
    page.check(
      "the blur, in decibels below the oracle's values",
      try decibelsBelowOracle(blurred, noisy: y, clean: a),
      equals: bestQuality - psnr(of: blurred), tolerance: 1e-6)
  }
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
  let methods = ["threshold", "shrinkage", "3×3 blur", "5×5 blur"]
  var runs: [[Double]] = []
  for level in page.progress("noise levels", of: levels) {
    let noisy = a + unitNoise * level
    let here = try WhiteNoise(rows: m, columns: n, deviation: level)
    let parts = try svd(noisy)
    let shrunk = here.shrunk(parts.singularValues)
    let images = [
      try hardThresholded(noisy, threshold: here.hardThreshold),
      try parts.reconstructed(with: shrunk),
      boxBlurred(noisy),
      boxBlurred(noisy, reach: 2),
    ]
    runs.append(images.map { psnr(of: $0) })
  }

  //: Which of the four is best at each level?
  let winners = runs.map { run in
    let best = run.indices.max { run[$0] < run[$1] } ?? 0
    return methods[best]
  }
  func quality(of method: String) -> TableColumn {
    let place = methods.firstIndex(of: method) ?? 0
    return .numbers(method, runs.map { $0[place] })
  }
  page.table(
    "PSNR in dB, by the level of noise",
    .numbers("σ", levels, digits: 0),
    quality(of: "threshold"), quality(of: "shrinkage"),
    quality(of: "3×3 blur"), quality(of: "5×5 blur"),
    .texts("the best", winners))

  //: In words:
  let blurWins = zip(levels, winners).filter { _, winner in
    winner.hasSuffix("blur")
  }
  let wonLevels = blurWins.map { level, _ in level.shown() }
  page.note(
    blurWins.isEmpty
      ? "No blur wins at any of these levels."
      : "A blur wins at σ = \(wonLevels.joined(separator: ", ")).")

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
  let film = filmOfLamps(scene, frames: 100, side: 50)
  let filmGrain = normal(rows: film.rows, columns: film.columns)
  let noisyFilm = film + filmGrain * 25

  //: Look at its spectrum, and at the edge of its noise.
  let filmNoise = try WhiteNoise(
    rows: film.rows, columns: film.columns, deviation: 25)
  let limit = filmNoise.hardThreshold
  let filmValues = try svd(noisyFilm).singularValues
  let filmEdge = filmNoise.edge
  let frameNumbers = (1...film.rows).map(Double.init)
  page.plot(
    Chart(
      title: "The spectrum of the noisy film",
      x: Axis("k"), y: Axis("σₖ", .log),
      series: [
        .scatter("noisy film", frameNumbers, filmValues),
        .line("the edge", [1, Double(film.rows)], [filmEdge, filmEdge]),
      ]))
  page.show(Array(filmValues.prefix(5)), "the first values of the film")
  page.show(limit, "the threshold")

  let kept = thresholdRank(of: filmValues, above: limit)
  page.check("two layers stand above the threshold", kept, equals: 2)

  //: The controls: a blur of each frame by itself, and the mean of all
  //: frames. The mean removes noise, and the flicker with it.
  func frame(_ t: Int, of film: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: 50, columns: 50, elements: film.row(t).elements)
  }

  let blurredFrames = (0..<film.rows).map { t in
    boxBlurred(frame(t, of: noisyFilm)).elements
  }
  let blurredFilm = Matrix(
    rows: film.rows, columns: film.columns,
    elements: Array(blurredFrames.joined()))
  let averaging = Matrix(
    rows: film.rows, columns: film.rows,
    repeating: 1 / Double(film.rows))
  let meanFilm = averaging * noisyFilm
  let cleaned = try hardThresholded(noisyFilm, threshold: limit)

  //: Compare every frame with the clean one.
  func quality(ofFilm result: Matrix<Double>) -> Double {
    peakSignalToNoise(of: result, against: film)
  }
  let ofLayers = quality(ofFilm: cleaned)
  let ofOthers = [noisyFilm, blurredFilm, meanFilm].map(quality(ofFilm:))
  page.table(
    "The film",
    .texts("by", ["nothing", "3×3 blur", "mean frame", "two layers"]),
    .numbers("PSNR, dB", ofOthers + [ofLayers]))
  page.pictures([
    ("a clean frame", frame(20, of: film)),
    ("noisy", frame(20, of: noisyFilm)),
    ("3×3 blur", frame(20, of: blurredFilm)),
    ("two layers", frame(20, of: cleaned)),
  ])

  let bestOther = ofOthers.max() ?? 0
  page.check("the two layers win by 8 dB", ofLayers > bestOther + 8)

  //: That is the right use: many looks at few things. Sensors, spectra,
  //: genes, scans of one brain.
  //:
  //: ## Where this goes wrong: the shorter side
  //:
  //: The threshold grows with the *longer* side. With √min(m, n) it falls
  //: into the noise. Here is a 100×400 matrix of rank 3, with σ = 1.
  let signal =
    normal(rows: 100, columns: 3) * normal(rows: 3, columns: 400)
  let wide = try svd(signal + normal(rows: 100, columns: 400))
    .singularValues
  let byLonger = try hardThreshold(rows: 100, columns: 400, deviation: 1)
  let byShorter = byLonger * (100.0 / 400).squareRoot()

  let rankByLonger = thresholdRank(of: wide, above: byLonger)
  let rankByShorter = thresholdRank(of: wide, above: byShorter)
  page.table(
    "A matrix of rank 3",
    .texts("threshold with", ["√max(m, n)", "√min(m, n)"]),
    .numbers("threshold", [byLonger, byShorter], digits: 1),
    .integers("layers kept", [rankByLonger, rankByShorter]))
  page.check("√max keeps 3", rankByLonger, equals: 3)
  page.check("√min keeps over 50", rankByShorter > 50)

  //: ## Where this goes wrong: too weak to be seen
  //:
  //: Hide one layer of value s in noise. In a large matrix it leaves no
  //: trace below s = σ(mn)^¼: the first layer of Y has nothing to do with
  //: it. Above, with x the value s over that limit, a share of u₁ is
  //: right. For a square matrix it is 1 − x⁻².
  let dust = normal(rows: 200, columns: 200)
  let faint = try WhiteNoise(rows: 200, columns: 200, deviation: 1)
  let strengths = [0.5, 1, 1.25, 1.5, 2, 3]

  //: The hidden layer is the same number everywhere: u = (1, …, 1)/√200.
  //: What is right of the u₁ that is found is the square of its cosine
  //: with that u.
  func look(
    atStrength x: Double
  ) throws -> (value: Double, right: Double) {
    let hidden = x * faint.detectionLimit / 200
    let found = try svd(dust.map { $0 + hidden })
    let cosine = found.u.column(0).reduce(0, +) / 200.0.squareRoot()
    return (value: found.singularValues[0], right: cosine * cosine)
  }

  let looks = try strengths.map { x in try look(atStrength: x) }
  let theory = strengths.map { x in x > 1 ? 1 - 1 / (x * x) : 0 }
  page.table(
    "One layer hidden in noise of 200×200",
    .numbers("x", strengths),
    .numbers(
      "σ₁ of Y over the edge", looks.map { $0.value / faint.edge },
      digits: 3),
    .percents("of u₁ right", looks.map(\.right), digits: 0),
    .percents("in theory", theory, digits: 0))

  //: The strongest is three times the limit. There the theory holds to a
  //: tenth.
  page.check(
    "at x = 3, within a tenth", looks.last?.right ?? 0,
    equals: theory.last ?? 0, tolerance: 0.1)

  //: ## Where this goes wrong: nothing to cut
  //:
  //: Some pictures are rough by themselves: gravel, leaves, cloth. Take a
  //: texture whose points differ with deviation 60, and add noise of 25.
  let texture = normal(rows: 200, columns: 200) * 60
  let rough = try svd(texture + dust * 25)
  let tries = [20, 50, 100, 150, 200]
  let errors = tries.map { k in
    let image = rough.truncated(to: k).reconstructed()
    return (image - texture).frobeniusNorm / 200
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

//: ## Behind the page
//:
//: Which options there are, which picture is read, and how the film is
//: made.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--image", value: "FILE", help: "another PGM, PPM or PNG picture"),
    .init(
      "--noise", value: "σ", default: "25",
      help: "its deviation, 0.1 to 1000 grey levels"),
  ]
}

func chosenPicture(_ file: String?) throws -> Picture {
  let read = try file.map { try Picture(contentsOf: $0) }
  return try read ?? BundledPicture.camera.load()
}

//: A frame a row. Every eighth point of the scene is a point of the film.
func filmOfLamps(
  _ scene: Matrix<Double>, frames: Int, side: Int
) -> Matrix<Double> {
  Matrix(rows: frames, columns: side * side) { t, point in
    let (i, j) = (point / side, point % side)
    let left = 0.55 + 0.45 * sin(Double(t) / 6)
    let right = 0.55 + 0.45 * cos(Double(t) / 4)
    let across = Double(j) / Double(side - 1)
    let light = left * (1 - across) + right * across
    return scene[8 * i + 4, 8 * j + 4] * light
  }
}
