//: # Can a network bring back what truncation dropped?
//:
//: Truncation keeps k layers of a matrix and throws the others away. The
//: article "Distillation of SVD" says that a network can be trained to
//: predict the missing singular values and vectors. Can it?
//:
//: You will see
//: - the article's four steps, and seven rules for k that do not agree;
//: - a network that predicts what is missing of digits it has never seen:
//:   what makes that hard, what works, and what it costs;
//: - what *distillation* usually means: a student with a teacher, or none.
import Datasets
import DistillationExercises
import LinearAlgebra
import LowRank
import Networks
import Notebook

lesson(
  "Distillation",
  summary: "Can a network bring back what truncation dropped?",
  options: [.init("--quick", help: "fewer digits and smaller networks")]
) { page in
  //: ## Four steps
  //:
  //: What the article describes is a truncation. *Decompose* the matrix;
  //: *select* the k largest singular values; *truncate*, dropping the
  //: others with their vectors; *rebuild* by multiplying. Here it is, on a
  //: photograph.
  let quick = page.isGiven("--quick")
  var generator = SeededGenerator(seed: page.seed)
  let photo = try BundledPicture.camera.load().grey
  let step = quick ? 4 : 1
  let (m, n) = (photo.rows / step, photo.columns / step)
  let a = Matrix(rows: m, columns: n) { photo[$0 * step, $1 * step] }
  let factors = try svd(a)  // decompose
  let sigma = factors.singularValues  // select: they descend
  let cut = factors.truncated(to: 10)  // truncate
  let rebuilt = cut.reconstructed()  // rebuild
  page.pictures([("A", a), ("A₁₀", rebuilt)])

  //: What is missing is the *residual* A − Aₖ. It is a sum of layers, too:
  //: σₖ₊₁uₖ₊₁vₖ₊₁ᵀ and all that follow. So its norm is known beforehand.
  let residual = try truncationResidual(a, rank: 10)
  page.check("A₁₀ and the residual make A", rebuilt + residual, equals: a)
  page.check(
    "‖A − A₁₀‖/‖A‖ = √(σ₁₁² + …)/√(σ₁² + …)",
    residual.frobeniusNorm / a.frobeniusNorm,
    equals: try truncationError(singularValues: sigma, rank: 10),
    tolerance: Double(max(m, n)) * .ulpOfOne)

  //: ## Which k?
  //:
  //: The article leaves k to you. There are rules:
  //:
  //: - *energy*: the least k whose values hold 90 or 99 % of Σσᵢ²;
  //: - *elbow*: where their curve bends most, farthest below the line from
  //:   its first point to its last; of log σ it is another;
  //: - *Gavish–Donoho*: the values above the last lesson's threshold;
  //: - *held-out entries*: the k that best predicts what was not shown.
  //:
  //: The last one needs a word. Cut the rows in two groups, and the
  //: columns. That makes four blocks, [A B; C D]. Hide A. If the matrix
  //: has rank k, and D as well, then A = B Dₖ⁺ C exactly, where Dₖ⁺ is the
  //: pseudoinverse of D cut to rank k.
  let (h, w) = (m / 2, n / 2)
  let corner = try predictedBlock(
    b: rebuilt[rows: 0..<h, columns: w..<n],
    c: rebuilt[rows: h..<m, columns: 0..<w],
    d: rebuilt[rows: h..<m, columns: w..<n], rank: 10)
  page.check(
    "the hidden corner of A₁₀, from the rest of A₁₀",
    corner, equals: rebuilt[rows: 0..<h, columns: 0..<w],
    tolerance: 1e-8 * sigma[0])

  //: If it has not, the formula is a guess, and you can see how good. Deal
  //: rows and columns into groups at random, let each block hide in turn,
  //: and take the k with the least error: *bi-cross-validation* (Owen and
  //: Perry, 2009). Here are a senate's votes. The error of Aₖ falls with
  //: each layer; on what was hidden it does not.
  let votes = try BundledTable.senate.load().numbers
  let hidden = try biCrossValidation(
    votes, maximumRank: 50, using: &generator)
  let energies = try svd(votes).singularValues.map { $0 * $0 }
  let own = hidden.indices.map { k in
    energies[k...].reduce(0, +) / Double(votes.elements.count)
  }
  let axis = hidden.indices.map(Double.init)
  page.plot(
    Chart(
      title: "Votes: mean squared error by rank",
      x: Axis("k"), y: Axis("error", range: 0...1),
      series: [.line("hidden", axis, hidden), .line("of Aₖ", axis, own)]))

  //: Now all rules, on the photograph, on digits, one a row, on the votes,
  //: and on a matrix whose rank is known: the photograph's first eight
  //: layers with a little noise on each point. Of the photograph you also
  //: see what that k costs, k(m + 1 + n) numbers of mn, and what it loses.
  let digits = try DigitSamples.bundled(.unit, using: &generator)
  let few = Matrix<Double>(digits.test[upTo: quick ? 60 : 300].inputs)
  let noise = Matrix.normal(rows: m, columns: n, using: &generator) * 10
  let planted = factors.truncated(to: 8).reconstructed() + noise
  let rules: [RankRule] = [
    .energy(0.9), .energy(0.99), .elbow, .logarithmicElbow,
    .gavishDonoho, .heldOut(groups: 2), .heldOut(groups: 3),
  ]
  var ranks: [[Int]] = []
  for x in page.progress("ranks", of: [a, few, votes, planted]) {
    let svd = try svd(x)
    ranks.append(
      try rules.map { try $0.rank(of: svd, x, seed: page.seed) })
  }
  func cost(_ k: Int) -> Double {
    Double(100 * k * (m + 1 + n)) / Double(m * n)
  }
  func loss(_ k: Int) throws -> Double {
    100 * (try truncationError(singularValues: sigma, rank: k))
  }
  page.table(
    "How many layers? Planted has 8 and noise",
    .texts("rule", rules.map(\.name)), .integers("photo", ranks[0]),
    .numbers("stored, %", ranks[0].map(cost), digits: 1),
    .numbers("lost, %", try ranks[0].map(loss), digits: 1),
    .integers("digits", ranks[1]), .integers("votes", ranks[2]),
    .integers("planted", ranks[3]))
  page.check("Gavish–Donoho finds the 8", ranks[3][4], equals: 8)
  page.check("so do held-out blocks, 2×2", ranks[3][5], equals: 8)

  //: They disagree because they ask different things. Energy returns your
  //: own number. The elbow asks the eye, and the eye depends on the axis.
  //: Gavish and Donoho ask what stands above white noise; where there is
  //: none, the answer means little. Held-out entries ask what can be
  //: predicted: more, if more is shown, and the draw of the blocks counts.
  //: Only low rank plus noise has one right answer.
  let ks = Array(1...sigma.count / 3)
  page.plot(
    Chart(
      title: "The photograph: cost against accuracy",
      x: Axis("numbers stored, %"), y: Axis("lost, %"),
      series: [
        .line("k = 1, 2, …", ks.map(cost), try ks.map(loss)),
        .scatter("the rules", ranks[0].map(cost), try ranks[0].map(loss)),
      ]))

  //: ## The article's claim
  //:
  //: Now the matrix is one digit, 28×28, and there are many. Keep k layers
  //: of each. A network learns from training digits: Aₖ goes in, what is
  //: missing should come out. Validation digits choose its learning rate
  //: and its epoch. It is judged on digits that neither has seen.
  let parts = [
    digits.training[upTo: quick ? 300 : 3500],
    digits.validation[upTo: quick ? 60 : 500],
    digits.test[upTo: quick ? 100 : 1000],
  ]
  let pictures = try parts.map {
    try DecomposedPictures(Matrix<Double>($0.inputs), height: 28)
  }
  let test = pictures[2]
  let cuts = quick ? [2] : [2, 4]
  let kept = cuts.map { k in pictures.map { $0.truncated(to: k) } }
  var plan = TrainingPlan(
    learningRates: quick ? [3e-3] : [1e-3, 3e-3],
    epochs: quick ? 4 : 10, seed: page.seed)
  func fit(
    _ label: String, _ x: [Matrix<Double>], to y: [Matrix<Double>]
  ) -> NetworkRegression {
    let work = page.progress(label, total: plan.steps(of: parts[0]))
    return NetworkRegression(
      inputs: x[0], targets: y[0], validation: (x[1], y[1]),
      hidden: quick ? 32 : 384, plan: plan, using: &generator
    ) { work.advance() }
  }
  if quick { page.note("So few digits teach little: believe no table.") }

  //: ## First try: the next value and its vectors
  //:
  //: Take the article at its word. The outputs are uₖ₊₁, vₖ₊₁ and σₖ₊₁: 57
  //: numbers. But what is *the* uₖ₊₁? The pair (−u, −v) is as good. The
  //: library makes the largest element of u positive, and where two of
  //: them compete, a breath turns u round. Another network learns the same
  //: with each pair's sign drawn by a coin.
  let direct = zip(cuts, kept).map { k, x in
    fit("triplet", x, to: pictures.map { $0.triplets(after: k) })
  }
  let tossed = pictures.map {
    $0.triplets(after: 2) { Bool.random(using: &generator) ? 1 : -1 }
  }
  let byCoin = fit("signs by a coin", kept[0], to: tossed)

  //: How well do they hit u₃? Look at |cos| of the angle, which forgives
  //: the sign. Two controls: the one direction that is best for all, and
  //: the u₃ of the training digit most like this one after truncation.
  let known = pictures[0].leftVectors(after: 2)
  let truth = test.leftVectors(after: 2)
  let common = try symmetricEigen(known.transposed * known).vectors
  let twins = DecomposedPictures.nearest(kept[0][2], among: kept[0][0])
  func said(_ network: NetworkRegression) -> Matrix<Double> {
    network.predictions(for: kept[0][2])[
      rows: 0..<test.count, columns: 0..<28]
  }
  let scores = [
    Matrix(rows: test.count, columns: 28) { common[$1, 0] },
    Matrix(rows: test.count, columns: 28) { known[twins[$0], $1] },
    said(direct[0]), said(byCoin),
  ].map { DirectionScore($0, against: truth) }
  page.table(
    "u₃ of held-out digits",
    .texts("guess", ["one for all", "twin", "network", "with the coin"]),
    .numbers("mean |cos|", scores.map(\.cosine)),
    .percents("right sign", scores.map(\.sameSign), digits: 0),
    .numbers("mean length", scores.map(\.length)))

  //: Look at the twins. Their u₃ often has the other sign, although the
  //: digits look alike. A network that makes squared errors small answers
  //: with the mean of all that its input may stand for, and the mean of u
  //: and −u is 0: so its answers are short. With the coin, little but that
  //: is left to learn.
  //:
  //: ## Second try: the residual
  //:
  //: Ask for something without a sign. In σuvᵀ it cancels, and in the sum
  //: of all dropped layers it does not matter which came first. That sum
  //: is the residual A − Aₖ. Its controls: the mean residual of the
  //: training digits, and ridge regression, linear in Aₖ, with a penalty
  //: that validation chose.
  let missing = kept.map { zip(pictures, $0).map { $0.pictures - $1 } }
  let nets = zip(kept, missing).map { fit("residual", $0, to: $1) }
  let errors = try cuts.indices.map { i -> [Average] in
    let ridge = try RidgeRegression(
      inputs: kept[i][0], targets: missing[i][0])
    let penalty = ridge.bestPenalty(
      among: [3, 10, 30, 100, 300], for: kept[i][1],
      targets: missing[i][1])
    let (k, x, mean) = (cuts[i], kept[i][2], ridge.means.targets)
    return [
      x, Matrix(rows: x.rows, columns: 784) { x[$0, $1] + mean[$1] },
      test.truncated(to: k, adding: direct[i].predictions(for: x)),
      x + ridge.predictions(for: x, penalty: penalty),
      x + nets[i].predictions(for: x), test.truncated(to: k + 1),
    ].map { Average(test.relativeErrors(of: $0)) }
  }
  let names = [
    "Aₖ", "Aₖ + mean residual", "Aₖ + the triplet, said directly",
    "Aₖ + ridge regression", "Aₖ + network", "Aₖ₊₁: the true next triplet",
  ]
  page.table(
    "Held-out digits: ‖A − Â‖/‖A‖ in % (± one standard error)",
    ["Â"] + cuts.map { "k = \($0)" },
    names.indices.map { row in
      [names[row]] + errors.map { $0[row].percent }
    })
  for (k, error) in zip(cuts, errors.map { $0.map(\.mean) }) {
    let way = (error[0] - error[4]) / (error[0] - error[5])
    page.note(
      "k = \(k): the network wins **\((100 * way).shown(decimals: 0)) %** "
        + "of what the true next triplet would.")
  }
  func guess(_ x: Matrix<Double>) -> Matrix<Double> {
    x + nets[0].predictions(for: x)
  }
  let second = test.truncated(to: 3)
  let stages = [test.pictures, kept[0][2], guess(kept[0][2]), second].map {
    Matrix(rows: 28, columns: 28, elements: $0.row(0).elements)
  }
  page.pictures(
    Array(zip(["A", "A₂", "A₂ + network", "A₃"], stages)),
    range: .values(0, 1))

  //: Nor are the vectors lost. Decompose the residual that it predicts,
  //: and its first left vector is a guess at u₃, too.
  let predicted = try DecomposedPictures(
    nets[0].predictions(for: kept[0][2]), height: 28)
  let indirect = DirectionScore(
    predicted.leftVectors(after: 0), against: truth)
  page.show(
    [indirect, scores[2], scores[1]].map(\.cosine),
    "mean |cos| with u₃: this way, asked directly, the twin", digits: 2)

  //: It knows how digits look. That knowledge has to be stored as well.
  let weights = nets[0].choice.network.parameterCount
  page.note(
    "The network is **\(weights)** numbers. The true next triplets of "
      + "**\(weights / 57)** digits are no more, and those are exact.")

  //: ## Where this goes wrong: other pictures
  //:
  //: The network adds what digits would need. Stand the digits on their
  //: heads, or cut the photograph into squares. And never judge a network
  //: by the digits that it learnt from.
  let sets = [
    pictures[0], test, try test.upsideDown(),
    try DecomposedPictures(squaresOf: photo / 255, side: 28),
  ]
  func off(_ guess: (DecomposedPictures) -> Matrix<Double>) -> [Double] {
    sets.map { Average($0.relativeErrors(of: guess($0))).mean }
  }
  let before = off { $0.truncated(to: 2) }
  let after = off { guess($0.truncated(to: 2)) }
  let kinds = ["learnt from", "held out", "upside down", "photograph"]
  page.table(
    "‖A − Â‖/‖A‖",
    .texts("pictures", kinds), .percents("A₂", before, digits: 1),
    .percents("A₂ + network", after, digits: 1),
    .percents("A₃", off { $0.truncated(to: 3) }, digits: 1))
  page.check("on the photograph it does harm", after[3] > before[3])

  //: ## Does it improve a network?
  //:
  //: The article says so, above all with noisy data. Let a small network
  //: learn to read digits, each time from another version of them, and
  //: judge it by that version. Y has normal noise on each pixel, with half
  //: the range from black to white as its deviation.
  let noisy = try pictures.map {
    try $0.addingNoise(deviation: 0.5, using: &generator)
  }
  let versions = [
    pictures.map(\.pictures), kept[0], kept[0].map(guess),
    pictures.map { $0.truncated(to: 3) }, noisy.map(\.pictures),
    noisy.map { $0.truncated(to: 2) }, noisy.map { $0.truncated(to: 4) },
  ]
  let titles = ["A", "A₂", "A₂ + network", "A₃", "Y", "Y₂", "Y₄"]
  plan.batchSize = 64
  let reader = Network.dense(
    [784, quick ? 16 : 128, 10], initialization: .he, using: &generator)
  let steps = plan.steps(of: parts[0])
  let work = page.progress("readers", total: 7 * steps)
  let hits = versions.map {
    reader.hits(learning: $0, of: parts, by: plan) { work.advance() }
  }
  let gain = hits.indices.map {
    Average(hits[$0], less: hits[$0 < 4 ? 0 : 4]).percent
  }
  page.table(
    "Held-out digits read right (± one standard error)",
    .texts("version", titles),
    .texts("%", hits.map { Average($0).percent }),
    .texts("more than A, or than Y, in points", gain))

  let help = Average(hits[2], less: hits[1]).percent
  page.note("A₂ + network, more than A₂: **\(help)** points.")

  //: Answers are paired digit by digit. The error counts which digits were
  //: drawn, not where training began: other seeds may move it further.
  //:
  //: - Important: The article promises accuracy: look for a row where
  //:   truncation pays. We did not find its use of the word elsewhere.
  //:   Nearest come teacher and student that compare features cut by an
  //:   SVD (Lee, Kim and Song, 2018, arXiv 1807.06819).
  //:
  //: ## What distillation usually means
  //:
  //: A large network, the *teacher*, has learnt from labels. A small one,
  //: the *student*, learns from what the teacher says: not just "a 4", but
  //: "a 4, and a little of a 9". To make the little count, logits are
  //: divided by a *temperature* T first (Hinton, Vinyals and Dean, 2015).
  let width = quick ? 48 : 512
  let lecture = page.progress("teacher", total: steps)
  let teacher = Network.dense(
    [784, width, width, 10], initialization: .he, using: &generator
  ).selected(by: plan, on: parts[0], validation: parts[1]) { _, _ in
    lecture.advance()
  }.network
  let opinions = Matrix<Double>(teacher.logits(for: parts[1].inputs))
  let soft = try [1.0, 4].map { try softened(opinions, temperature: $0) }
  let sure = (0..<opinions.rows).map { soft[0].row($0).max() ?? 0 }
  let doubt = sure.indices.min { sure[$0] < sure[$1] } ?? 0
  page.table(
    "What the teacher is least sure of: a \(parts[1].labels[doubt])",
    .integers("class", Array(0..<10)),
    .percents("T = 1", soft[0].row(doubt).elements, digits: 1),
    .percents("T = 4", soft[1].row(doubt).elements, digits: 1))

  //: The students are networks of lesson 5: the teacher, cut to rank D but
  //: for its last layer. In their loss a share α is the cross-entropy with
  //: the teacher at T, times T² since its gradients shrink by that. The
  //: rest is with the labels. One gradient, by hand and by the module:
  let layers = try teacher.decompositions()
  let eight = parts[0][upTo: 8]
  let logits = teacher.logits(for: parts[0].inputs)
  let theirs = logits[rows: 0..<8, columns: 0..<10]
  let ours = teacher.truncated(to: 4, layers).logits(for: eight.inputs)
  let targets = SoftTargets(
    teacher: theirs, labels: eight.labels, temperature: 4, share: 0.5)
  page.check(
    "the gradient",
    try distillationGradient(
      student: Matrix<Double>(ours), teacher: Matrix<Double>(theirs),
      labels: eight.labels, temperature: 4, share: 0.5),
    equals: Matrix<Double>(targets.gradient(at: ours)), tolerance: 1e-5)

  //: The control is the same student, trained on the labels alone, with as
  //: many steps and learning rates. T is 4; validation chooses α, ½ or 1.
  let recipes: [TeachingRecipe] = [
    .labelsAlone, .init(temperature: 4, share: 0.5),
    .init(temperature: 4, share: 1),
  ]
  let (depths, runs) = (quick ? [4] : [4, 8, 16], quick ? 1 : 2)
  let starts = depths.map { teacher.truncated(to: $0, layers) }
  let total = recipes.count * depths.count * runs * steps
  let studies = page.progress("students", total: total)
  let students = starts.map { start in
    recipes.map {
      start.taught(
        $0, by: logits, on: parts[0], validation: parts[1], plan: plan,
        runs: runs
      ) { studies.advance() }
    }
  }
  let best = students.map { $0[1].validation < $0[2].validation ? 2 : 1 }
  let alone = students.map { $0[0].hits(on: parts[2]) }
  let taught = zip(students, best).map { $0[$1].hits(on: parts[2]) }
  let gains = zip(taught, alone).map { Average($0, less: $1) }
  page.table(
    "Held-out digits, teacher \(teacher.accuracy(on: parts[2]).percent)",
    .integers("D", depths),
    .integers("size", starts.map(\.parameterCount)),
    .texts("cut", starts.map { $0.accuracy(on: parts[2]).percent }),
    .texts("labels", alone.map { Average($0).percent }),
    .texts("taught", taught.map { Average($0).percent }),
    .texts("gain", gains.map(\.percent)),
    .numbers("α", best.map { Double(recipes[$0].share) }, digits: 1))
  let clear = gains.count { abs($0.mean) > 2 * $0.standardError }
  page.note(
    "**\(clear)** of \(gains.count) gains lie beyond two standard errors.")

  //: Training does most of it: compare *cut* with *labels*. The error of a
  //: gain counts which digits were drawn, not which teacher, start and
  //: order. So it is too small: try other seeds before you believe a gain.
  //:
  //: ## Your turn
  //:
  //: Five exercises belong to this lesson. Write them in
  //: `Exercises/07-Distillation.swift` and grade them with `swift test
  //: --filter Distillation`.
  //:
  //: - **7.1** the error of a truncation from the spectrum;
  //: - **7.2** the residual, which has no sign;
  //: - **7.3** predict a hidden block;
  //: - **7.4** soften logits with a temperature;
  //: - **7.5** the gradient of a student.
  //:
  //: Then run this page on your own functions with `swift run course mine
  //: Distillation`.
  //:
  //: Blocks were hidden here to choose a rank. The next lesson fills in
  //: entries that nobody has seen: `swift run Recommender`.
}
