//: # Can a network bring back what truncation dropped?
//:
//: Truncation keeps k layers of a matrix and throws the others away. The
//: article "Distillation of SVD" says that a network can be trained to
//: predict the missing singular values and vectors. Can it?
//:
//: You will see three parts, each with a question of its own:
//: 1. How many layers to keep? The article's four steps, and seven rules
//:    for k that do not agree.
//: 2. Can what was dropped be predicted? A network tries, on digits that
//:    it has never seen: what makes that hard, what works, what it costs.
//: 3. What does *distillation* usually mean, and does it pay? A student
//:    with a teacher, against the same student without.
import Datasets
import DistillationExercises
import LinearAlgebra
import LowRank
import Networks
import Notebook

lesson(
  "Distillation",
  summary: "Can a network bring back what truncation dropped?",
  options: pageOptions()
) { page in
  //: ## Part 1: How many layers to keep?
  //:
  //: What the article describes is a truncation. *Decompose* the matrix;
  //: *select* the k largest singular values; *truncate*, dropping the
  //: others with their vectors; *rebuild* by multiplying. Here it is, on a
  //: photograph.
  let budget = Budget(page)
  var generator = SeededGenerator(seed: page.seed)
  let photo = try BundledPicture.camera.load().grey
  let a = thinned(photo, step: budget.pixelStep)
  let m = a.rows
  let n = a.columns

  let factors = try svd(a)  // decompose
  let sigma = factors.singularValues  // select: they descend
  let cut = factors.truncated(to: 10)  // truncate
  let rebuilt = cut.reconstructed()  // rebuild
  page.pictures([("A", a), ("A₁₀", rebuilt)])

  //: What is missing is the *residual* A − Aₖ. It is a sum of layers, too:
  //: σₖ₊₁uₖ₊₁vₖ₊₁ᵀ and all that follow. Part 2 will try to predict it.
  page.source(of: "truncationResidual")
  let residual = try truncationResidual(a, rank: 10)
  page.check("A₁₀ and the residual make A", rebuilt + residual, equals: a)

  //: Its layers are orthogonal to each other. So its norm is known
  //: beforehand, from the values alone.
  page.check(
    "‖A − A₁₀‖/‖A‖ = √(σ₁₁² + …)/√(σ₁² + …)",
    residual.frobeniusNorm / a.frobeniusNorm,
    equals: try truncationError(singularValues: sigma, rank: 10),
    tolerance: Double(max(m, n)) * .ulpOfOne)

  //: ### Rules for k
  //:
  //: The article leaves k to you. There are rules:
  //:
  //: - *energy*: the least k whose values hold 90 or 99 % of Σσᵢ²;
  //: - *elbow*: where their curve bends most, farthest below the line from
  //:   its first point to its last; of log σ it is another;
  //: - *Gavish–Donoho*: the values above the last lesson's threshold;
  //: - *held-out entries*: the k that best predicts what was not shown.
  //:
  //: ### A block that is hidden
  //:
  //: The last rule needs a word. Cut the rows in two groups, and the
  //: columns. That makes four blocks, [A B; C D]. Hide A. If the matrix
  //: has rank k, and D as well, then A = B Dₖ⁺ C exactly, where Dₖ⁺ is the
  //: pseudoinverse of D cut to rank k.
  page.source(of: "predictedBlock")

  //: A₁₀ has rank 10. So its upper left corner follows from the rest of
  //: it.
  let (upper, lower) = (0..<m / 2, m / 2..<m)
  let (left, right) = (0..<n / 2, n / 2..<n)
  let corner = try predictedBlock(
    b: rebuilt[rows: upper, columns: right],
    c: rebuilt[rows: lower, columns: left],
    d: rebuilt[rows: lower, columns: right], rank: 10)
  page.check(
    "the hidden corner of A₁₀, from the rest of A₁₀",
    corner, equals: rebuilt[rows: upper, columns: left],
    tolerance: 1e-8 * sigma[0])

  //: If the matrix is not of that rank, the formula is a guess, and you
  //: can see how good. Deal rows and columns into groups at random, let
  //: each block hide in turn, and take the k with the least error:
  //: *bi-cross-validation* (Owen and Perry, 2009).
  //:
  //: Here are a senate's votes. The error of Aₖ falls with each layer; on
  //: what was hidden it does not.
  let votes = try BundledTable.senate.load().numbers
  let hidden = try biCrossValidation(
    votes, maximumRank: 50, using: &generator)
  let energies = try singularValues(of: votes).map { $0 * $0 }
  let ofTruncation = hidden.indices.map { k in
    energies[k...].reduce(0, +) / Double(votes.elements.count)
  }

  let axis = hidden.indices.map(Double.init)
  page.plot(
    Chart(
      title: "Votes: mean squared error by rank",
      x: Axis("k"), y: Axis("error", range: 0...1),
      series: [
        .line("hidden", axis, hidden),
        .line("of Aₖ", axis, ofTruncation),
      ]))

  //: ### All rules, on four matrices
  //:
  //: Let all rules judge the photograph; digits, one a row; the votes; and
  //: a matrix whose rank is known. That one is *planted*: the photograph's
  //: first eight layers, with a little noise on each point.
  let digits = try DigitSamples.bundled(.unit, using: &generator)
  let digitRows = Matrix<Double>(digits.test[upTo: budget.rows].inputs)
  let noise = Matrix.normal(rows: m, columns: n, using: &generator) * 10
  let planted = factors.truncated(to: 8).reconstructed() + noise

  let rules: [RankRule] = [
    .energy(0.9), .energy(0.99), .elbow, .logarithmicElbow,
    .gavishDonoho, .heldOut(groups: 2), .heldOut(groups: 3),
  ]
  let judging = page.progress("ranks", total: 4)
  func ranks(of x: Matrix<Double>) throws -> [Int] {
    defer { judging.advance() }
    let factors = try svd(x)
    return try rules.map { rule in
      try rule.rank(of: factors, x, seed: page.seed)
    }
  }

  //: Of the photograph you also see what that k costs, k(m + 1 + n)
  //: numbers of mn, and what it loses.
  func cost(_ k: Int) -> Double {
    Double(100 * k * (m + 1 + n)) / Double(m * n)
  }
  func loss(_ k: Int) throws -> Double {
    100 * (try truncationError(singularValues: sigma, rank: k))
  }

  let ofPhoto = try ranks(of: a)
  let ofDigits = try ranks(of: digitRows)
  let ofVotes = try ranks(of: votes)
  let ofPlanted = try ranks(of: planted)
  page.table(
    "How many layers? Planted has 8 and noise",
    .texts("rule", rules.map(\.name)),
    .integers("photo", ofPhoto),
    .numbers("stored, %", ofPhoto.map(cost), digits: 1),
    .numbers("lost, %", try ofPhoto.map(loss), digits: 1),
    .integers("digits", ofDigits),
    .integers("votes", ofVotes),
    .integers("planted", ofPlanted))

  //: Two of the rules were made to tell layers from noise. They should
  //: find the eight.
  let apart: [RankRule] = [.gavishDonoho, .heldOut(groups: 2)]
  for (rule, k) in zip(rules, ofPlanted) where apart.contains(rule) {
    page.check("the 8 is found by: \(rule.name)", k, equals: 8)
  }

  //: The rules disagree because they ask different things. Energy returns
  //: your own number. The elbow asks the eye, and the eye depends on the
  //: axis. Gavish and Donoho ask what stands above white noise; where
  //: there is none, the answer means little. Held-out entries ask what can
  //: be predicted: more, if more is shown, and the draw of the blocks
  //: counts. Only low rank plus noise has one right answer.
  let ks = Array(1...sigma.count / 3)
  page.plot(
    Chart(
      title: "The photograph: cost against accuracy",
      x: Axis("numbers stored, %"), y: Axis("lost, %"),
      series: [
        .line("k = 1, 2, …", ks.map(cost), try ks.map(loss)),
        .scatter("the rules", ofPhoto.map(cost), try ofPhoto.map(loss)),
      ]))

  //: And none of them asks what a number costs you.
  //:
  //: ### Part 1 in short
  //:
  //: What truncation drops is a matrix whose norm the spectrum tells. How
  //: much to drop, it does not tell. So decide first what k is for: a
  //: share of the energy, what stands above noise, or what can be
  //: predicted. Then there is a rule for it.
  page.note(
    "On the photograph the seven rules went from "
      + "k = **\(ofPhoto.min() ?? 0)** to **\(ofPhoto.max() ?? 0)**.")

  //: ## Part 2: Can what was dropped be predicted?
  //:
  //: From one matrix alone it cannot: Aₖ is all that is left, and other
  //: matrices have the same. But now the matrix is one digit, 28×28, and
  //: there are many. Keep k layers of each. A network learns from training
  //: digits: Aₖ goes in, what is missing should come out.
  let parts = Parts(
    training: digits.training[upTo: budget.training],
    validation: digits.validation[upTo: budget.validation],
    test: digits.test[upTo: budget.test])
  let pictures = try parts.map { samples in
    try DecomposedPictures(Matrix<Double>(samples.inputs), height: 28)
  }
  let test = pictures.test
  let cuts = budget.cuts.map { k in Cut(pictures, to: k) }
  let atTwo = cuts[0]  // k = 2
  if budget.isQuick {
    page.note("So few digits teach little: believe no table.")
  }

  //: Validation digits choose its learning rate and its epoch. It is
  //: judged on digits that neither has seen.
  var plan = budget.plan
  func fit(
    _ label: String, _ kept: Parts<Matrix<Double>>,
    to wanted: Parts<Matrix<Double>>
  ) -> NetworkRegression {
    let work = page.progress(label, total: plan.steps(of: parts.training))
    return NetworkRegression(
      inputs: kept.training, targets: wanted.training,
      validation: (kept.validation, wanted.validation),
      hidden: budget.hiddenUnits, plan: plan, using: &generator
    ) { work.advance() }
  }

  //: ### First try: the next value and its vectors
  //:
  //: Take the article at its word. The outputs are uₖ₊₁, vₖ₊₁ and σₖ₊₁: 57
  //: numbers. But what is *the* uₖ₊₁? The pair (−u, −v) is as good. The
  //: library makes the largest element of u positive, and where two of
  //: them compete, a breath turns u round.
  let direct = cuts.map { cut in
    fit(
      "triplet", cut.kept,
      to: pictures.map { $0.triplets(after: cut.rank) })
  }

  //: Another network learns the same with each pair's sign drawn by a
  //: coin.
  let tossed = pictures.map {
    $0.triplets(after: 2) { Bool.random(using: &generator) ? 1 : -1 }
  }
  let byCoin = fit("signs by a coin", atTwo.kept, to: tossed)

  //: How well do they hit u₃? Look at |cos| of the angle, which forgives
  //: the sign. Two controls: the one direction that is best for all, and
  //: the u₃ of the training digit most like this one after truncation.
  let known = pictures.training.leftVectors(after: 2)
  let truth = test.leftVectors(after: 2)
  let common = try symmetricEigen(known.transposed * known).vectors
  let twins = DecomposedPictures.nearest(
    atTwo.kept.test, among: atTwo.kept.training)

  func score(_ guess: (_ digit: Int, _ row: Int) -> Double)
    -> DirectionScore
  {
    DirectionScore(
      Matrix(rows: test.count, columns: 28, guess), against: truth)
  }
  func score(_ network: NetworkRegression) -> DirectionScore {
    let triplets = network.predictions(for: atTwo.kept.test)
    return score { digit, row in triplets[digit, row] }
  }

  //: Of a triplet the first 28 numbers are u₃.
  let ofOne = score { _, row in common[row, 0] }
  let ofTwins = score { digit, row in known[twins[digit], row] }
  let ofNetwork = score(direct[0])
  let ofCoin = score(byCoin)
  let scores = [ofOne, ofTwins, ofNetwork, ofCoin]
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
  //: ### Second try: the residual
  //:
  //: Ask for something without a sign. In σuvᵀ it cancels, and in the sum
  //: of all dropped layers it does not matter which came first. That sum
  //: is the residual A − Aₖ.
  let residualNetworks = cuts.map { cut in
    fit("residual", cut.kept, to: cut.missing)
  }
  let networkAtTwo = residualNetworks[0]
  func completed(_ x: Matrix<Double>) -> Matrix<Double> {
    x + networkAtTwo.predictions(for: x)
  }

  //: It has two controls: the mean residual of the training digits, and
  //: ridge regression, linear in Aₖ, with a penalty that validation chose.
  let ridges = try cuts.map { cut in try Ridge(cut) }

  //: So there are six guesses at a digit:
  enum Guess: String, CaseIterable {
    case nothing = "Aₖ"
    case mean = "Aₖ + mean residual"
    case triplet = "Aₖ + the triplet, said directly"
    case ridge = "Aₖ + ridge regression"
    case network = "Aₖ + network"
    case next = "Aₖ₊₁: the true next triplet"
  }
  func guess(_ kind: Guess, at place: Int) -> Matrix<Double> {
    let rank = cuts[place].rank
    let x = cuts[place].kept.test
    switch kind {
    case .nothing: return x
    case .mean: return x + ridges[place].mean(forEachOf: x)
    case .triplet:
      let triplets = direct[place].predictions(for: x)
      return test.truncated(to: rank, adding: triplets)
    case .ridge: return x + ridges[place].predictions(for: x)
    case .network: return x + residualNetworks[place].predictions(for: x)
    case .next: return test.truncated(to: rank + 1)
    }
  }

  //: And this is how far they are from the digits.
  func error(_ kind: Guess, at place: Int) -> Average {
    Average(test.relativeErrors(of: guess(kind, at: place)))
  }
  page.table(
    "Held-out digits: ‖A − Â‖/‖A‖ in % (± one standard error)",
    ["Â"] + cuts.map { "k = \($0.rank)" },
    Guess.allCases.map { kind in
      [kind.rawValue] + cuts.indices.map { error(kind, at: $0).percent }
    })

  func share(at place: Int) -> Double {
    let nothing = error(.nothing, at: place).mean
    let next = error(.next, at: place).mean
    return (nothing - error(.network, at: place).mean) / (nothing - next)
  }
  for (place, cut) in cuts.enumerated() {
    let won = (100 * share(at: place)).shown(decimals: 0)
    page.note(
      "k = \(cut.rank): the network wins **\(won) %** "
        + "of what the true next triplet would.")
  }

  //: Look at one of the digits.
  func firstPicture(_ rows: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: 28, columns: 28, elements: rows.row(0).elements)
  }
  page.pictures(
    [
      ("A", firstPicture(test.pictures)),
      ("A₂", firstPicture(atTwo.kept.test)),
      ("A₂ + network", firstPicture(completed(atTwo.kept.test))),
      ("A₃", firstPicture(test.truncated(to: 3))),
    ], range: .values(0, 1))

  //: Nor are the vectors lost. Decompose the residual that it predicts,
  //: and its first left vector is a guess at u₃, too.
  let predicted = try DecomposedPictures(
    networkAtTwo.predictions(for: atTwo.kept.test), height: 28)
  let indirect = DirectionScore(
    predicted.leftVectors(after: 0), against: truth)
  page.show(
    [indirect, ofNetwork, ofTwins].map(\.cosine),
    "mean |cos| with u₃: this way, asked directly, the twin", digits: 2)

  //: It knows how digits look. That knowledge has to be stored as well.
  //: A triplet of a digit is 28 + 28 + 1 numbers.
  let stored = networkAtTwo.choice.network.parameterCount
  page.note(
    "The network is **\(stored)** numbers. The true next triplets of "
      + "**\(stored / (28 + 28 + 1))** digits are no more, and those are "
      + "exact.")

  //: ### Where this goes wrong: other pictures
  //:
  //: The network adds what digits would need. Stand the digits on their
  //: heads, or cut the photograph into squares. And never judge a network
  //: by the digits that it learnt from.
  let photoSquares = try DecomposedPictures(
    squaresOf: photo / 255, side: 28)
  let kinds = [
    ("learnt from", pictures.training),
    ("held out", test),
    ("upside down", try test.upsideDown()),
    ("photograph", photoSquares),
  ]
  func errorOfTwo(_ x: DecomposedPictures) -> Double {
    Average(x.relativeErrors(of: x.truncated(to: 2))).mean
  }
  func errorOfNetwork(_ x: DecomposedPictures) -> Double {
    Average(x.relativeErrors(of: completed(x.truncated(to: 2)))).mean
  }
  func errorOfThree(_ x: DecomposedPictures) -> Double {
    Average(x.relativeErrors(of: x.truncated(to: 3))).mean
  }

  //: Does A₂ with the network's guess come nearer to A than A₂ alone?
  page.table(
    "‖A − Â‖/‖A‖",
    .texts("pictures", kinds.map(\.0)),
    .percents("A₂", kinds.map { errorOfTwo($0.1) }, digits: 1),
    .percents(
      "A₂ + network", kinds.map { errorOfNetwork($0.1) }, digits: 1),
    .percents("A₃", kinds.map { errorOfThree($0.1) }, digits: 1))
  page.check(
    "on the photograph it does harm",
    errorOfNetwork(photoSquares) > errorOfTwo(photoSquares))

  //: ### Does it improve a network?
  //:
  //: The article says so, above all with noisy data. Let a small network
  //: learn to read digits, each time from another version of them, and
  //: judge it by that version. Y has normal noise on each pixel, with half
  //: the range from black to white as its deviation.
  let noisy = try pictures.map {
    try $0.addingNoise(deviation: 0.5, using: &generator)
  }
  plan.batchSize = 64
  let reader = Network.dense(
    [784, budget.readerWidth, 10], initialization: .he, using: &generator)

  let steps = plan.steps(of: parts.training)
  let work = page.progress("readers", total: 7 * steps)
  func hits(_ version: Parts<Matrix<Double>>) -> [Double] {
    reader.hits(learning: version.all, of: parts.all, by: plan) {
      work.advance()
    }
  }

  //: Four versions come from A, and three from Y.
  let ofA = hits(pictures.map(\.pictures))
  let ofA2 = hits(atTwo.kept)
  let ofCompleted = hits(atTwo.kept.map(completed))
  let ofA3 = hits(pictures.map { $0.truncated(to: 3) })
  let ofY = hits(noisy.map(\.pictures))
  let ofY2 = hits(noisy.map { $0.truncated(to: 2) })
  let ofY4 = hits(noisy.map { $0.truncated(to: 4) })

  func row(
    _ version: String, _ hits: [Double], against original: [Double]
  ) -> [String] {
    let gain = Average(hits, less: original)
    return [version, Average(hits).percent, gain.percent]
  }

  //: Answers are paired digit by digit. The error counts which digits were
  //: drawn, not where training began: other seeds may move it further.
  page.table(
    "Held-out digits read right (± one standard error)",
    ["version", "%", "more than A, or than Y, in points"],
    [
      row("A", ofA, against: ofA),
      row("A₂", ofA2, against: ofA),
      row("A₂ + network", ofCompleted, against: ofA),
      row("A₃", ofA3, against: ofA),
      row("Y", ofY, against: ofY),
      row("Y₂", ofY2, against: ofY),
      row("Y₄", ofY4, against: ofY),
    ])
  let help = Average(ofCompleted, less: ofA2)
  page.note("A₂ + network, more than A₂: **\(help.percent)** points.")

  //: Whatever the guess adds was computed from A₂. A network that reads A₂
  //: could have found it by itself.
  //:
  //: - Important: The article promises accuracy: look for a row where
  //:   truncation pays. It takes something away, and that can pay only
  //:   where it is mostly noise.
  //:
  //: ### Part 2 in short
  //:
  //: Ask for the residual, not for a triplet: a triplet has a sign, and
  //: the mean of u and −u says nothing. What the network adds it has
  //: learnt from other digits. So it is a guess at digits and at nothing
  //: else, and it has to be stored. New information on this digit is not
  //: in it.
  let harm = errorOfNetwork(photoSquares) / errorOfTwo(photoSquares)
  page.note(
    "On held-out digits, at k = 2, it won "
      + "**\((100 * share(at: 0)).shown(decimals: 0)) %** of what the "
      + "next triplet would. On the photograph it made the error "
      + "**\(harm.shown(decimals: 1))** times as large.")

  //: ## Part 3: What does distillation usually mean?
  //:
  //: We did not find the article's use of the word elsewhere. Nearest come
  //: teacher and student that compare features cut by an SVD (Lee, Kim and
  //: Song, 2018, arXiv 1807.06819).
  //:
  //: Usually there are two networks. A large one, the *teacher*, has
  //: learnt from labels. A small one, the *student*, learns from what the
  //: teacher says (Hinton, Vinyals and Dean, 2015). Does the student learn
  //: more from a teacher than from the labels alone?
  let lecture = page.progress("teacher", total: steps)
  let teacher = Network.dense(
    [784, budget.teacherWidth, budget.teacherWidth, 10],
    initialization: .he, using: &generator
  ).selected(
    by: plan, on: parts.training, validation: parts.validation
  ) { _, _ in lecture.advance() }.network

  //: ### Softened opinions
  //:
  //: A teacher says more than a label. It does not say just "a 4", but "a
  //: 4, and a little of a 9". To make the little count, logits are divided
  //: by a *temperature* T first.
  let opinions = Matrix<Double>(
    teacher.logits(for: parts.validation.inputs))
  let atOne = try softened(opinions, temperature: 1)
  let atFour = try softened(opinions, temperature: 4)

  let sure = (0..<opinions.rows).map { atOne.row($0).max() ?? 0 }
  let doubt = sure.indices.min { sure[$0] < sure[$1] } ?? 0
  let itsLabel = parts.validation.labels[doubt]
  page.table(
    "What the teacher is least sure of: a \(itsLabel)",
    .integers("class", Array(0..<10)),
    .percents("T = 1", atOne.row(doubt).elements, digits: 1),
    .percents("T = 4", atFour.row(doubt).elements, digits: 1))

  //: ### The student's loss
  //:
  //: The students are networks of lesson 5: the teacher, cut to rank D but
  //: for its last layer. In their loss a share α is the cross-entropy with
  //: the teacher at T, times T² since its gradients shrink by that. The
  //: rest is with the labels. One gradient, by hand and by the module:
  let layers = try teacher.decompositions()
  let lessons = teacher.logits(for: parts.training.inputs)
  let few = parts.training[upTo: 8]
  let theirs = lessons[rows: 0..<8, columns: 0..<10]
  let ours = teacher.truncated(to: 4, layers).logits(for: few.inputs)
  let targets = SoftTargets(
    teacher: theirs, labels: few.labels, temperature: 4, share: 0.5)
  page.check(
    "the gradient",
    try distillationGradient(
      student: Matrix<Double>(ours), teacher: Matrix<Double>(theirs),
      labels: few.labels, temperature: 4, share: 0.5),
    equals: Matrix<Double>(targets.gradient(at: ours)), tolerance: 1e-5)

  //: ### With a teacher, and without
  //:
  //: The control is the same student, trained on the labels alone, with as
  //: many steps and learning rates. T is 4; validation chooses α, ½ or 1.
  let half = TeachingRecipe(temperature: 4, share: 0.5)
  let whole = TeachingRecipe(temperature: 4, share: 1)
  let studies = page.progress(
    "students",
    total: 3 * budget.studentRanks.count * budget.runs * steps)
  func students(
    _ start: Network, _ recipe: TeachingRecipe
  ) -> Students {
    start.taught(
      recipe, by: lessons, on: parts.training,
      validation: parts.validation, plan: plan, runs: budget.runs
    ) { studies.advance() }
  }

  let starts = budget.studentRanks.map {
    teacher.truncated(to: $0, layers)
  }
  let alone = starts.map { students($0, .labelsAlone) }
  let taught = starts.map { start in
    let (some, all) = (students(start, half), students(start, whole))
    return some.validation < all.validation ? all : some
  }

  //: What the students read right, and what the teacher gained them:
  let aloneHits = alone.map { $0.hits(on: parts.test) }
  let taughtHits = taught.map { $0.hits(on: parts.test) }
  let gains = zip(taughtHits, aloneHits).map { Average($0, less: $1) }
  page.table(
    "Held-out digits, teacher \(teacher.accuracy(on: parts.test).percent)",
    .integers("D", budget.studentRanks),
    .integers("size", starts.map(\.parameterCount)),
    .texts("cut", starts.map { $0.accuracy(on: parts.test).percent }),
    .texts("labels", aloneHits.map { Average($0).percent }),
    .texts("taught", taughtHits.map { Average($0).percent }),
    .texts("gain", gains.map(\.percent)),
    .numbers("α", taught.map { Double($0.recipe.share) }, digits: 1))
  let clear = gains.count { abs($0.mean) > 2 * $0.standardError }
  page.note(
    "**\(clear)** of \(gains.count) gains lie beyond two standard errors.")

  //: The error of a gain counts which digits were drawn, not which
  //: teacher, start and order. So it is too small: try other seeds before
  //: you believe a gain.
  //:
  //: ### Part 3 in short
  //:
  //: A teacher's softened opinion tells a student which classes a digit
  //: resembles. Yet training does most of it: compare *cut* with *labels*.
  //: What the teacher adds stands under *gain*, against the same student
  //: with as much work and no teacher. Without that control you would have
  //: given the teacher the credit for both.
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

