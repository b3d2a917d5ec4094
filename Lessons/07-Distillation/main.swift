//: # Can a network bring back what truncation dropped?
//:
//: Truncation keeps k layers of a matrix and throws the others away. The
//: page "Distillation of SVD" of a wiki on GitBook (its text names no
//: author) says that a network can be trained to predict the missing
//: singular values and vectors, and that this makes networks more
//: accurate. Can it, and does it?
//:
//: You will see three parts, each with a question of its own:
//: 1. How many layers to keep? The article's four steps, and seven rules
//:    for k that do not agree.
//: 2. Can what was dropped be predicted? A network tries, on digits that
//:    it has never seen: what makes that hard, what works, what it costs,
//:    and whether another network reads better for it.
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
  options: pageOptions(), reading: tryDigits
) { page, _ in
  //: ## Part 1: How many layers to keep?
  //:
  //: What the article describes is a truncation. *Decompose* the matrix;
  //: *select* the k largest singular values; *truncate*, dropping the
  //: others with their vectors; *rebuild* by multiplying. Here it is, on a
  //: picture.
  let budget = Budget(page)
  var generator = SeededGenerator(seed: page.seed)
  let photo = try chosenPicture(page)
  let a = budget.isQuick ? thinned(photo) : photo
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
  //: beforehand, from the values alone. (Exercise 7.1.)
  let share = a.frobeniusNorm > 0 ? 1 / a.frobeniusNorm : 0
  page.check(
    "‖A − A₁₀‖/‖A‖ = √(σ₁₁² + …)/√(σ₁² + …)",
    residual.frobeniusNorm * share,
    equals: try truncationError(singularValues: sigma, rank: 10),
    tolerance: 10 * Double(max(m, n)) * .ulpOfOne)

  //: ### Rules for k
  //:
  //: The article leaves k to you. There are rules:
  //:
  //: - *energy*: the least k whose values hold 90 or 99 % of Σσᵢ²;
  //: - *elbow*: the point that lies farthest below the straight line from
  //:   the first value to the last (Satopää and others, "Finding a
  //:   'kneedle' in a haystack", 2011), and the same point of the curve
  //:   of log σ, which is another rule;
  //: - *Gavish–Donoho*: the values above the threshold of lesson 6, for
  //:   noise whose deviation is not known but guessed from the median σ;
  //: - *held-out blocks*: the k that best predicts what was not shown,
  //:   with rows and columns in two groups each or in three.
  //:
  //: To judge them you need a matrix whose rank is known. *Plant* eight
  //: layers, one stronger than the next, and add white noise to each
  //: element, of standard deviation 1. By lesson 6 noise alone has no
  //: value much above √m + √n; the weakest layer is about three times
  //: that.
  let side = budget.plantedSide
  let edge = 2 * Double(side).squareRoot()
  let strengths = (1...8).reversed().map { place in
    3 * edge * Double(place) / Double(side)
  }
  func draw(_ rows: Int, _ columns: Int) -> Matrix<Double> {
    .normal(rows: rows, columns: columns, using: &generator)
  }
  let low = draw(side, 8).scalingColumns(by: strengths) * draw(8, side)
  let planted = low + draw(side, side)

  //: ### A block that is hidden
  //:
  //: The last rule needs a word. Cut the rows in two groups, and the
  //: columns. That makes four blocks, [H B; C D]. Hide H. If the matrix
  //: has rank k, and D as well, then H = B Dₖ⁺ C exactly. Dₖ⁺ is the
  //: *pseudoinverse* of D cut to rank k: v₁u₁ᵀ/σ₁ + … + vₖuₖᵀ/σₖ.
  page.source(of: "predictedBlock")

  //: Eight layers without noise have rank 8. So the upper left corner
  //: follows from the rest.
  let (start, end) = (0..<side / 2, side / 2..<side)
  let corner = try predictedBlock(
    b: low[rows: start, columns: end], c: low[rows: end, columns: start],
    d: low[rows: end, columns: end], rank: 8)
  page.check(
    "the hidden corner, from the rest",
    corner, equals: low[rows: start, columns: start],
    tolerance: 1e-9 * low.frobeniusNorm)

  //: If the matrix is not of that rank, the formula is a guess, and you
  //: can see how good. Deal rows and columns into groups at random, let
  //: each block hide in turn, and take the k with the least error:
  //: *bi-cross-validation* (Owen and Perry, "Bi-cross-validation of the
  //: SVD and the nonnegative matrix factorization", 2009).
  //:
  //: Try it on a senate's votes, 1 for yea and −1 for nay. Some members
  //: were absent. To write 0 for that would invent votes, as the next
  //: lesson shows. So take out the member or the roll call with the most
  //: gaps, again and again, until there is none. (That is a choice, too:
  //: who was often absent has no say.)
  let roll = try BundledTable.senate.load().numbers  // 0 means absent
  let (members, calls) = completeBlock(of: roll)
  let votes = Matrix(rows: members.count, columns: calls.count) { i, j in
    roll[members[i], calls[j]]
  }
  page.note(
    "Of \(roll.rows) members and \(roll.columns) roll calls "
      + "**\(votes.rows)** and **\(votes.columns)** are left.")

  //: The error of Aₖ falls with each layer, for it has seen all votes.
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
  let best = hidden.indices.min { hidden[$0] < hidden[$1] } ?? 0
  page.note("On hidden votes the error is least at k = **\(best)**.")

  //: ### All rules, on four matrices
  //:
  //: - Predict: Seven rules look at one picture. How far apart will they
  //:   put k?
  //:
  //: Let them judge it; then digits, one a row; the votes; and the planted
  //: layers.
  let digits = try chosenDigits(page, using: &generator)
  let digitRows = Matrix<Double>(digits.test[upTo: budget.rows].inputs)
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

  //: Of the picture you also see what that k costs, k(m + 1 + n) numbers
  //: of mn, and what it loses.
  func cost(_ k: Int) -> Double {
    Double(100 * k * (m + 1 + n)) / Double(m * n)
  }
  func loss(_ k: Int) throws -> Double {
    100 * (try truncationError(singularValues: sigma, rank: k))
  }

  let ofPhoto = try ranks(of: a)
  let ofPlanted = try ranks(of: planted)
  page.table(
    "How many layers? Planted has 8, and noise",
    .texts("rule", rules.map(\.name)),
    .integers("picture", ofPhoto),
    .numbers("stored, %", ofPhoto.map(cost), digits: 1),
    .numbers("lost, %", try ofPhoto.map(loss), digits: 1),
    .integers("digits", try ranks(of: digitRows)),
    .integers("votes", try ranks(of: votes)),
    .integers("planted", ofPlanted))
  page.reveal(
    "On the picture the rules go from k = \(ofPhoto.min() ?? 0) to "
      + "\(ofPhoto.max() ?? 0).")

  //: Two of them were made to tell layers from noise. They should find the
  //: eight.
  let apart: [RankRule] = [.gavishDonoho, .heldOut(groups: 2)]
  for (rule, k) in zip(rules, ofPlanted) where apart.contains(rule) {
    page.check("the 8 is found by: \(rule.name)", k, equals: 8)
  }

  //: The rules disagree because they ask different things. Energy returns
  //: your own number. The elbow asks the eye, and the eye depends on the
  //: axis. Gavish and Donoho ask which layers are worth keeping in white
  //: noise; where there is none, the answer means little. Held-out blocks
  //: ask what can be predicted; the answer depends on how much is shown,
  //: and on the draw. Only low rank plus noise has one right answer.
  let ks = Array(1...sigma.count / 3)
  page.plot(
    Chart(
      title: "The picture: cost against accuracy",
      x: Axis("numbers stored, %"), y: Axis("lost, %"),
      series: [
        .line("k = 1, 2, …", ks.map(cost), try ks.map(loss)),
        .scatter("the rules", ofPhoto.map(cost), try ofPhoto.map(loss)),
      ]))

  //: And none of them asks what a number costs you. The spectrum tells the
  //: norm of what truncation drops; how much to drop it does not tell. So
  //: decide first what k is for: a share of the energy, what noise leaves
  //: worth keeping, or what can be predicted. Then there is a rule for it.
  //:
  //: ## Part 2: Can what was dropped be predicted?
  //:
  //: From one matrix alone it cannot: Aₖ is all that is left, and other
  //: matrices have the same. But now the matrix is one digit, 28×28, and
  //: there are many. Keep k layers of each. A network with one hidden
  //: layer learns from training digits: Aₖ goes in, what is missing should
  //: come out.
  let parts = Parts(
    training: digits.training[upTo: budget.training],
    validation: digits.validation[upTo: budget.validation],
    test: digits.test[upTo: budget.test])
  let pictures = try parts.map { samples in
    try DecomposedPictures(Matrix<Double>(samples.inputs), height: 28)
  }
  let test = pictures.test
  let few = min(budget.few, parts.training.count)
  let cuts = budget.cuts.map { k in Cut(pictures, to: k) }
  let atTwo = cuts[0]  // k = 2
  if budget.isQuick {
    page.note("So few digits teach little: believe no table.")
  }

  //: Validation digits choose its learning rate and its epoch. It is
  //: judged on digits that neither has seen.
  func fit(
    _ label: String, _ kept: Parts<Matrix<Double>>,
    to wanted: Parts<Matrix<Double>>
  ) -> NetworkRegression {
    let plan = budget.regressionPlan
    let work = page.progress(
      label, total: plan.steps(ofSamples: kept.training.rows))
    return NetworkRegression(
      inputs: kept.training, targets: wanted.training,
      validation: (kept.validation, wanted.validation),
      hidden: budget.hiddenUnits, plan: plan, using: &generator
    ) { work.advance() }
  }

  //: - Predict: You may ask the network for the next value and its two
  //:   vectors, or for the whole residual, which is fourteen times as many
  //:   numbers. Which will it learn better?
  //:
  //: ### First try: the next value and its vectors
  //:
  //: Take the article at its word. The outputs are uₖ₊₁, vₖ₊₁ and σₖ₊₁: 57
  //: numbers, a *triplet*. But what is *the* uₖ₊₁? The pair (−u, −v) is as
  //: good. The library makes the largest element of u positive, and where
  //: two of them compete, a trifle turns u round.
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
  //: the u₃ of the training digit most like this one after truncation, its
  //: *twin*.
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
  let ofTwins = score { digit, row in known[twins[digit], row] }
  let ofNetwork = score(direct[0])
  let scores = [
    score { _, row in common[row, 0] }, ofTwins, ofNetwork, score(byCoin),
  ]
  page.table(
    "u₃ of held-out digits",
    .texts("guess", ["one for all", "twin", "network", "with the coin"]),
    .numbers("mean |cos|", scores.map(\.cosine)),
    .percents("right sign", scores.map(\.sameSign), digits: 0),
    .numbers("mean length", scores.map(\.length)))

  //: Look at the signs. A coin is right in half of all cases; compare
  //: even the twin, which looks alike. A network that makes
  //: squared errors small answers with the mean of all that its input may
  //: stand for, and the mean of u and −u is 0. So where the sign is open,
  //: its answers are short: compare the lengths. With the coin, little but
  //: that is left to learn.
  //:
  //: ### Second try: the residual
  //:
  //: Ask for something without a sign. In σuvᵀ it cancels, and in the sum
  //: of all dropped layers it does not matter which came first. That sum
  //: is the residual A − Aₖ. (Exercise 7.2.)
  let residualNetworks = cuts.map { cut in
    fit("residual", cut.kept, to: cut.missing)
  }
  let networkAtTwo = residualNetworks[0]
  func completed(_ x: Matrix<Double>) -> Matrix<Double> {
    x + networkAtTwo.predictions(for: x)
  }

  //: It has two controls: the mean residual of the training digits, and
  //: *ridge regression*, a linear map of Aₖ whose squared coefficients
  //: cost something; validation chose how much.
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
  func errors(_ kind: Guess, at place: Int = 0) -> [Double] {
    test.relativeErrors(of: guess(kind, at: place))
  }
  page.table(
    "Held-out digits: ‖A − Â‖/‖A‖ in % (± one standard error)",
    ["Â"] + cuts.map { "k = \($0.rank)" },
    Guess.allCases.map { kind in
      [kind.rawValue]
        + cuts.indices.map { Average(errors(kind, at: $0)).percent }
    })

  //: Compare them in pairs, digit by digit: *even* is a difference of at
  //: most two standard errors. They count which digits were drawn; each
  //: network was trained once.
  func gain(_ kind: Guess, at place: Int = 0) -> Average {
    Average(errors(.nothing, at: place), less: errors(kind, at: place))
  }
  page.reveal(
    "At k = 2 the residual takes \(gain(.network).points) points off the "
      + "error of A₂ (\(gain(.network).reading)), the triplet "
      + "\(gain(.triplet).points) (\(gain(.triplet).reading)).")
  for (place, cut) in cuts.enumerated() {
    page.note(
      "k = \(cut.rank): the network "
        + won(gain(.network, at: place), of: gain(.next, at: place)) + ".")
  }

  //: Look at a digit of which truncation loses neither much nor little.
  let lost = errors(.nothing)
  let order = lost.indices.sorted { lost[$0] < lost[$1] }
  let middle = order[order.count / 2]
  func picture(_ rows: Matrix<Double>) -> Matrix<Double> {
    Matrix(rows: 28, columns: 28, elements: rows.row(middle).elements)
  }
  page.pictures(
    [
      ("A", picture(test.pictures)),
      ("A₂", picture(atTwo.kept.test)),
      ("A₂ + network", picture(completed(atTwo.kept.test))),
      ("A₃", picture(test.truncated(to: 3))),
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

  //: What it has learnt of digits has to be stored as well. A triplet of a
  //: digit is 28 + 28 + 1 numbers.
  let stored = networkAtTwo.choice.network.parameterCount
  page.note(
    "The network is **\(stored.shown)** numbers. The true next triplets "
      + "of **\((stored / (28 + 28 + 1)).shown)** digits are no more, and "
      + "those are exact.")

  //: ### Where this goes wrong: other pictures
  //:
  //: The network adds what digits would need.
  //:
  //: - Predict: Stand the digits on their heads, or cut the picture of
  //:   part 1 into squares. Will its guess still help?
  //:
  //: And never judge a network by the digits that it learnt from.
  let photoSquares = try DecomposedPictures(
    squaresOf: photo / 255, side: 28)
  let kinds = [
    ("learnt from", pictures.training),
    ("held out", test),
    ("upside down", try test.upsideDown()),
    ("the picture", photoSquares),
  ]
  func mean(
    _ x: DecomposedPictures, _ guesses: Matrix<Double>
  ) -> Double { Average(x.relativeErrors(of: guesses)).mean }
  func errorOfTwo(_ x: DecomposedPictures) -> Double {
    mean(x, x.truncated(to: 2))
  }
  func errorOfNetwork(_ x: DecomposedPictures) -> Double {
    mean(x, completed(x.truncated(to: 2)))
  }

  //: Does A₂ with the network's guess come nearer to A than A₂ alone?
  let ofTwo = kinds.map { errorOfTwo($0.1) }
  let ofGuess = kinds.map { errorOfNetwork($0.1) }
  page.table(
    "‖A − Â‖/‖A‖",
    .texts("pictures", kinds.map(\.0)),
    .percents("A₂", ofTwo, digits: 1),
    .percents("A₂ + network", ofGuess, digits: 1),
    .percents(
      "A₃", kinds.map { mean($0.1, $0.1.truncated(to: 3)) }, digits: 1))
  func times(_ place: Int) -> String {
    (ofGuess[place] / max(ofTwo[place], 1e-9)).shown(digits: 2)
  }
  page.reveal(
    "Upside down the error of A₂ becomes \(times(2)) times as large, on "
      + "the picture \(times(3)) times; on held-out digits it was "
      + "\(times(1)) times.")

  //: ### Does it improve a network?
  //:
  //: The article says so. Let a small network, the *reader*, learn to name
  //: digits from one version of them, and judge it by that version. Each
  //: reader is trained more than once, from other random weights and in
  //: another order, for the same number of steps.
  //:
  //: Beware of a trap: the network has learnt from the training digits. If
  //: it completes them better than others (compare the first two rows), a
  //: reader practises on better pictures than it is judged on. So have two
  //: networks, each taught by one half of the training digits, and let
  //: *strangers* complete them: each half the network that has not seen
  //: it. (Of other digits, too, each network completes one half.)
  let strangers = [0, 1].map { half in
    fit(
      "strangers", atTwo.kept.half(half), to: atTwo.missing.half(half))
  }
  func completedByStrangers(_ x: Matrix<Double>) -> Matrix<Double> {
    let (first, second) = (x.half(0), x.half(1))
    let guesses =
      strangers[1].predictions(for: first).elements
      + strangers[0].predictions(for: second).elements
    return x
      + Matrix(rows: x.rows, columns: x.columns, elements: guesses)
  }

  //: Now practice and trial are alike:
  func byAcquaintance(_ x: DecomposedPictures, _ kept: Matrix<Double>)
    -> [Double]
  { [mean(x, completed(kept)), mean(x, completedByStrangers(kept))] }
  page.table(
    "‖A − Â‖/‖A‖ of A₂, completed",
    .texts("by", ["the network of all digits", "strangers"]),
    .percents(
      "training", byAcquaintance(pictures.training, atTwo.kept.training),
      digits: 1),
    .percents("test", byAcquaintance(test, atTwo.kept.test), digits: 1))

  //: A guess is no gift: the network before the reader has numbers of its
  //: own, and takes work. So give one more reader of A₂ as many numbers as
  //: network and reader have together, and with them as much work for each
  //: digit.
  //:
  //: - Predict: Will a reader of A₂ with a guess at the rest be ahead of a
  //:   reader of A₂ alone? And of the large one?
  let width = budget.readerWidth
  let together = stored + (784 + 1) * width + (width + 1) * 10
  let large = Network.control(for: [784, width, 10], parameters: together)
  func readers(_ sizes: [Int]) -> [Network] {
    (0..<budget.runs).map { _ in
      .dense(sizes, initialization: .he, using: &generator)
    }
  }
  let (small, larger) = (readers([784, width, 10]), readers(large))
  func hits(
    _ version: Parts<Matrix<Double>>, upTo count: Int? = nil,
    by readers: [Network]? = nil
  ) -> [[Double]] {
    let count = count ?? parts.training.count
    return (readers ?? small).hits(
      learning: version.upTo(count), of: parts.upTo(count), budget, page)
  }

  //: Six readers:
  let ofA = hits(pictures.map(\.pictures))
  let ofA2 = hits(atTwo.kept)
  let ofSeen = hits(atTwo.kept.map(completed))
  let ofStrangers = hits(atTwo.kept.map(completedByStrangers))
  let ofLarge = hits(atTwo.kept, by: larger)
  let ofA3 = hits(pictures.map { $0.truncated(to: 3) })

  func row(
    _ version: String, _ hits: [[Double]], over other: [[Double]]
  ) -> [String] {
    let all = Average(runs: hits).percent
    guard hits != other else { return [version, all, "", ""] }
    let lead = Average(runs: hits, less: other)
    return [version, all, lead.points, lead.reading]
  }

  //: Each is compared with the reader of A₂, digit by digit. The errors
  //: count which digits are there to be read, and how far trainings
  //: differ; not which digits were there to learn from. A verdict near two
  //: errors may turn with another `--seed`.
  page.table(
    "Held-out digits read right, each trained \(budget.runs) times",
    ["version", "%", "more than A₂", "it is"],
    [
      row("A", ofA, over: ofA2),
      row("A₂", ofA2, over: ofA2),
      row("A₂ + network that saw the digits", ofSeen, over: ofA2),
      row("A₂ + strangers", ofStrangers, over: ofA2),
      row(
        "A₂, \(large[1]) hidden units for \(width)", ofLarge, over: ofA2),
      row("A₃", ofA3, over: ofA2),
    ])
  let help = Average(runs: ofStrangers, less: ofA2)
  let atEqualSize = Average(runs: ofStrangers, less: ofLarge)
  page.reveal(
    "Over A₂ alone strangers' guesses are \(help.reading) "
      + "(\(help.points) points), over the large reader "
      + "\(atEqualSize.reading) (\(atEqualSize.points)).")

  //: Whatever the guess adds was computed from A₂. A network that reads A₂
  //: could have found it by itself, if it is large enough.
  //:
  //: - Important: The article says that its method improves "the accuracy
  //:   of neural network". It names no rival. The large reader is one.
  //:
  //: ### And with noise?
  //:
  //: The article recommends its method above all for data that are
  //: "high-dimensional and noisy". Let Y be the digits with normal noise
  //: on each pixel; its deviation is half the way from black to white.
  //: What is there to truncate? Each digit, as before: Yₖ. Or the table of
  //: all of them, a row each, as lesson 3 did: keep its first k right
  //: vectors, and project each digit on them. Call that Pₖ. The vectors
  //: come from the digits that the reader learns from.
  let noisy = try pictures.map {
    try $0.addingNoise(deviation: 0.5, using: &generator)
  }
  let y = noisy.map(\.pictures)
  func projected(
    to k: Int, by rows: Int
  ) throws -> Parts<Matrix<Double>> {
    let table = y.training[rows: 0..<rows, columns: 0..<784]
    let v = try truncatedSVD(table, rank: k).v
    return y.map { x in (x * v) * v.transposed }
  }

  //: - Predict: When will truncation help the reader: with few digits to
  //:   learn from, or with many? And which?
  func versions(upTo count: Int) throws -> [(String, [[Double]])] {
    [
      ("Y", y), ("Y₂", noisy.map { $0.truncated(to: 2) }),
      ("Y₄", noisy.map { $0.truncated(to: 4) }),
      ("P₁₀", try projected(to: 10, by: count)),
      ("P₃₀", try projected(to: 30, by: count)),
    ].map { name, version in (name, hits(version, upTo: count)) }
  }
  let withFew = try versions(upTo: few)
  let withAll = try versions(upTo: parts.training.count)
  page.table(
    "Read right, with \(few) and all \(parts.training.count.shown) digits",
    ["version", "few, %", "more than Y", "it is"]
      + ["all, %", "more than Y", "it is"],
    zip(withFew, withAll).map { few, all in
      row(few.0, few.1, over: withFew[0].1)
        + row(all.0, all.1, over: withAll[0].1).dropFirst()
    })
  page.reveal(
    "Ahead of Y with few digits: \(ahead(withFew)); with all: "
      + "\(ahead(withAll)).")

  //: Truncation takes something away: noise, and some of the digit. What
  //: outweighs what depends on how much the reader can learn by itself.
  func gains(_ place: Int) -> String {
    [withFew, withAll].map { versions in
      Average(runs: versions[place].1, less: versions[0].1).points
    }.joined(separator: " to ")
  }
  page.note(
    "From few digits to all the gain of Y₄ goes from \(gains(2)) points, "
      + "that of P₃₀ from \(gains(4)).")

  //: The two truncations differ, too. The layers of a noisy digit are
  //: found from that digit alone, noise and all; the vectors of the table
  //: from all digits together, where the noise averages out. "Truncate the
  //: data" says too little: how many digits there are, and which matrix
  //: you cut, can decide whether it pays.
  //:
  //: ## Part 3: What does distillation usually mean?
  //:
  //: We did not find the article's use of the word elsewhere. Nearest come
  //: teacher and student that compare features cut by an SVD (Lee, Kim and
  //: Song, "Self-supervised knowledge distillation using singular value
  //: decomposition", 2018).
  //:
  //: Usually there are two networks. A large one, the *teacher*, has
  //: learnt from labels. A small one, the *student*, learns from what the
  //: teacher says (Hinton, Vinyals and Dean, "Distilling the knowledge in
  //: a neural network", 2015). Does the student learn more from a teacher
  //: than from the labels alone?
  //:
  //: There are two students of one size, and so of one work. One is the
  //: teacher itself with every weight matrix but the last cut to rank k,
  //: as in lesson 5. The other is its control: a small dense network with
  //: random weights. Each run has a teacher and students of its own.
  let rank = budget.studentRank
  let rooms = try page.progress("teachers", of: Array(0..<budget.runs))
    .map { run in
      try Classroom(parts, budget, rank: rank, run, using: &generator)
    }
  let teacher = rooms[0].teacher
  page.table(
    "The first run",
    .texts("network", ["teacher", "cut to k = \(rank)", "small"]),
    .integers("numbers", rooms[0].networks.map(\.parameterCount)),
    .integers(
      "multiplications", rooms[0].networks.map(\.multiplyAccumulates)),
    .texts(
      "%, untaught",
      rooms[0].networks.map { $0.accuracy(on: parts.test).percent }))

  //: ### Softened opinions
  //:
  //: A teacher says more than a label. It does not say just "a 4", but "a
  //: 4, and a little of a 9". Its ten outputs z are *logits*: exp zⱼ is in
  //: proportion to the probability of class j. To make the little count,
  //: they are divided by a *temperature* T first. (Exercise 7.4.)
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
  //: The *cross-entropy* −Σpⱼ ln qⱼ of probabilities q with others p is
  //: least where q is p. In the student's loss a share α is that with the
  //: teacher's opinion at T, times T² since its gradients shrink by that.
  //: The rest is with the labels. (Exercise 7.5.) One gradient, by hand
  //: and by the module:
  let eight = parts.training[upTo: 8]
  let theirs = teacher.logits(for: eight.inputs)
  let ours = rooms[0].cut.logits(for: eight.inputs)
  let targets = SoftTargets(
    teacher: theirs, labels: eight.labels, temperature: 4, share: 0.5)
  let byHand = try distillationGradient(
    student: Matrix<Double>(ours), teacher: Matrix<Double>(theirs),
    labels: eight.labels, temperature: 4, share: 0.5)
  // Eight rows of probabilities, in floats of seven digits, times T.
  page.check(
    "the gradient", byHand,
    equals: Matrix<Double>(targets.gradient(at: ours)), tolerance: 1e-5)

  //: ### With a teacher, and without
  //:
  //: Where the teacher knows no more than the labels say, there is little
  //: to hand on. So make a gap: the teacher learnt from all training
  //: digits, the student has the labels of a few. It may hear the
  //: teacher's opinions on these (α = ½), or on all digits, for which it
  //: has no labels (α = 1); T is 4. Then two controls: the teacher's bare
  //: *answers*, the class it finds likeliest, taken as labels; and the
  //: true labels of all digits.
  enum Way: String, CaseIterable {
    case labelsOfFew = "labels of few digits"
    case opinionsOnFew = "labels of few, and opinions on them"
    case answersToAll = "the teacher's answers to all"
    case opinionsOnAll = "its opinions on all"
    case labelsOfAll = "labels of all"
  }
  func lesson(_ way: Way, by teacher: Network) -> Lesson {
    let (first, all) = (parts.training[upTo: few], parts.training)
    return switch way {
    case .labelsOfFew: Lesson(first, .labelsAlone)
    case .opinionsOnFew: Lesson(first, .init(temperature: 4, share: 0.5))
    case .answersToAll: Lesson(teacher.labelling(all), .labelsAlone)
    case .opinionsOnAll: Lesson(all, .init(temperature: 4, share: 1))
    case .labelsOfAll: Lesson(all, .labelsAlone)
    }
  }

  //: - Predict: What will gain the students more: opinions on the few
  //:   digits whose labels they have, or answers to all? And are opinions
  //:   worth more than answers?
  //:
  //: All have the same steps, rates and validation digits.
  let ways = Way.allCases
  let studies = page.progress(
    "students", total: (2 * ways.count + 1) * budget.runs)
  func taught(_ student: KeyPath<Classroom, Network>) -> [[[Double]]] {
    ways.map { way in
      rooms.map { room in
        defer { studies.advance() }
        return room.hits(
          room[keyPath: student], lesson(way, by: room.teacher))
      }
    }
  }
  let (cutHits, smallHits) = (taught(\.cut), taught(\.small))

  //: What do they read right?
  func table(_ student: String, _ hits: [[[Double]]]) {
    page.table(
      "\(student); more: than from the labels of \(few) digits",
      ["it learns from", "%", "more", "it is"],
      ways.indices.map { way in
        row(ways[way].rawValue, hits[way], over: hits[0])
      })
  }
  table("The cut student", cutHits)
  table("The small student", smallHits)
  page.note(
    "\(parts.validation.count) more labelled digits choose the epoch and "
      + "the rate, in all ways alike.")

  //: The errors count which digits were drawn and how far the runs differ,
  //: teacher, start and order together. And how far apart are teacher and
  //: students?
  let teacherHits = rooms.map { $0.teacher.hits(on: parts.test) }
  func compared(
    _ name: String, _ pair: ([[Double]], [[Double]]),
    _ other: ([[Double]], [[Double]])
  ) -> [String] {
    let cut = Average(runs: pair.0, less: other.0)
    let small = Average(runs: pair.1, less: other.1)
    return [name, cut.points, cut.reading, small.points, small.reading]
  }
  func both(_ way: Way) -> ([[Double]], [[Double]]) {
    let place = ways.firstIndex(of: way) ?? 0
    return (cutHits[place], smallHits[place])
  }

  //: The gap first, and then what was in the opinions on all digits:
  page.table(
    "Paired differences in points",
    ["difference", "cut", "it is", "small", "it is"],
    [
      compared(
        "teacher over labels of few", (teacherHits, teacherHits),
        both(.labelsOfFew)),
      compared(
        "teacher over labels of all", (teacherHits, teacherHits),
        both(.labelsOfAll)),
      compared(
        "opinions over answers", both(.opinionsOnAll),
        both(.answersToAll)),
      compared(
        "opinions over labels", both(.opinionsOnAll),
        both(.labelsOfAll)),
    ])

  //: In short:
  func lead(of way: Way, over other: Way) -> String {
    let (ours, theirs) = (both(way), both(other))
    let cut = Average(runs: ours.0, less: theirs.0).reading
    let small = Average(runs: ours.1, less: theirs.1).reading
    return "\(cut) (cut) and \(small) (small)"
  }
  page.reveal(
    "Answers to all, over opinions on few: "
      + lead(of: .answersToAll, over: .opinionsOnFew)
      + ". Opinions over labels, on few: "
      + lead(of: .opinionsOnFew, over: .labelsOfFew)
      + ". Opinions over answers, on all: "
      + lead(of: .opinionsOnAll, over: .answersToAll) + ".")

  //: So ask two things of every success of a teacher. Did it hand on
  //: labels that the student lacked? Bare answers do that, too. And did
  //: its doubts add anything? That stands in the rows of opinions, on few
  //: digits over labels, on all digits over answers.
  //:
  //: ### And the cut?
  //:
  //: Which student is ahead: the one cut from the teacher, or the small
  //: one? By its start the first has all the teacher's training in it. So
  //: let another small one learn for as many steps as teacher and student
  //: together.
  let longer = rooms.map { room in
    defer { studies.advance() }
    return room.hits(
      room.small, lesson(.labelsOfAll, by: room.teacher), steps: 2)
  }
  func lead(
    _ name: String, _ one: [[Double]], _ other: [[Double]]
  ) -> [String] {
    let lead = Average(runs: one, less: other)
    return [name, lead.points, lead.reading]
  }
  let cutAndLabels = both(.labelsOfAll).0
  page.table(
    "The cut student over the small one, in points",
    ["both learn from", "difference", "it is"],
    ways.map {
      lead($0.rawValue, both($0).0, both($0).1)
    } + [
      lead(
        "labels of all, the small one twice as long", cutAndLabels, longer)
    ])

  //: ## Can a network bring back what truncation dropped?
  //:
  //: What it adds it has learnt from other digits, and has to store: it
  //: can make a likely guess at a digit, and says nothing new of this one.
  page.note(
    "Asked for the residual, at k = 2, it "
      + won(gain(.network), of: gain(.next))
      + ". A reader of such guesses "
      + "is **\(standing(help))** one that reads A₂ alone, and "
      + "**\(standing(atEqualSize))** one as large as both networks.")
  page.predictions()

  //: ## Your turn
  //:
  //: Five exercises belong to this lesson. Write them in
  //: `Exercises/07-Distillation.swift` and grade them with `swift test
  //: --filter Distillation`.
  //:
  //: The networks of part 2 learn what 7.2 gives; the noise of each digit
  //: and of the table is lessons 6 and 3 again.
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

  var plantedSide: Int { isQuick ? 80 : 200 }
  var rows: Int { isQuick ? 60 : 200 }
  var training: Int { isQuick ? 300 : 3500 }
  var few: Int { isQuick ? 60 : 300 }
  var validation: Int { isQuick ? 60 : 500 }
  var test: Int { isQuick ? 100 : 1000 }
  var cuts: [Int] { isQuick ? [2] : [2, 4] }
  var hiddenUnits: Int { isQuick ? 32 : 256 }

  var regressionPlan: TrainingPlan {
    TrainingPlan(
      learningRates: isQuick ? [3e-3] : [1e-3, 3e-3],
      epochs: isQuick ? 4 : 10, seed: seed)
  }
}

//: The same for readers, teachers and students: so many steps, whether
//: digits are few or many.
extension Budget {
  var runs: Int { isQuick ? 2 : 3 }
  var readerWidth: Int { isQuick ? 16 : 64 }
  var teacherWidth: Int { isQuick ? 48 : 256 }
  var studentRank: Int { isQuick ? 4 : 8 }

  func plan(
    for digits: Int, run: Int, times factor: Int = 1
  ) -> TrainingPlan {
    let steps = factor * (isQuick ? 20 : 400)
    let batches = max(digits / 64, 1)
    return TrainingPlan(
      learningRates: isQuick ? [3e-3] : [1e-3, 3e-3],
      trialEpochs: max(steps / batches / 8, 1),
      epochs: max(steps / batches, 1), batchSize: 64,
      seed: seed &+ UInt64(run))
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

//: Fewer training digits: the first ones, or one half.
extension Parts where Value == Samples {
  func upTo(_ count: Int) -> [Samples] {
    [training[upTo: count], validation, test]
  }
}

extension Parts where Value == Matrix<Double> {
  func upTo(_ count: Int) -> [Matrix<Double>] {
    let first = training[rows: 0..<count, columns: 0..<training.columns]
    return [first, validation, test]
  }

  func half(_ place: Int) -> Parts {
    Parts(
      training: training.half(place), validation: validation, test: test)
  }
}

extension Matrix<Double> {
  func half(_ place: Int) -> Matrix {
    let rows = place == 0 ? 0..<rows / 2 : rows / 2..<rows
    return self[rows: rows, columns: 0..<columns]
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
      among: [1, 3, 10, 30, 100, 300, 1000], for: cut.kept.validation,
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

//: What a gain is of another, in words.
func won(_ gain: Average, of whole: Average) -> String {
  guard gain.reading == "ahead", whole.mean > 0 else {
    return "wins nothing (\(gain.points) points)"
  }
  let share = (100 * gain.mean / whole.mean).shown(decimals: 0)
  return "wins **\(share) %** of what the true next triplet would"
}

//: A verdict that a noun may follow.
func standing(_ lead: Average) -> String {
  switch lead.reading {
  case "ahead": "ahead of"
  case "even": "even with"
  default: "behind"
  }
}

//: Which versions are ahead of the first.
func ahead(_ versions: [(String, [[Double]])]) -> String {
  let names = versions.dropFirst().filter {
    Average(runs: $0.1, less: versions[0].1).reading == "ahead"
  }
  return names.isEmpty ? "none" : names.map(\.0).joined(separator: ", ")
}

//: Several readers of one version.
extension [Network] {
  func hits(
    learning version: [Matrix<Double>], of parts: [Samples],
    _ budget: Budget, _ page: Page
  ) -> [[Double]] {
    let count = parts[0].count
    let steps = budget.plan(for: count, run: 0).steps(ofSamples: count)
    let work = page.progress("readers", total: steps * self.count)
    return enumerated().map { run, reader in
      let plan = budget.plan(for: count, run: run)
      return reader.hits(learning: version, of: parts, by: plan) {
        work.advance()
      }
    }
  }
}

//: What a student learns from.
struct Lesson {
  let samples: Samples
  let recipe: TeachingRecipe

  init(_ samples: Samples, _ recipe: TeachingRecipe) {
    self.samples = samples
    self.recipe = recipe
  }
}

//: A teacher, and two students of one size.
struct Classroom {
  let teacher: Network
  let cut: Network
  let small: Network
  private let parts: Parts<Samples>
  private let budget: Budget
  private let run: Int

  var networks: [Network] { [teacher, cut, small] }
}

//: Each run has its own random weights and order of digits.
extension Classroom {
  init(
    _ parts: Parts<Samples>, _ budget: Budget, rank: Int, _ run: Int,
    using generator: inout SeededGenerator
  ) throws {
    let sizes = [784, budget.teacherWidth, budget.teacherWidth, 10]
    teacher =
      Network.dense(
        sizes, initialization: .he, using: &generator
      ).selected(
        by: budget.plan(for: parts.training.count, run: run),
        on: parts.training, validation: parts.validation
      ).network
    cut = teacher.truncated(to: rank, try teacher.decompositions())
    small = .dense(
      Network.control(for: sizes, parameters: cut.parameterCount),
      initialization: .he, using: &generator)
    (self.parts, self.budget, self.run) = (parts, budget, run)
  }
}

//: What a student reads right that has learnt from them.
extension Classroom {
  func hits(
    _ student: Network, _ lesson: Lesson, steps factor: Int = 1
  ) -> [Double] {
    let plan = budget.plan(
      for: lesson.samples.count, run: run, times: factor)
    return student.taught(
      lesson.recipe, by: teacher, on: lesson.samples,
      validation: parts.validation, plan: plan
    ).network.hits(on: parts.test)
  }
}

//: The picture and the digits, and the options. The picture is cut into
//: squares of 28×28, and the digits have that size.
func chosenPicture(_ page: Page) throws -> Matrix<Double> {
  guard let file = page.option("--image") else {
    return try BundledPicture.camera.load().grey
  }
  let grey = try Picture(contentsOf: file).grey
  guard min(grey.rows, grey.columns) >= 28 else {
    throw FileError.malformed(
      file: file, expected: "a picture of 28×28 points or more",
      found: "\(grey.rows)×\(grey.columns)")
  }
  return grey
}

//: MNIST may have any size, this lesson has not.
func chosenDigits(
  _ page: Page, using generator: inout SeededGenerator
) throws -> DigitSamples {
  let folder = page.option("--mnist")
  let digits = try DigitSamples.load(folder, .unit, using: &generator)
  guard digits.training.inputs.columns == 784 else {
    throw FileError.malformed(
      file: folder ?? "", expected: "digits of 28×28 points",
      found: "\(digits.training.inputs.columns) points")
  }
  return digits
}

//: Files of digits are tried before the page begins, which draws its parts
//: later.
func tryDigits(_ page: Page) throws {
  guard page.option("--mnist") != nil else { return }
  var generator = SeededGenerator(seed: page.seed)
  _ = try chosenDigits(page, using: &generator)
}

//: Every so many rows and columns of a picture, about 100 of each.
func thinned(_ picture: Matrix<Double>) -> Matrix<Double> {
  let step = max(min(picture.rows, picture.columns) / 100, 1)
  return Matrix(
    rows: picture.rows / step, columns: picture.columns / step
  ) { picture[$0 * step, $1 * step] }
}

func pageOptions() -> [LessonOption] {
  [
    .init("--quick", help: "fewer digits and smaller networks"),
    .init(
      "--image", value: "FILE",
      help: "another PNG, JPEG, PGM or PPM picture"),
    .init("--mnist", value: "FOLDER", help: "digits of MNIST"),
  ]
}
