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
//: - plain blurs beside it all, as the controls;
//: - two cases that suit the method: patches of the photograph, and a
//:   film.
//:
//: Two pages of a wiki on GitBook, "SVD" and "Distillation of SVD" (their
//: texts name no author), make the claims that are tried here.
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
  //: and standard deviation s, one for each point: *white* noise. All you
  //: are given is Y = A + E.
  let s = try page.number("--noise", in: 0.1...1000)
  let a = try chosenPicture(page)
  let m = a.rows
  let n = a.columns

  var generator = SeededGenerator(seed: page.seed)
  func normal(rows: Int, columns: Int) -> Matrix<Double> {
    .normal(rows: rows, columns: columns, using: &generator)
  }
  let unitNoise = normal(rows: m, columns: n)
  let e = unitNoise * s
  let y = a + e
  page.pictures([("A, clean", a), ("Y, noisy", y)])

  //: Y is not clamped to 0 … 255, and no result below is. Clamping would
  //: make the noise depend on the picture, and its mean would no longer be
  //: 0. Only the drawing on this page cuts off what a screen cannot show.
  //:
  //: Is the deviation of E really s? That of so many drawn numbers has a
  //: standard error of s/√(2mn).
  let points = Double(m * n)
  let deviation = e.frobeniusNorm / points.squareRoot()
  let standardError = s / (2 * points).squareRoot()
  page.check(
    "the deviation is s, within six standard errors",
    residual: abs(deviation - s), atMost: 6 * standardError)

  //: ## The spectrum of noise
  //:
  //: What are the singular values of E? You know them beforehand. The
  //: *Marchenko–Pastur law* (1967) says how they are distributed, from s
  //: and the shape alone. They end at the *edge*, s(√m + √n). (Exercise
  //: 6.1.)
  let noise = try WhiteNoise(rows: m, columns: n, deviation: s)
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
    y, rowDeviations: Array(repeating: s, count: m))
  page.check(
    "the values as multiples of the edge", multiples,
    equals: values.map { $0 / edge }, tolerance: 1e-9 * values[0] / edge)

  //: How safe is the edge? Normal noise exceeds it by 6s less often than
  //: once in sixty million draws (Davidson and Szarek, 2001).
  page.check(
    "no value of E exceeds the edge + 6s", ofNoise[0] <= edge + 6 * s)

  //: The edge is exact in the limit of large matrices only. In one of your
  //: size the largest value lies a little below it, and changes from draw
  //: to draw. How much is known, too (Tracy and Widom, 1996; Johnstone,
  //: 2001). Draw thirty matrices of each size, with s = 1.
  let sizes = [25, 50, 100, 200]
  let draws = 30
  let overEdge = try sizes.map { size in
    let edge = 2 * Double(size).squareRoot()
    return Spread(
      try (0..<draws).map { _ in
        try svd(normal(rows: size, columns: size)).singularValues[0] - edge
      })
  }
  let foreseen = try sizes.map { size in
    let noise = try WhiteNoise(rows: size, columns: size, deviation: 1)
    return (
      mean: noise.largestValue.mean - noise.edge,
      deviation: noise.largestValue.deviation
    )
  }
  page.table(
    "σ₁ of noise over its edge, in units of s, \(draws) draws",
    .integers("n", sizes),
    .numbers("mean", overEdge.map(\.mean)),
    .numbers("foreseen", foreseen.map(\.mean)),
    .numbers("deviation", overEdge.map(\.deviation)),
    .numbers("foreseen", foreseen.map(\.deviation)))

  //: Both shrink like n^−⅙, slowly. But the edge itself grows like √n, so
  //: next to it they soon do not matter.
  for (size, (found, expected)) in zip(sizes, zip(overEdge, foreseen)) {
    page.check(
      "\(size)×\(size): the mean, within five standard errors",
      residual: abs(found.mean - expected.mean),
      atMost: 5 * expected.deviation / Double(draws).squareRoot())
  }

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
  //: strength, but slowly.
  //:
  //: - Predict: Its top quarter of layers: which share of the noise is in
  //:   them?
  func energy(_ values: some Sequence<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }
  }

  let quarter = max(1, count / 4)
  let share = energy(ofNoise.prefix(quarter)) / energy(ofNoise)
  page.reveal(
    "The top \(quarter) of its \(count) layers hold "
      + "\((100 * share).shown(decimals: 1)) % of the noise.")

  //: ## Each value has two parts
  //:
  //: The layers of Y are what you have. Look from layer k of Y at the two
  //: parts of Y:
  //: $$ σₖ = uₖᵀYvₖ = uₖᵀAvₖ + uₖᵀEvₖ $$
  //: The first part is picture, the second is noise.
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

  //: - Important: The wiki's page "SVD" says that noise is concentrated in
  //:   the directions of the smaller singular values. It is in all of
  //:   them. It *dominates* the small ones, where the picture has little
  //:   to say. A cut makes use of that. But the noise in the layers that
  //:   you keep stays there.
  //:
  //: ## How far can noise move a layer?
  //:
  //: A value: by ‖E‖₂ at most, the largest value of the noise (Weyl,
  //: 1912). That holds for every E, normal or not.
  let moved = zip(values, ofPicture).map { abs($0 - $1) }.max() ?? 0
  page.check(
    "|σₖ(Y) − σₖ(A)| ≤ σ₁(E), for all k", moved,
    atMost: ofNoise[0] + 1e-12 * values[0])

  //: The vectors are another matter. How far the first k turn depends on
  //: the *gap* below them: the sine of the largest angle is at most
  //: ‖E‖₂/(σₖ(A) − σₖ₊₁(Y)) (Wedin, 1972; Davis and Kahan, 1970, for
  //: eigenvectors). A bound of 1 or more says nothing.
  let clean = try svd(a)
  let turnedAt = [1, 2, 3, 5, 10].filter { $0 < count }
  let turns = try turnedAt.map { k in
    // What the first k vectors of A have outside the first k of Y.
    let own = clean.u.firstColumns(k)
    let noisy = factors.u.firstColumns(k)
    let outside = own - noisy * (noisy.transposed * own)
    return try outside.spectralNorm()
  }
  let wedin = turnedAt.map { k in
    let gap = ofPicture[k - 1] - values[k]
    return gap > 0 ? ofNoise[0] / gap : .infinity
  }
  page.table(
    "How far the first k left vectors turn",
    .integers("k", turnedAt),
    .numbers("sine of the angle", turns, digits: 3),
    .numbers("at most, by Wedin", wedin, digits: 3))
  page.check(
    "Wedin's bound holds",
    zip(turns, wedin).allSatisfy { turn, bound in
      turn <= bound * (1 + 1e-9) + 1e-9
    })

  //: The bound thinks of the worst E of that size, which leans on just
  //: these vectors. White noise leans on nothing, and turns them less.
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
  page.explore(
    .layers("Y cut after k layers, against A", factors, of: a, from: best))
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
  //: to pay: at λ(β)·s·√max(m, n), with β the shorter side over the longer
  //: one and λ(1) = 4/√3. (Exercise 6.2.) That is where the picture part
  //: of a layer, which the rule below tells from its value alone, has
  //: become half of it.
  let threshold = try hardThreshold(rows: m, columns: n, deviation: s)
  page.check("the threshold", threshold, equals: noise.hardThreshold)

  //: And if nobody tells you s? If most of the values belong to the noise,
  //: so does the one in the middle. Compare it with the median of the law.
  //: (Exercise 6.3.)
  let lawMedian = noise.law.median
  let estimate = try noiseDeviation(
    singularValues: values, rows: m, columns: n, lawMedian: lawMedian)
  let blind = try WhiteNoise(estimatedFrom: values, rows: m, columns: n)
  page.check("the estimate", estimate, equals: blind.deviation)
  page.note(
    "From the median: s = **\(estimate.shown(decimals: 2))**. "
      + "True: \(s.shown()).")

  //: That assumes a signal of low rank. Detail that is spread over all
  //: layers, as in most photographs, is taken for noise. Let the rule
  //: judge A itself, where there is none.
  let none = try noiseDeviation(
    singularValues: ofPicture, rows: m, columns: n, lawMedian: lawMedian)
  page.note("Of A it says s = **\(none.shown(decimals: 2))**.")

  //: ## Shrink
  //:
  //: A cut does not touch the values that it keeps. But most are too
  //: large, by their noise part. Subtract one number from all of them
  //: (*soft thresholding*)? That takes from the strong layers what only
  //: the weak ones have too much of.
  //:
  //: Gavish and Donoho (2017) found the rule that is *optimal*. For a
  //: square matrix it makes √(σₖ² − 4ns²) of σₖ. It leaves strong layers
  //: alone and lets weak ones fade, and it has no number to choose.
  //:
  //: Read the small print. It is optimal for the mean square error, among
  //: rules that change values and keep vectors, for white noise of known
  //: s, in the limit of matrices that grow while the signal keeps its
  //: rank. A photograph has no low rank, and your matrix does not grow: it
  //: may do well, but nothing is promised.
  page.source(of: "shrunkValues")
  let shrunk = try shrunkValues(
    values, rows: m, columns: n, deviation: s)
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
  //: estimates the error of each from Y and s alone, and the best was
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
    ("cut: threshold, s estimated", cut(above: blind.hardThreshold)),
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
    ("optimal shrinkage, s estimated", blind.shrunk(values)),
    ("the oracle's values", picturePart),
  ]

  //: And last, the blur. The oracle's values are the picture parts
  //: themselves: with these vectors no values can do better.
  //:
  //: - Predict: Which is nearer to A, the oracle's values or the blur?
  let rules = cuts + changes
  let layers = rules.map { _, values in values.count { $0 != 0 } }
  let qualities = rules.map { _, values in psnr(ofValues: values) }
  page.table(
    "Every rule, at s = \(s.shown())",
    .texts("rule", rules.map { name, _ in name } + ["3×3 blur"]),
    .integers("layers", layers),
    .numbers("PSNR, dB", qualities + [psnr(of: blurred)]))

  let bestQuality = psnr(ofValues: picturePart)
  let ofBlur = psnr(of: blurred)
  let between = abs(bestQuality - ofBlur).shown(decimals: 2)
  page.reveal(
    bestQuality == ofBlur
      ? "They are even."
      : ofBlur > bestQuality
        ? "The blur, by \(between) dB. So no rule for the values can win."
        : "The oracle's values, by \(between) dB.")

  //: And which would you have taken, without an oracle?
  let honest = rules.indices.filter { !rules[$0].0.contains("oracle") }
  if let top = honest.max(by: { qualities[$0] < qualities[$1] }) {
    page.note(
      "Of the rules without an oracle, the best is: **\(rules[top].0)**.")
  }

  if bestQuality.isFinite && ofBlur.isFinite {
    page.check(
      "the blur, in decibels below the oracle's values",
      try decibelsBelowOracle(blurred, noisy: y, clean: a),
      equals: bestQuality - ofBlur, tolerance: 1e-6)
  }
  page.pictures([
    ("cut at the threshold", try hardThresholded(y, threshold: threshold)),
    ("optimal shrinkage", try factors.reconstructed(with: shrunk)),
    ("3×3 blur", blurred),
  ])

  //: ## A case that suits it: patches
  //:
  //: The blur knows that neighbours are alike, and no singular value does.
  //: Low rank means something else: the *rows* are alike. Those of a
  //: photograph are not. But its small squares are: most are smooth, and
  //: its edges are of few kinds.
  //:
  //: So write each *patch* of 8×8 points as one row, take off the mean of
  //: the rows, shrink as before, and put the patches back. (Deledalle,
  //: Salmon and Dalalyan, "Image denoising with patch based PCA: local
  //: versus global", 2011.) Three ways to choose the rows:
  //:
  //: - patches side by side, one matrix for the picture;
  //: - a patch at every point. Each point is in 64 of them, and becomes
  //:   the mean of what they say;
  //: - the same, with a matrix for each neighbourhood of 40×40 points.
  //:
  //: - Predict: The same noise and the same rule, other rows. Will it beat
  //:   the blur?
  let ways: [(name: String, step: Int, window: Int?)] = [
    ("patches side by side", 8, nil), ("a patch at every point", 1, nil),
    ("in neighbourhoods", 1, 40),
  ]
  let patched = try ways.map { way in
    try patchesShrunk(y, deviation: s, step: way.step, window: way.window)
  }

  //: The 3×3 blur is a weak control: it has one width for every noise.
  //: Give it one that is hard to beat. A Gaussian blur weighs neighbours
  //: by a normal curve, and an oracle, who sees A, chooses its width.
  let widths =
    [0] + Array(stride(from: 0.3, to: 3, by: 0.15)) + [3, 4, 6, 9, 14, 20]
  func bestGaussian(_ noisy: Matrix<Double>) -> Double {
    widths.map { width in
      psnr(of: gaussianBlurred(noisy, down: width, across: width))
    }.max() ?? 0
  }
  let patchQuality = patched.map { psnr(of: $0) }
  let gaussian = bestGaussian(y)
  page.table(
    "The same picture, other rows",
    .texts(
      "by",
      ["the whole picture, shrunk"] + ways.map(\.name)
        + ["3×3 blur", "Gaussian blur, the oracle's width"]),
    .numbers(
      "PSNR, dB",
      [psnr(ofValues: shrunk)] + patchQuality
        + [ofBlur, gaussian]))

  //: One draw of noise is no verdict. Draw three more, and compare the
  //: last of the three with that Gaussian on each.
  let leads = Spread(
    try (0..<3).map { _ in
      let noisy = a + normal(rows: m, columns: n) * s
      let local = try patchesShrunk(noisy, deviation: s, window: 40)
      return difference(psnr(of: local), bestGaussian(noisy))
    })
  page.reveal(
    "In neighbourhoods they are "
      + "\(signed(difference(patchQuality[2], ofBlur))) dB against the "
      + "3×3 blur, and \(leads.text(decimals: 2)) dB against the "
      + "Gaussian: "
      + "\(leads.verdict).")

  //: Point by point, in a square of 70×70:
  func part(_ x: Matrix<Double>) -> Matrix<Double> {
    let (top, left) = (m / 8, 3 * n / 8)
    return x[
      rows: top..<min(top + 70, m), columns: left..<min(left + 70, n)]
  }
  page.pictures([
    ("A", part(a)), ("Y", part(y)), ("3×3 blur", part(blurred)),
    ("shrunk", part(try factors.reconstructed(with: shrunk))),
    ("patches in neighbourhoods", part(patched[2])),
  ])

  //: - Note: Patches that overlap share their noise, so the noise of their
  //:   matrix is not independent, and no theorem covers it. For those side
  //:   by side it does.
  //:
  //: The best denoisers of this kind go one step on and choose for each
  //: patch those that resemble it (BM3D of Dabov and others, 2007; the
  //: weighted nuclear norms of Gu and others, 2014).
  //:
  //: ## Who wins at which noise?
  //:
  //: The same picture, the same draw of noise, made weaker and stronger.
  let levels: [Double] = [5, 10, 15, 25, 50, 100]
  let methods = [
    "threshold", "shrinkage", "3×3 blur", "5×5 blur", "Gaussian",
    "patches",
  ]
  var runs: [[Double]] = []
  for level in page.progress("noise levels", of: levels) {
    let noisy = a + unitNoise * level
    let here = try WhiteNoise(rows: m, columns: n, deviation: level)
    let parts = try svd(noisy)
    let shrunk = here.shrunk(parts.singularValues)
    let images = [
      try hardThresholded(noisy, threshold: here.hardThreshold),
      try parts.reconstructed(with: shrunk),
      boxBlurred(noisy), boxBlurred(noisy, reach: 2),
    ]
    let local = try patchesShrunk(noisy, deviation: level, window: 40)
    runs.append(
      images.map { psnr(of: $0) } + [bestGaussian(noisy), psnr(of: local)])
  }

  //: Which is best at each level?
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
    .numbers("s", levels, digits: 0), quality(of: "threshold"),
    quality(of: "shrinkage"), quality(of: "3×3 blur"),
    quality(of: "5×5 blur"), quality(of: "Gaussian"),
    quality(of: "patches"), .texts("the best", winners))

  //: In words:
  func levelsWhere(_ condition: ([Double]) -> Bool) -> String {
    let those = zip(levels, runs).filter { condition($1) }
    let names = those.map { level, _ in level.shown() }
    return names.isEmpty
      ? "at none of these levels"
      : "at s = " + names.joined(separator: ", ")
  }
  page.note(
    "As one matrix the picture falls behind a box blur "
      + levelsWhere { max($0[0], $0[1]) < max($0[2], $0[3]) }
      + ". Its patches fall behind the oracle's Gaussian "
      + levelsWhere { $0[5] < $0[4] } + ".")

  //: Whoever reports that a truncated picture looks cleaner than the noisy
  //: one should print the blur beside it.
  //:
  //: ## Another case that suits it: a film
  //:
  //: Point a camera at a scene that stands still, and let two lamps
  //: flicker on its left and on its right. Write each frame as one row.
  //: Every row mixes the same two pictures, so the film has rank 2,
  //: however rich the scene is. Here are 100 frames of 50×50, with s = 25.
  let scene = boxBlurred(try BundledPicture.camera.load().grey, reach: 4)
  let film = filmOfLamps(scene, frames: 100, side: 50)
  let filmGrain = normal(rows: film.rows, columns: film.columns)
  let noisyFilm = film + filmGrain * 25

  let frames = stride(from: 0, to: film.rows, by: 5).map { t in
    ("frame \(t)", frame(t, of: noisyFilm))
  }
  page.explore(.frames("Every fifth frame of the noisy film", frames))

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

  //: The controls: the mean of all frames, which removes noise and the
  //: flicker with it. A 3×3 blur of each frame. And a Gaussian blur in
  //: space and time at once, since frames have neighbours as well. Again
  //: an oracle chooses its widths.
  let averaging = Matrix(
    rows: film.rows, columns: film.rows,
    repeating: 1 / Double(film.rows))
  let meanFilm = averaging * noisyFilm
  let blurredFilm = eachFrame(of: noisyFilm, side: 50) { boxBlurred($0) }
  let inSpace = [0, 0.5, 0.7, 0.9, 1.1, 1.3].map { width in
    eachFrame(of: noisyFilm, side: 50) {
      gaussianBlurred($0, down: width, across: width)
    }
  }
  let inBoth = inSpace.flatMap { blurred in
    [0, 0.5, 1, 1.5, 2, 2.5].map { width in
      gaussianBlurred(blurred, down: width, across: 0)
    }
  }

  //: - Predict: Two layers against a blur that knows space and time: which
  //:   is nearer to the clean film?
  //:
  //: Compare every frame with the clean one.
  let cleaned = try hardThresholded(noisyFilm, threshold: limit)
  func quality(ofFilm result: Matrix<Double>) -> Double {
    peakSignalToNoise(of: result, against: film)
  }
  let ofBoth = inBoth.map(quality(ofFilm:)).max() ?? 0
  let ofLayers = quality(ofFilm: cleaned)
  let ofOthers =
    [noisyFilm, meanFilm, blurredFilm].map(quality(ofFilm:)) + [ofBoth]
  page.table(
    "The film",
    .texts(
      "by",
      [
        "nothing", "mean frame", "3×3 blur",
        "Gaussian in space and time", "two layers",
      ]),
    .numbers("PSNR, dB", ofOthers + [ofLayers]))
  let bestOther = ofOthers.max() ?? 0
  page.reveal(
    "The two layers, by \((ofLayers - bestOther).shown(decimals: 1)) dB.")
  page.check("the two layers win by 5 dB", ofLayers > bestOther + 5)

  //: Here is one frame of a hundred.
  page.pictures([
    ("a clean frame", frame(20, of: film)),
    ("noisy", frame(20, of: noisyFilm)),
    ("3×3 blur", frame(20, of: blurredFilm)),
    ("two layers", frame(20, of: cleaned)),
  ])

  //: That is the right use: many looks at few things. Sensors, spectra,
  //: genes, scans of one brain.
  //:
  //: ## Where this goes wrong: the shorter side
  //:
  //: The threshold grows with the *longer* side. With √min(m, n) it falls
  //: into the noise. Here is a 100×400 matrix of rank 3, with s = 1.
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
  //: Hide one layer of value θ in noise. In a large matrix it leaves no
  //: trace below θ = s(mn)^¼: the first layer of Y has nothing to do with
  //: it. Above, with x the value θ over that limit, a share of u₁ is
  //: right. For a square matrix it is 1 − x⁻². (Benaych-Georges and
  //: Nadakuditi, "The singular values and vectors of low rank
  //: perturbations of large rectangular random matrices", 2012.)
  //:
  //: - Predict: The layer is half as strong as the limit. How much of it
  //:   can be found?
  let faint = try WhiteNoise(rows: 200, columns: 200, deviation: 1)
  let strengths = [0.5, 1, 1.25, 1.5, 2, 3]

  //: The hidden layer is the same number everywhere: u = (1, …, 1)/√200.
  //: What is right of the u₁ that is found is the square of its cosine
  //: with that u.
  func look(
    _ dust: Matrix<Double>, atStrength x: Double
  ) throws -> (value: Double, right: Double) {
    let hidden = x * faint.detectionLimit / 200
    let found = try svd(dust.map { $0 + hidden })
    let cosine = found.u.column(0).reduce(0, +) / 200.0.squareRoot()
    return (value: found.singularValues[0], right: cosine * cosine)
  }

  //: Look ten times, each time in another noise.
  let dusts = (0..<10).map { _ in normal(rows: 200, columns: 200) }
  let looks = try strengths.map { x in
    try dusts.map { dust in try look(dust, atStrength: x) }
  }
  let seen = looks.map { Spread($0.map { $0.value / faint.edge }) }
  let right = looks.map { Spread($0.map { 100 * $0.right }) }
  let theory = strengths.map { x in x > 1 ? 1 - 1 / (x * x) : 0 }
  page.table(
    "One layer hidden in noise of 200×200, mean of ten",
    .numbers("x", strengths),
    .numbers("σ₁ of Y over the edge", seen.map(\.mean), digits: 3),
    .texts("% of u₁ right", right.map { $0.text(decimals: 1) }),
    .percents("in theory", theory, digits: 0))
  page.reveal(
    "Of u₁ \(right[0].mean.shown(decimals: 1)) % are right, and "
      + "\((100.0 / 200).shown(decimals: 1)) % of any vector would be by "
      + "chance. The layer is there, and cannot be seen.")

  //: The limit is sharp in a matrix without end only. In this one a trace
  //: is left at x = 1. Well below there is none, and well above the theory
  //: holds.
  page.check(
    "at x = 0.5, no more than 5 % of u₁", right[0].mean, atMost: 5)
  page.check(
    "at x = 3, to 3 % of u₁",
    residual: abs(
      (right.last?.mean ?? 0) - 100 * (theory.last ?? 0)), atMost: 3)

  //: ## Where this goes wrong: nothing to cut
  //:
  //: Some pictures are rough by themselves: gravel, leaves, cloth. Take a
  //: texture whose points differ with deviation 60, and add noise of 25.
  let texture = normal(rows: 200, columns: 200) * 60
  let rough = try svd(texture + dusts[0] * 25)
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

  //: - Important: The page "Distillation of SVD" says that its truncation
  //:   improves accuracy and suits noisy data. It does where signal and
  //:   noise lie apart in the spectrum, as in the film. Elsewhere it takes
  //:   away both.
  //:
  //: ## Which layers, then?
  //:
  //: Noise is in all of them: below the edge you can tell nothing from it,
  //: above the edge you keep a layer and shrink it. What that is worth
  //: depends on how much the rows of your matrix have in common.
  page.note(
    "Here: \(psnr(ofValues: shrunk).shown(decimals: 1)) dB with the rows "
      + "of the picture, \(patchQuality[2].shown(decimals: 1)) dB with "
      + "patches, \(max(ofBlur, gaussian).shown(decimals: 1)) dB with the "
      + "best blur.")
  page.predictions()

  //: ## Your turn
  //:
  //: Six exercises belong to this lesson. Write them in
  //: `Exercises/06-Denoising.swift` and grade them with `swift test
  //: --filter Denoising`.
  //:
  //: - **6.1** compare a matrix with uneven noise to the edge (and see how
  //:   far noise moves a value);
  //: - **6.2** find the threshold above which keeping pays;
  //: - **6.3** estimate the noise from the median;
  //: - **6.4** keep the layers above a threshold (the film);
  //: - **6.5** shrink the values (the picture's, and its patches');
  //: - **6.6** judge a picture against the oracle's (blurs among them).
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: Denoising`, or on a picture of your own with `--image FILE`.
  //:
  //: Here the dropped layers were noise. The next lesson asks whether a
  //: network can bring back those that were not: `swift run Distillation`.
}

//: ## Behind the page
//:
//: Numbers from several draws: their mean, their deviation, and how sure
//: the mean is.
struct Spread {
  let mean: Double
  let deviation: Double
  let standardError: Double

  init(_ values: [Double]) {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = (squares / max(count - 1, 1)).squareRoot()
    standardError = deviation / count.squareRoot()
  }

  func text(decimals: Int) -> String {
    "\(mean.shown(decimals: decimals)) ± "
      + standardError.shown(decimals: decimals)
  }

  var verdict: String {
    guard mean.isFinite && abs(mean) > 2 * standardError else {
      return "even"
    }
    return mean > 0 ? "ahead" : "behind"
  }
}

//: A difference of decibels, also where both pictures are perfect.
func difference(_ left: Double, _ right: Double) -> Double {
  left == right ? 0 : left - right
}

func signed(_ number: Double) -> String {
  (number < 0 ? "−" : "+") + abs(number).shown(decimals: 1)
}

//: Which options there are, which picture is read, and how the film is
//: made.
func pageOptions() -> [LessonOption] {
  [
    .init(
      "--image", value: "FILE",
      help: "another PNG, JPEG, PGM or PPM picture"),
    .init(
      "--noise", value: "s", default: "25",
      help: "its deviation, 0.1 to 1000 grey levels"),
    .init("--quick", help: "the middle of the picture alone, 160×160"),
  ]
}

func chosenPicture(_ page: Page) throws -> Matrix<Double> {
  let file = page.option("--image")
  let read = try file.map { try Picture(contentsOf: $0) }
  let grey = try (read ?? BundledPicture.camera.load()).grey
  guard page.isGiven("--quick") else { return grey }
  func middle(_ length: Int) -> Range<Int> {
    let part = min(length, 160)
    return (length - part) / 2..<(length + part) / 2
  }
  return grey[rows: middle(grey.rows), columns: middle(grey.columns)]
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

//: One frame of a film as a picture.
func frame(_ t: Int, of film: Matrix<Double>) -> Matrix<Double> {
  Matrix(rows: 50, columns: 50, elements: film.row(t).elements)
}

//: A change of each frame by itself.
func eachFrame(
  of film: Matrix<Double>, side: Int,
  _ change: (Matrix<Double>) -> Matrix<Double>
) -> Matrix<Double> {
  let frames = (0..<film.rows).map { t in
    change(
      Matrix(rows: side, columns: side, elements: film.row(t).elements)
    ).elements
  }
  return Matrix(
    rows: film.rows, columns: film.columns,
    elements: Array(frames.joined()))
}