//: ## Behind the page
//:
//: How much there is of everything: little with `--quick`.
struct Budget {
  let isQuick: Bool
  private let seed: UInt64

  init(_ page: Page) {
    isQuick = page.isGiven("--quick")
    seed = page.seed
  }

  var pixelStep: Int { isQuick ? 4 : 1 }
  var rows: Int { isQuick ? 60 : 300 }
  var training: Int { isQuick ? 300 : 3500 }
  var validation: Int { isQuick ? 60 : 500 }
  var test: Int { isQuick ? 100 : 1000 }
  var cuts: [Int] { isQuick ? [2] : [2, 4] }
  var hiddenUnits: Int { isQuick ? 32 : 384 }
}

//: The same for readers, teacher and students.
extension Budget {
  var readerWidth: Int { isQuick ? 16 : 128 }
  var teacherWidth: Int { isQuick ? 48 : 512 }
  var studentRanks: [Int] { isQuick ? [4] : [4, 8, 16] }
  var runs: Int { isQuick ? 1 : 2 }

  var plan: TrainingPlan {
    TrainingPlan(
      learningRates: isQuick ? [3e-3] : [1e-3, 3e-3],
      epochs: isQuick ? 4 : 10, seed: seed)
  }
}

//: The same thing of the three parts of the digits.
struct Parts<Value> {
  let training: Value
  let validation: Value
  let test: Value

  var all: [Value] { [training, validation, test] }

  func map<Other>(
    _ transform: (Value) throws -> Other
  ) rethrows -> Parts<Other> {
    Parts<Other>(
      training: try transform(training),
      validation: try transform(validation),
      test: try transform(test))
  }
}

//: Digits cut to k layers, and what each of them misses then.
struct Cut {
  let rank: Int
  let kept: Parts<Matrix<Double>>
  let missing: Parts<Matrix<Double>>

  init(_ pictures: Parts<DecomposedPictures>, to rank: Int) {
    self.rank = rank
    kept = pictures.map { $0.truncated(to: rank) }
    missing = pictures.map { $0.pictures - $0.truncated(to: rank) }
  }
}

//: Ridge regression from Aₖ to A − Aₖ.
struct Ridge {
  private let regression: RidgeRegression
  private let penalty: Double

  init(_ cut: Cut) throws {
    regression = try RidgeRegression(
      inputs: cut.kept.training, targets: cut.missing.training)
    penalty = regression.bestPenalty(
      among: [3, 10, 30, 100, 300], for: cut.kept.validation,
      targets: cut.missing.validation)
  }

  func predictions(for x: Matrix<Double>) -> Matrix<Double> {
    regression.predictions(for: x, penalty: penalty)
  }

  func mean(forEachOf x: Matrix<Double>) -> Matrix<Double> {
    let means = regression.means.targets
    return Matrix(rows: x.rows, columns: means.count) { means[$1] }
  }
}

//: Every so many rows and columns of a picture, and the option.
func thinned(_ picture: Matrix<Double>, step: Int) -> Matrix<Double> {
  Matrix(rows: picture.rows / step, columns: picture.columns / step) {
    picture[$0 * step, $1 * step]
  }
}

func pageOptions() -> [LessonOption] {
  [.init("--quick", help: "fewer digits and smaller networks")]
}
